"""«Отправить сообщение»: make a message from a variable set by a route, and deliver it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from domain.configured.route import Route
from domain.described import Part, Refers
from domain.documents import SystemName
from domain.formulas.names import nearest_name
from domain.mistakes import Mistake, Path
from domain.scenarios.actions.body import ActionBody, Holds, Sends
from domain.scenarios.checking import Here
from domain.scenarios.lines import About, Line, text_of
from domain.scenarios.message import make_message
from domain.scenarios.seen import Seen
from domain.scenarios.server_answer import ServerAnswer
from domain.scenarios.step import Step
from domain.scenarios.titles import TitlesHere
from domain.scenarios.variables import brief
from domain.scenarios.wants import RECIPIENTS
from domain.sections import Section


class SendMessage(ActionBody):
    """Makes a message and hands it over; one that names a variable for the answer waits for the letter's end."""

    asked: ClassVar = ("route", "variable")
    rare: ClassVar = ("success_variable", "error_variable", "description", "ignore_errors")

    connection: Annotated[SystemName, Refers(Section.CONNECTIONS)]
    route: Annotated[SystemName, Refers(Section.ROUTES)]
    variable: Annotated[SystemName, Refers(Part.VARIABLE_SETS)]
    success_variable: SystemName | None = None
    error_variable: SystemName | None = None

    @property
    def waits_for_answer(self) -> bool:
        """Whether the run goes on only when the letter's end is known."""
        return self.success_variable is not None or self.error_variable is not None

    async def step(self, run: Step) -> dict[str, Any]:
        """Make the letter."""
        route, connection = run.route(self.route), run.connection(self.connection)
        message = make_message(
            route,
            connection.document,
            await run.variable(self.variable) or {},
            now=run.now,
            author=await run.author(),
            copy_to_author=run.world.copy_to_author,
            zone=run.world.time_zone,
        )
        await run.send(message, connection, self.route, waits=self.waits_for_answer)
        return {
            "route": self.route,
            "connection": self.connection,
            "to": [address.address for _, address in message.recipients],
            "subject": brief(message.letter.subject),
            "reply_to": None if message.letter.reply_to is None else message.letter.reply_to.address,
        }

    def take(self, answer: ServerAnswer) -> Mapping[str, Any]:
        """Return who was accepted and who was refused, where that is wanted."""
        wanted = ((self.success_variable, answer.accepted), (self.error_variable, answer.refused))
        return {name: words for name, words in wanted if name is not None}

    def bears(self, answer: ServerAnswer) -> bool:
        """Whether somebody was accepted, or it was to be told who was refused."""
        return answer.accepted is not None or self.error_variable is not None

    def sends(self) -> Sends:
        """Return by which way it sends what."""
        return Sends(self.connection, self.route, self.variable)

    @classmethod
    def completed(cls, body: Mapping[str, Any], routes: Mapping[str, Route]) -> Mapping[str, Any]:
        """A route has one connection."""
        route = routes.get(text_of(body.get("route")) or "")
        return body if route is None else {**body, "connection": route.connection}

    @classmethod
    def sends_written(cls, body: Mapping[str, Any]) -> Sends | None:
        """Return by which way it sends what, as far as it is written."""
        route, variable = text_of(body.get("route")), text_of(body.get("variable"))
        return Sends(text_of(body.get("connection")) or "", route, variable) if route and variable else None

    @classmethod
    def check_body(cls, body: Mapping[str, Any], path: Path, sets: Mapping[str, Collection[str]]) -> Iterator[Mistake]:
        """The server's answer has variables of its own: it would be written over what letters are made of."""
        answers = [(name, text_of(body.get(name))) for name in ("success_variable", "error_variable")]
        for name, variable in answers:
            if variable is not None and variable in {*sets, text_of(body.get("variable"))}:
                yield Mistake((*path, name), "config-answer-over-set", {"name": variable})
        if answers[0][1] is not None and answers[0][1] == answers[1][1]:
            yield Mistake((*path, "error_variable"), "config-answer-twice", {"name": answers[0][1]})

    def check(self, here: Here) -> Iterator[Mistake]:
        """Its route can be used, and is one of its connection."""
        route = here.routes.get(self.route)
        if route is None:
            return
        if here.enabled and not route.enabled:
            yield Mistake((*here.path, "route"), "config-disabled", {"name": route.title})
        if route.connection != self.connection and self.connection in here.connections:
            other = here.connections.get(route.connection)
            params = {
                "connection": here.connections[self.connection].title,
                "route": route.title,
                "other": route.connection if other is None else other.title,
            }
            yield Mistake((*here.path, "connection"), "config-other-connection", params)

    def check_filled(
        self, filled: Mapping[str, Collection[str]], routes: Mapping[str, Route], path: Path
    ) -> Iterator[Mistake]:
        """Yield what its route requires and nothing has filled: it would fail on every press."""
        route = routes.get(self.route)
        if route is None:
            return
        where, given = (*path, "variable"), set(filled.get(self.variable, ()))
        fixed = bool(route.to or route.cc or route.bcc)
        needed = [item.name for item in route.request if (item.required or item.non_empty) and item.name not in given]
        nobody = not fixed and not given.intersection(RECIPIENTS)
        if self.variable not in filled:
            if nobody or needed:
                near = nearest_name(self.variable, filled)
                yield Mistake(where, "config-set-not-filled", {"set": self.variable, "nearest": near})
            return
        if nobody:
            yield Mistake(where, "config-no-recipient", {"set": self.variable})
        for name in needed:
            near = nearest_name(name, given.difference(item.name for item in route.request))
            yield Mistake(
                where, "config-attribute-not-filled", {"set": self.variable, "attribute": name, "nearest": near}
            )

    def told(self, did: Mapping[str, Any], titles: TitlesHere) -> Mapping[str, Any]:
        """Call the route and the connection by their titles."""
        route, connection = titles.all.route(self.route), titles.all.connection(self.connection)
        return {**did, "route": route, "connection": connection}

    def seen(self, did: Mapping[str, Any] | None, variables: Mapping[str, Any]) -> Iterator[Seen]:  # noqa: ARG002
        """Yield the variable set, also where no letter could be made of it."""
        yield Seen("", "variable", self.variable, variables.get(self.variable))

    @classmethod
    def holds(cls, body: Mapping[str, Any]) -> Iterator[Holds]:
        """The server's answers."""
        for name in ("success_variable", "error_variable"):
            if text_of(body.get(name)):
                yield Holds(str(body[name]), kind="text")

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell by which way what is sent, and whether it waits for the server's answer."""
        return SendLine(
            **about.common,
            connection=about.word("connection"),
            route=about.title("route"),
            variable=about.word("variable"),
            waits=bool(about.body.get("success_variable") or about.body.get("error_variable")),
        )


@dataclass(frozen=True, slots=True)
class SendLine(Line):
    """By which way what is sent; `waits` for the server's answer."""

    connection: str | None = None
    route: str | None = None
    variable: str | None = None
    waits: bool = False
