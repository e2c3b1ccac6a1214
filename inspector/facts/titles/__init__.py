"""The title of a page: what may be it, and what speaks for each."""
