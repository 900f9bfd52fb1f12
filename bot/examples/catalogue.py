"""The examples that the product is shipped with, in the order in which they are offered."""

import re
from pathlib import Path

EXAMPLES = ("recipe", "order", "digest", "pass", "department", "task")
"""Their names: the file's name and what the texts know them by. A button carries the number: new ones go to the end."""

CONNECTION = "smtp_connection"
"""The connection that examples send by."""

_CONNECTIONS = re.compile(r"^connections:\n(?:(?:[ #].*)?\n)*", re.MULTILINE)


def example_text(name: str) -> str:
    """Return an example as the file that it is."""
    return Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8")


def fitted(text: str, connections: list[str]) -> str:
    """Return an example for an installation that has these connections: they stay as they are, and one is sent by."""
    if not connections:
        return text
    used = CONNECTION if CONNECTION in connections else connections[0]
    return re.sub(rf"\b{CONNECTION}\b", used, _CONNECTIONS.sub("", text))
