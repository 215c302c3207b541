"""What extractors know of Arabic."""
