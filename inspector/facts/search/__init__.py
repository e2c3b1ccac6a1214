"""What the search of a site is, and what it answers."""
