"""Extractors: from a cleaned document to mentions, dates and quotes, one file an extractor."""
