"""What every kind of event is: what starts a scenario, and which record it is about."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, ClassVar

from domain.documents import Document
from domain.mistakes import Mistake, Path
from domain.scenarios.checking import Here
from domain.scenarios.lines import Line, Templates


class Event(Document):
    """What starts a scenario. Each kind has a field `type` with its name, and says what is different with it."""

    context: ClassVar[str | None] = None
    """The field that names the template of the record that the scenario begins with; None: it begins with none."""

    type: str

    @property
    def record_template(self) -> str | None:
        """The system name of the template of the record that the scenario begins with."""
        return None if self.context is None else getattr(self, self.context)

    @property
    def claim(self) -> Hashable | None:
        """What no other enabled scenario may begin with, if there is such."""
        return None

    def taken(self, path: Path, templates: Templates, scenario: str) -> Mistake:
        """Say that another scenario, of that title, has claimed the same."""
        raise NotImplementedError

    def check(self, here: Here) -> Iterator[Mistake]:  # noqa: ARG002 - for those that have rules of their own
        """Yield what is wrong with it besides names that do not exist."""
        return iter(())

    @classmethod
    def explain(cls, written: Mapping[str, Any], templates: Templates) -> Line:
        """Return its line in the scenario's tree, from the document as it is written, complete or not."""
        raise NotImplementedError
