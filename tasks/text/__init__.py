"""Text: decode, strip, fold, segment, and read the parts of a newspaper page."""
