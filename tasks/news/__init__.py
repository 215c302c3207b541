"""News: what happened in a run that somebody may be waiting for, as records that know nothing of who is told."""
