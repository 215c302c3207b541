"""The vocabulary: records, ids, errors, settings, topics; frozen and pure."""
