"""Annual reports on government information disclosure: what they say, and whether their numbers agree."""
