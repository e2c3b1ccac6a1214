"""Lets `python -m inspector` stand for the command `inspector`."""

from inspector.cli import main

main()
