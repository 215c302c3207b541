"""Accounting: what went in and out of every stage, so that a run's counts add up."""
