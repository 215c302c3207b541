"""Migrations: one file a format of the warehouse, `format_<n>.py`, each from the format before to its own.

A column that may be null needs none: the next commit adds it. Whatever else changes in a table's declaration needs
one, and a test from a warehouse of the release before.
"""
