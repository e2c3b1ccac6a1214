"""Whose site a page belongs to: its foot, its marks, its owner."""
