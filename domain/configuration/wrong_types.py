"""A value of another type than its field: what to write instead, where that can be seen."""

import re
from collections.abc import Mapping
from typing import Any

_WHOLE = re.compile(r"\s*[-+]?[0-9]{1,18}(?:\.0*)?\s*")
"""What stands for a whole number in quotes, or with a point and nothing behind it."""

_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "y", "1", "да"), "true"),
    **dict.fromkeys(("false", "no", "off", "n", "0", "нет"), "false"),
}
"""Words that people mean true and false by, YAML 1.1's among them."""


def wrong_type(name: str, kind: str, value: Any) -> tuple[str, Mapping[str, str]]:
    """Return the text that says it, with its values; `kind` is pydantic's name of the mistake."""
    text = str(value)
    if kind == "string_type" and isinstance(value, bool | int | float):
        return "config-text-in-quotes", {"name": name, "kind": "truth" if isinstance(value, bool) else "number"}
    if kind == "int_type" and not isinstance(value, bool) and _WHOLE.fullmatch(text):
        return "config-bare-number", {"name": name, "text": str(int(text.partition(".")[0]))}
    if kind == "bool_type" and text.lower() in _TRUTHS:
        return "config-truth", {"name": name, "text": text, "word": _TRUTHS[text.lower()]}
    return "config-wrong-type", {"name": name, "type": kind.removesuffix("_type").removesuffix("_parsing")}
