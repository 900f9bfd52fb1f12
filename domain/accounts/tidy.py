"""Tidying what somebody typed or wrote in a file: one spelling for values that look the same."""

from domain.visible import visible


def tidy(text: str) -> str:
    """Take away what nobody sees: line breaks, no-break spaces, what turns text round, marks that come with it."""
    return visible(text)
