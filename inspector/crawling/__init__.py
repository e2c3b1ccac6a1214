"""How a site is fetched: politely, completely, evidence first."""
