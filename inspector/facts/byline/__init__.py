"""The line near the title of an article: its words, its days, its source."""
