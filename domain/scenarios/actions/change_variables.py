"""«Изменить значения переменных»: fill a variable set."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from domain.described import Part, Refers
from domain.documents import SystemName
from domain.errors import Unfit
from domain.mistakes import Mistake, Path
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.lines import About, Assignment, Line, assignments, leaf_name, mapping_of, text_of
from domain.scenarios.step import Step
from domain.scenarios.values import VariableValue
from domain.scenarios.variables import brief, change_value
from domain.scenarios.wants import ADDRESS, FILES, NAME, NOTHING, PRINTED, RECIPIENTS, Want

LONGEST_HEADER_NAME = 60


class ChangeVariables(ActionBody):
    """Fills a variable set.

    `add` puts values behind those that a variable holds, `exclude` takes those away that are equal; without variables
    it takes the whole set away.
    """

    asked: ClassVar = ("set", "variables")
    usual_names: ClassVar = {"set": "notification"}
    main: ClassVar = "variables"
    fills_sets: ClassVar = ("set",)

    operation: Literal["replace", "add", "exclude"] = "replace"
    set: Annotated[SystemName, Refers(Part.VARIABLE_SETS)]
    variables: dict[SystemName, VariableValue] = Field(default_factory=dict)

    @classmethod
    def needs(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field must be given: a set that is taken away as a whole names no variables."""
        return name == "variables" and data.get("operation") != "exclude"

    @classmethod
    def asks(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field is asked for."""
        return name != "variables" or cls.needs(name, data)

    @model_validator(mode="after")
    def _has_variables(self) -> Self:
        if self.operation != "exclude" and not self.variables:
            key = "config-none-there" if "variables" in self.model_fields_set else "config-missing"
            raise Unfit(key, at="variables", name="variables")
        return self

    async def step(self, run: Step) -> dict[str, Any]:
        """Work out all values, then change them together."""
        if not self.variables:
            run.empty(self.set)
            return {"set": self.set, "operation": self.operation, "values": {}}
        values = {name: await run.value(value) for name, value in self.variables.items()}
        run.fill(self.set, values if self.operation == "replace" else await self._changed(run, values))
        return {"set": self.set, "operation": self.operation, "values": brief(values)}

    async def _changed(self, run: Step, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what the variables hold then, by what they hold now."""
        before = await run.variable(self.set)
        known = before if isinstance(before, Mapping) else {}
        return {name: change_value(self.operation, known.get(name), value) for name, value in values.items()}

    def touches(self) -> Mapping[str, Collection[str]]:
        """Return the variables that it names."""
        return {self.set: tuple(self.variables)}

    def fills(self) -> Mapping[str, Collection[str]]:
        """Return what it puts in; what is taken away may be left empty."""
        return {} if self.operation == "exclude" else self.touches()

    def check_written(self, path: Path) -> Iterator[Mistake]:
        """Yield variables that every message knows and that have no shape which a letter could be made of."""
        for name in RECIPIENTS:
            value = self.variables.get(name)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, dict) and "Address" not in one:
                    yield Mistake((*path, "variables", name), "config-no-address", {"name": name})
        headers = self.variables.get("CustomHeaders")
        for name, value in headers.items() if isinstance(headers, dict) else ():
            if not name.isascii() or len(name) > LONGEST_HEADER_NAME or isinstance(value, dict):
                where = (*path, "variables", "CustomHeaders", name)
                yield Mistake(where, "config-header-name", {"name": name})

    @classmethod
    def wants(cls, path: Path, body: Mapping[str, Any]) -> Want | None:  # noqa: ARG003
        """What every message knows has kinds of its own."""
        match [part for part in path if isinstance(part, str)]:
            case ["variables", name] | ["variables", name, "Address"] if name in RECIPIENTS:
                return ADDRESS
            case ["variables", name, "Name"] if name in RECIPIENTS:
                return NAME
            case ["variables", "Attachments"]:
                return FILES
            case ["variables", "CustomHeaders"]:
                return NOTHING
            case ["variables", "CustomHeaders", _]:
                return PRINTED
        return None

    @classmethod
    def puts(cls, body: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield its set with what it puts in."""
        if text_of(body.get("set")):
            yield str(body["set"]), mapping_of(body.get("variables"))

    @classmethod
    def check_body(
        cls,
        body: Mapping[str, Any],
        path: Path,
        sets: Mapping[str, Collection[str]],  # noqa: ARG003
    ) -> Iterator[Mistake]:
        """Yield fields of recipients that no letter knows, and attachments that are no files."""
        variables = mapping_of(body.get("variables"))
        for name in RECIPIENTS:
            value = variables.get(name)
            for one in value if isinstance(value, list | tuple) else (value,):
                for inner in mapping_of(one):
                    if inner not in {"Address", "Name", "formula", "attribute"}:
                        where = (*path, "variables", name, inner)
                        nearest = next(iter(difflib.get_close_matches(inner, ("Address", "Name"), n=1)), "")
                        yield Mistake(where, "config-unknown-field", {"name": inner, "nearest": nearest})
        files = variables.get("Attachments")
        for one in files if isinstance(files, list | tuple) else (files,):
            if mapping_of(one) and leaf_name(one) is None:
                yield Mistake((*path, "variables", "Attachments"), "config-want-files")

    def found(self, did: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the values that were put in."""
        return {"": did.get("values")}

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell what is done to which set."""
        return VariablesLine(
            **about.common,
            operation=about.word("operation") or "replace",
            set=about.word("set"),
            assignments=tuple(assignments("", mapping_of(about.body.get("variables")), about.template)),
        )


@dataclass(frozen=True, slots=True)
class VariablesLine(Line):
    """What is done to which set."""

    operation: str = "replace"
    set: str | None = None
    assignments: tuple[Assignment, ...] = ()
