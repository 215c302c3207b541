"""WHAT must be true: one declaration a published table, and what is made from it."""
