"""What kind of page a page is: its signs, and what they weigh."""
