"""Statements: which quotes, of whatever outlets, carry the same utterance of the same speaker."""
