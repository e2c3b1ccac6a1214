"""WARC files, out and in, and the answers that stand in them."""
