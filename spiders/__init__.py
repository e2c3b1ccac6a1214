"""Spiders: how sites are fetched. They judge nothing."""
