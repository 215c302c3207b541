"""Places: where a warehouse lies, a folder of a disk or of an object store, and the locks in it."""
