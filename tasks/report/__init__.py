"""The report: from tables to a folder of pages that opens from disk, without a server and without a network."""
