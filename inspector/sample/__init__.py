"""A fictitious county portal with planted defects (truth.toml), for demonstrations and end-to-end tests."""

from inspector.sample.portal import pages, write_portal
from inspector.sample.serve import serve

__all__ = ["pages", "serve", "write_portal"]
