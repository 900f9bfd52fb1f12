"""What a run began with, and goes on with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Basis:
    """The revisions of the template, and of the scenario's routes by name, that a run began with and goes on with."""

    template: int
    routes: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        """Return what is kept."""
        return {"template": self.template, "routes": dict(self.routes)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Basis":
        """Read what is kept."""
        return cls(value["template"], dict(value["routes"]))
