"""Storage: the only place that knows disk formats."""
