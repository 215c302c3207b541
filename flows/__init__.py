"""WHEN: the order of tasks and their parameters, and the command line."""
