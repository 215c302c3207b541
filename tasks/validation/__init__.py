"""Validation of a staged batch: check every table, part the rows, keep the results."""
