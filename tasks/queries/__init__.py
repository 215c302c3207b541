"""Questions to the tables, each a function of lazy frames that needs nothing but polars: what is shown is what ran."""
