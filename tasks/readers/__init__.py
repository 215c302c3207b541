"""Readers: one file a kind of source; each yields captures."""
