"""Resolution: which revision a text is, which entity a name is, and what is known of each entity over all articles."""
