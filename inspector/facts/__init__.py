"""What can be read from a page: one reader a subject, each a pure function of the page."""
