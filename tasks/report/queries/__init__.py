"""Questions that the report asks, functions of lazy frames that need nothing but polars: what is shown is what ran."""
