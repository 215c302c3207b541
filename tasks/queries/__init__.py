"""Queries: questions to the tables, each as the Python text that answers it."""
