"""Drafts: an object that is being made or changed, shared by all administrators, in force only when it is applied."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from pydantic import SecretStr

from domain.configuration.document import MODELS
from domain.configuration.validation import Configuration
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.destinations import keeps_secret
from domain.documents import ConfiguredObject, Stored
from domain.editing.fields import Form, form_of
from domain.errors import GonetsError
from domain.logins.kinds import SECRET_PATHS, secrets_of
from domain.records.template import RecordTemplate, StoredTemplate
from domain.scenarios.document import Scenario
from domain.sections import Section
from domain.twins import titles_apart


class ObjectChanged(GonetsError):
    """Somebody else has changed the object since its page was drawn; nothing was overwritten."""

    key = "error-object-changed"


@dataclass(frozen=True, slots=True)
class Draft:
    """An object as it would be. `object_id` is None for one that does not exist yet; `revision` grows with each step.

    `base_revision` is the revision of the object that the change began from.
    """

    id: int
    section: Section
    object_id: int | None
    base_revision: int | None
    document: Mapping[str, Any]
    revision: int
    changed_by: int
    changed_at: datetime
    secrets: frozenset[str] = frozenset()
    """Names of the secrets that were entered in it."""

    @property
    def form(self) -> Form:
        """What can be asked about it."""
        return form_of_section(self.section)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has answered anything in what is to be a new object: nothing is lost with it."""
        return self.object_id is None and self.revision == 1 and not self.secrets and not self.document.get("title")


