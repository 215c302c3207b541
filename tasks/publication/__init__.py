"""Publication: commit a batch together with the row that accounts for its run."""
