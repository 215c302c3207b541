"""The polite client: which addresses may be asked, when, how, and what is remembered of them."""
