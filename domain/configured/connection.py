"""Connections: how to reach a mail server, and with how much patience."""

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationError, model_validator

from domain.accepting import MailAddress, Seen, Truth, Whole, when_accepted
from domain.ca_files import certificate_file
from domain.destinations import Destination, destination_of
from domain.documents import ConfiguredObject
from domain.durations import Duration, format_duration
from domain.errors import Unfit
from domain.hosts import LONGEST_HOST, hello_name, server_host
from domain.logins.kinds import login_of
from domain.logins.login import PASSWORD, Secrets
from domain.logins.oauth2.document import OAuth2
from domain.logins.oauth2.providers.provider import Grant
from domain.messages.addresses import Address, parse_address
from domain.one_line import OneLine, in_one_line

SHORTEST_TIME = timedelta(seconds=1)
"""Of a pause between two tries, of the time that a server is given to answer, and of waiting for a letter's end."""

LONGEST_ANSWER = timedelta(minutes=10)
"""How long a server may take for one answer: the longest that RFC 5321 section 4.5.3.2 names."""

LONGEST_WAIT = timedelta(days=30)
"""Of a pause and of all waiting for a letter; RFC 5321 section 4.5.4.1 gives up after four or five days."""


def _between(longest: timedelta) -> Callable[[timedelta], timedelta]:
    def check(time: timedelta) -> timedelta:
        if time < SHORTEST_TIME:
            raise Unfit("config-too-soon", limit=format_duration(SHORTEST_TIME))
        if time > longest:
            raise Unfit("config-too-late", limit=format_duration(longest))
        return time

    return check


def _pauses(times: tuple[timedelta, ...]) -> tuple[timedelta, ...]:
    return tuple(map(_between(LONGEST_WAIT), times))


_OF_LOGINS = frozenset({"username", PASSWORD, "oauth2", "oauth2_proxy"})
"""Fields that mean something with some logins only."""


class Connection(ConfiguredObject):
    """«Подключение»: a mail server, its login and its limits. Its secrets are not here: they are sealed apart."""

    asked: ClassVar = (
        "system_name",
        "title",
        "host",
        "port",
        "authentication",
        "username",
        PASSWORD,
        "oauth2",
        "encryption",
        "sender_address",
    )
    rare: ClassVar = (
        "verify_certificate",
        "ca_file",
        "local_hostname",
        "retry_after",
        "give_up_after",
        "on_uncertain",
        "max_connections",
        "messages_per_connection",
        "messages_per_minute",
        "timeout",
        "oauth2_proxy",
    )
    secrets: ClassVar = (PASSWORD,)

    type: Literal["smtp"] = "smtp"
    host: Annotated[str, Field(min_length=1, max_length=LONGEST_HOST), when_accepted(server_host)]
    port: Annotated[Whole, Field(ge=1, le=65535)]
    authentication: Literal["none", "basic", "oauth2"] = "none"
    username: Annotated[OneLine, Field(max_length=320), Seen] | None = None
    oauth2: OAuth2 | None = None
    encryption: Literal["none", "starttls", "ssl"] = "ssl"
    sender_address: Annotated[str, Field(min_length=1, max_length=320), MailAddress]
    sender_name: Annotated[OneLine, Field(max_length=200)] | None = None
    verify_certificate: Truth = True
    ca_file: Annotated[OneLine, when_accepted(certificate_file)] | None = None
    local_hostname: Annotated[OneLine, when_accepted(hello_name)] | None = None
    retry_after: Annotated[tuple[Duration, ...], Field(min_length=1, max_length=50), when_accepted(_pauses)] = (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=15),
        timedelta(minutes=30),
        timedelta(hours=1),
    )
    give_up_after: Annotated[Duration, when_accepted(_between(LONGEST_WAIT))] = timedelta(hours=24)
    on_uncertain: Literal["ask", "resend"] = "ask"
    max_connections: Annotated[Whole, Field(ge=1, le=100)] = 5
    messages_per_connection: Annotated[Whole, Field(ge=1, le=100_000)] = 100
    messages_per_minute: Annotated[Whole, Field(ge=0, le=100_000)] = 0
    timeout: Annotated[Duration, when_accepted(_between(LONGEST_ANSWER))] = timedelta(seconds=30)
    oauth2_proxy: Truth = False

    @model_validator(mode="after")
    def _login_is_complete(self) -> Self:
        if self.needs("username", vars(self)) and not self.username:
            raise Unfit("config-needs-username")
        if self.needs("oauth2", vars(self)) and self.oauth2 is None:
            raise Unfit("config-needs-oauth2")
        return self

    @classmethod
    def means(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field means anything: a user name does not, where nobody logs in."""
        return name not in _OF_LOGINS or name in login_of(data).fields

    @classmethod
    def needs(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether the login cannot do without a field."""
        return name in login_of(data).needs

    @classmethod
    def switched_off(cls, data: Mapping[str, Any] | str) -> Self:
        """Return what is left of a stored document that cannot be read any more: it carries nothing until it is saved.

        What does not fit is as if it had never been filled in.
        """
        with suppress(ValueError):
            data = json.loads(data) if isinstance(data, str) else data
        known = {name: data[name] for name in cls.model_fields if name in data} if isinstance(data, Mapping) else {}
        plain = {"system_name": "unreadable", "title": "?", "host": "unreadable.invalid", "port": 465}
        plain |= {"sender_address": "unreadable@unreadable.invalid"}
        for _ in range(len(known) + 1):
            try:
                return cls.from_stored({**plain, **known, "enabled": False})
            except ValidationError as error:
                wrong = {str(item["loc"][0]) if item["loc"] else "authentication" for item in error.errors()}
                known = {name: value for name, value in known.items() if name not in wrong}
        return cls.from_stored({**plain, "enabled": False})

    def destination(self, secret: str) -> Destination:
        """Return where a secret of that name goes."""
        return destination_of(self._with_plain_login(), secret)

    @cached_property
    def destinations(self) -> Mapping[str, Destination]:
        """By the names of the secrets that its login has where each goes."""
        return {secret: self.destination(secret) for secret in self.login_secrets.known}

    @property
    def login_secrets(self) -> Secrets:
        """Which secrets its login has."""
        return login_of(vars(self)).secrets(self._with_plain_login())

    @property
    def by_device_code(self) -> bool:
        """Whether it logs in with what a person has confirmed by a device's code."""
        return self.authentication == "oauth2" and self.oauth2 is not None and self.oauth2.how is Grant.DEVICE_CODE

    def lacks(self, kept: Collection[str]) -> tuple[str, ...]:
        """Return the secrets that somebody must enter before the server can be used, where those are kept."""
        return tuple(name for name in self.login_secrets.needed if name not in kept)

    def _with_plain_login(self) -> dict[str, Any]:
        return {**vars(self), "oauth2": None if self.oauth2 is None else vars(self.oauth2)}

    @cached_property
    def sender(self) -> Address:
        """Who letters are from, in their headers and to the server; raises InvalidAddress."""
        return Address(in_one_line(self.sender_name or ""), parse_address(self.sender_address))
