"""What extractors know of each language."""
