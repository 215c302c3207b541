"""Which articles are copies of one another: signatures, candidates among them, clusters."""
