"""Taggers of names: what one is, and any token-classification model of the user's as one."""
