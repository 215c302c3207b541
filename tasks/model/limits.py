"""How long a step may take before it is given up: far more than it ever needs, so that a run that hangs ends.

A step that is given up leaves what a killed one leaves: nothing. What it has not published the next run takes up.
Cleaning and extraction run in threads, which cannot be interrupted; there each document has a time limit of its own.
"""

# Seconds. Reading may be slow on purpose.
READING = 24 * 3600.0
ROWS = 3600.0
