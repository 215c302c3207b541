"""Worker processes with a time and a memory limit a document."""
