"""Cells that a spreadsheet would run as a formula: written with an apostrophe before them, and read without it."""

import re

_RUNS = re.compile(r"'*[=+\-@]")
_SHELTERED = re.compile(r"'+[=+\-@]")


def sheltered(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it and runs nothing: `=1+1` becomes `'=1+1`."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def bare(cell: str) -> str:
    """Return a cell as it was before `sheltered`; any other cell stays as it is."""
    return cell[1:] if cell.startswith("'") and _SHELTERED.match(cell) else cell
