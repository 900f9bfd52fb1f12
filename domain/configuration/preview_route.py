"""A route's letter before there is anything to send: its templates with sample values, or what is wrong in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from domain.accounts.account import Account, Accounts
from domain.clock import Clock
from domain.configuration.configured import Configured
from domain.configuration.document import read_object
from domain.configuration.validation import Configuration, check_route
from domain.configured.connection import Connection
from domain.configured.route import MessageAttribute, Route
from domain.errors import GonetsError, NotYours
from domain.messages.template_check import TemplateError
from domain.messages.templates import compile_template, names_used
from domain.mistakes import Mistake
from domain.people import Person
from domain.scenarios.message import make_message, template_values
from domain.scenarios.shown_letter import ShownLetter, show_letter

TEMPLATES = ("subject", "body", "html")
SAMPLE_RECIPIENT = "to@example.com"
SAMPLE_CONNECTION = Connection(
    system_name="sample",
    title="sample",
    host="localhost",
    port=25,
    encryption="none",
    sender_address="from@example.com",
)
"""Stands in for a connection that is not chosen yet: the letter can be looked at all the same."""


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """What is wrong with one of the templates; the error's params hold line and column."""

    template: str
    error: TemplateError


@dataclass(frozen=True, slots=True)
class RoutePreview:
    """The letter, or why there is none.

    `values` are what the attributes held, `uses` the attributes that each template uses, `problems` are of templates,
    `mistakes` of the other fields; `error` is what else kept the letter from being made.
    """

    letter: ShownLetter | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[TemplateProblem, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    error: GonetsError | None = None


class PreviewRoute:
    """Makes the letter of a route's document, stored or not, for an administrator to look at."""

    def __init__(self, configured: Configured, accounts: Accounts, clock: Clock, time_zone: str) -> None:
        self._configured = configured
        self._accounts = accounts
        self._clock = clock
        self._time_zone = time_zone

    async def __call__(
        self, person: Person, document: Mapping[str, Any] | Route, values: Mapping[str, Any] | None = None
    ) -> RoutePreview:
        """Return the letter with `values`, sample ones where there are none. Raises NotYours."""
        if not person.is_admin:
            raise NotYours("route")
        whole = await Configuration.stored(self._configured)
        route, mistakes = (document, []) if isinstance(document, Route) else read_object(document, (), Route)
        if route is None:
            raw: Any = document
            return RoutePreview(
                uses=used_in(raw), problems=tuple(_problems(raw, _raw_names(raw))), mistakes=(*mistakes,)
            )
        names = route.arrays
        texts = {name: getattr(route, name) for name in TEMPLATES}
        problems = tuple(_problems(texts, names))
        others = (item for item in check_route(route, whole, ()) if item.key != TemplateError.key)
        preview = RoutePreview(uses=used_in(texts), problems=problems, mistakes=(*mistakes, *others))
        if problems:
            return preview
        author = None if person.account_id is None else await self._accounts.get(person.account_id)
        zone = ZoneInfo(person.time_zone or self._time_zone)
        return self._letter(preview, route, whole.connections.get(route.connection), author, values or {}, zone)

    def _letter(
        self,
        preview: RoutePreview,
        route: Route,
        connection: Connection | None,
        author: Account | None,
        given: Mapping[str, Any],
        zone: tzinfo,
    ) -> RoutePreview:
        variables = {item.name: self._sample(item) for item in route.request}
        variables |= {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
        if not (route.to or variables.get("To")):
            known = author is not None and author.mbox
            variables["To"] = {"Address": author.mbox if known and author else SAMPLE_RECIPIENT}
        try:
            now = self._clock()
            carrier = connection or SAMPLE_CONNECTION
            message = make_message(route, carrier, variables, now=now, author=author, zone=zone)
        except TemplateError as error:
            where = _which(route, variables)
            return replace(preview, values=variables, problems=(TemplateProblem(where, error),))
        except GonetsError as error:
            return replace(preview, values=variables, error=error)
        return replace(preview, values=variables, letter=show_letter(message))

    def _sample(self, attribute: MessageAttribute) -> Any:
        """Return a value that shows where it lands: a text is the attribute's name."""
        name, now = attribute.name, self._clock()
        one, two = {
            "string": (f"{name} 1" if attribute.array else name, f"{name} 2"),
            "number": (Decimal(1), Decimal(2)),
            "boolean": (True, False),
            "date_time": (now, now + timedelta(days=1)),
            "duration": (timedelta(hours=1), timedelta(hours=2)),
        }[attribute.type]
        return (one, two) if attribute.array else one


def used_in(templates: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the attributes that each template of a route uses, in the order of their first use."""
    return {name: names_used(templates[name]) for name in TEMPLATES if isinstance(templates.get(name), str)}


def _problems(templates: Mapping[str, Any], names: Mapping[str, bool]) -> Iterator[TemplateProblem]:
    for name in TEMPLATES:
        source = templates.get(name)
        if isinstance(source, str):
            try:
                compile_template(source, names, html=name == "html")
            except TemplateError as error:
                yield TemplateProblem(name, error)


def _raw_names(document: Mapping[str, Any]) -> dict[str, bool]:
    """Return the attributes that a document declares which cannot be read as a whole."""
    items = document.get("request")
    found = [item for item in items if isinstance(item, Mapping)] if isinstance(items, list | tuple) else []
    return {str(item["name"]): bool(item.get("array")) for item in found if item.get("name")}


def _which(route: Route, variables: Mapping[str, Any]) -> str:
    """Return the template that does not go through with these values."""
    names = route.arrays
    texts = template_values(route, variables)
    for name in TEMPLATES:
        source = getattr(route, name)
        try:
            if source is not None:
                compile_template(source, names, html=name == "html").render(texts)
        except TemplateError:
            return name
    return "body"
