"""Tidying what somebody typed or wrote in a file: one spelling for values that look the same."""

_INVISIBLE = dict.fromkeys(
    [
        *(*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0), 0x00AD, 0xFEFF),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)),
    ]
)


def tidy(text: str) -> str:
    """Take away what nobody sees: line breaks, no-break spaces, marks that come with copied text."""
    return " ".join((text if text.isprintable() else text.translate(_INVISIBLE)).split())