class Drafts(Protocol):
    """Where drafts are kept. Writes belong inside the transaction of the use case."""

    async def get(self, draft_id: int) -> Draft | None:
        """Return the draft."""
        ...

    async def of_object(self, section: Section, object_id: int) -> Draft | None:
        """Return the draft of an object that exists."""
        ...

    async def new_ones(self, section: Section) -> list[Draft]:
        """Return drafts of objects that do not exist yet, the newest first."""
        ...

    async def add(
        self,
        section: Section,
        object_id: int | None,
        base_revision: int | None,
        document: Mapping[str, Any],
        person_id: int,
    ) -> Draft:
        """Begin a draft."""
        ...

    async def write(self, draft: Draft, document: Mapping[str, Any], person_id: int) -> Draft:
        """Write the document if nobody has since `draft` was read; raises ObjectChanged.

        A secret that was entered for another destination is forgotten.
        """
        ...

    async def set_secret(self, draft_id: int, name: str, secret: SecretStr) -> None:
        """Seal a secret into the draft."""
        ...

    async def secret(self, draft: Draft, name: str) -> SecretStr | None:
        """Return one of the draft's secrets, opened, if it may go where the draft as it was read says."""
        ...

    async def remove(self, draft_id: int) -> None:
        """Forget the draft."""
        ...


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that is configured, with numbers and revisions, read in one go."""

    connections: tuple[Stored[Connection], ...]
    routes: tuple[Stored[Route], ...]
    templates: tuple[StoredTemplate, ...]
    scenarios: tuple[Stored[Scenario], ...]
    secrets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By the system names of connections the names of the secrets that are kept for each."""

    @property
    def whole(self) -> Configuration:
        """Everything by system name, as objects are checked against each other."""
        return Configuration(
            {item.document.system_name: item.document for item in self.connections},
            {item.document.system_name: item.document for item in self.routes},
            {item.document.system_name: item.document for item in self.templates},
            {item.document.system_name: item.document for item in self.scenarios},
        )

    @property
    def titles(self) -> Mapping[str, str]:
        """What is called how, by system name: objects, and attributes and buttons whose name has one title alone."""
        found: dict[str, set[str]] = {}
        for template in self.templates:
            for attribute in template.document.attributes:
                found.setdefault(attribute.system_name, set()).add(attribute.title)
            for button in template.document.buttons:
                found.setdefault(button.system_name, set()).add(button.title)
        for section in Section:
            for name, title in self.called(section).items():
                found.setdefault(name, set()).add(title)
        return {name: next(iter(titles)) for name, titles in found.items() if len(titles) == 1}

    def called(self, section: Section, *, short: bool = False) -> Mapping[str, str]:
        """Return what a section's objects are called, by system name; those of one title are told apart."""
        return titles_apart((item.document for item in self.objects(section)), short=short)

    def names_of(self, documents: Iterable[ConfiguredObject]) -> list[str]:
        """Return what configured objects of any section are called."""
        called = {MODELS[section]: self.called(section) for section in Section}
        return [called[type(item)].get(item.system_name, item.title) for item in documents]

    @property
    def read_apart(self) -> Mapping[str, RecordTemplate]:
        """Templates as people read of them: what has one title there is told apart in it."""
        called = self.called(Section.TEMPLATES)
        return {name: apart_inside(item, called[name]) for name, item in self.whole.templates.items()}

    def objects(self, section: Section) -> "tuple[Stored[Any] | StoredTemplate, ...]":
        """Return the objects of a section."""
        found: dict[Section, tuple[Any, ...]] = {
            Section.CONNECTIONS: self.connections,
            Section.ROUTES: self.routes,
            Section.TEMPLATES: self.templates,
            Section.SCENARIOS: self.scenarios,
        }
        return found[section]

    def documents(self) -> Iterator[ConfiguredObject]:
        """Yield all that is configured, section by section."""
        for section in Section:
            for item in self.objects(section):
                yield item.document

    def get(self, section: Section, object_id: int | None) -> "Stored[Any] | StoredTemplate | None":
        """Return one object."""
        return next((item for item in self.objects(section) if item.id == object_id), None)

    def connection(self, object_id: int | None) -> Stored[Connection] | None:
        """Return one connection."""
        return next((item for item in self.connections if item.id == object_id), None)

    def has_secret(self, draft: Draft, name: str) -> bool:
        """Whether the draft's object has a secret: its own new one, or one in force that may go where it says."""
        stored = self._with_secret(draft, name)
        return name in draft.secrets or (stored is not None and keeps_secret(editable(stored), draft.document, name))

    def lost_secrets(self, draft: Draft) -> list[str]:
        """Return the secrets in force that may not go where the draft says, of those that it needs and has no new."""
        return [
            name
            for name in secrets_of(draft.document).needed
            if self._with_secret(draft, name) is not None and not self.has_secret(draft, name)
        ]

    def known(self, draft: Draft) -> Mapping[str, Any]:
        """Return what is answered in a draft: secrets that it has stand in it, empty, where a form asks for them."""
        whole = dict(draft.document)
        for name, (*above, _) in SECRET_PATHS.items():
            if not self.has_secret(draft, name):
                continue
            if not above:
                whole[name] = ""
            elif isinstance(inner := whole.get(above[0]), Mapping):
                whole[above[0]] = {**inner, name: ""}
        return whole

    def _with_secret(self, draft: Draft, name: str) -> ConfiguredObject | None:
        """Return the draft's object in force where that secret is kept for it."""
        stored = self.get(draft.section, draft.object_id)
        if draft.section is not Section.CONNECTIONS or stored is None:
            return None
        document: ConfiguredObject = stored.document
        return document if name in self.secrets.get(document.system_name, ()) else None

    def named(self, section: Section, system_name: str) -> "Stored[Any] | StoredTemplate | None":
        """Return the object of that system name."""
        return next((item for item in self.objects(section) if item.document.system_name == system_name), None)


def apart_inside(template: RecordTemplate, title: str) -> RecordTemplate:
    """Return a template of that title, to be read: attributes and buttons of one title are told apart."""
    attributes, buttons = titles_apart(template.attributes), titles_apart(template.buttons)
    parts: dict[str, Any] = {
        "attributes": tuple(
            item.model_copy(update={"title": attributes[item.system_name]}) for item in template.attributes
        ),
        "buttons": tuple(item.model_copy(update={"title": buttons[item.system_name]}) for item in template.buttons),
    }
    return template.model_copy(update={"title": title, **parts})


def form_of_section(section: Section) -> Form:
    """Return what can be asked about an object of a section."""
    return form_of(MODELS[section])


def editable(document: ConfiguredObject) -> dict[str, Any]:
    """Return a stored document as forms take it: every field is there, so that none of it is asked again."""
    return document.model_dump(mode="json", by_alias=True)
