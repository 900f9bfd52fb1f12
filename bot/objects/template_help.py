"""Help beside a template of a letter: what may be put into it, and how that is printed."""

from collections.abc import Mapping
from typing import Any

from bot.telegram.reader import Reader
from domain.editing.nodes import parts_of

SAMPLES_OF_FILTERS = {
    "number": ("{{{{ {} | number(2) }}}}", "{{% if {0} > 0 %}}{{{0}}}{{% endif %}}"),
    "date_time": ("{{{{ {} | date }}}}", "{{{{ {} | date('d MMMM') }}}}", "{{{{ {} | time }}}}"),
    "boolean": ("{{% if {} %}}…{{% endif %}}",),
}
"""How templates print values of a type in another way, or ask about them."""


def template_lines(reader: Reader, route: Mapping[str, Any]) -> list[str]:
    """Return the attributes that a route declares, and for the first one of each type how else it is printed."""
    types = {str(item["name"]): str(item.get("type")) for item in parts_of(route.get("request")) if item.get("name")}
    first = {type_: name for name, type_ in reversed(types.items())}
    return [
        reader.text("template-names", names=" ".join(f"{{{name}}}" for name in types), count=len(types)),
        *(
            reader.text(
                "template-filters", type=kind, samples="\n".join(sample.format(first[kind]) for sample in samples)
            )
            for kind, samples in SAMPLES_OF_FILTERS.items()
            if kind in first
        ),
    ]
