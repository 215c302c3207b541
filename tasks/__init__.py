"""HOW: files at the top are verbs and know Prefect; folders are nouns and never import it."""
