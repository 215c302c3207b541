"""Upkeep: what keeps a warehouse small, quick and sound over the years, and what finds it unsound."""
