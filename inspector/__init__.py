"""Inspects government websites against published standards, and shows the arithmetic of the score.

The names below are the public Python interface, and all that a rule may import.
"""

from inspector.annual_report.crawled import annual_report_findings, annual_report_of, likeness
from inspector.facts.dates import parse_date
from inspector.messages import _
from inspector.page import Page
from inspector.rule import Finding, Outcome, Rule, page_rule, site_rule
from inspector.site import Column, Site
from inspector.vocabulary import words

__version__ = "0.1.0"
__all__ = [
    "Column",
    "Finding",
    "Outcome",
    "Page",
    "Rule",
    "Site",
    "_",
    "annual_report_findings",
    "annual_report_of",
    "likeness",
    "page_rule",
    "parse_date",
    "site_rule",
    "words",
]
