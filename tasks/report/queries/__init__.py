"""Questions that the report asks, each a function of lazy frames that needs nothing but polars: what is shown is what ran."""
