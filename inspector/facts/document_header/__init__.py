"""The metadata header of a disclosed document: its cells, its labels, its fields."""
