"""The lists of a page: their items, their days, their place."""
