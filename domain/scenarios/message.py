"""Making a letter: a variable set goes through a route and becomes a message with its recipients."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any

from domain.accounts.account import Account
from domain.accounts.entity import AccountEntity
from domain.configured.connection import Connection
from domain.configured.route import MAX_RECIPIENTS, TEXT, MessageAttribute, Route
from domain.deliveries.delivery import OWN_COPY
from domain.errors import GonetsError
from domain.formulas import to_text
from domain.formulas.culture import RUSSIAN, Culture, culture_of_language
from domain.messages.addresses import Address, InvalidAddress, needs_smtputf8, parse_address, parse_addresses
from domain.messages.letter import Attachment, Letter, new_message_id
from domain.messages.rich_text import RichText
from domain.messages.templates import compile_template
from domain.one_line import in_one_line
from domain.records.file_ref import FileRef
from domain.scenarios.letter_values import Locale, for_letter, printed, taken
from domain.scenarios.variables import for_formula


class NoRecipient(GonetsError):
    """The message names nobody whom it could go to."""

    key = "error-message-no-recipient"


class BadRecipient(GonetsError):
    """An address of the message is not an e-mail address."""

    key = "error-message-bad-address"


class TooManyRecipients(GonetsError):
    """The message names too many addresses."""

    key = "error-message-too-many-recipients"


class AttributeMissing(GonetsError):
    """The route requires a message attribute that the variable set does not hold."""

    key = "error-message-attribute-missing"


class WrongAttribute(GonetsError):
    """A message attribute got a set of values."""

    key = "error-message-attribute-type"


class UnfitValue(GonetsError):
    """A message attribute got a value that is none of its type, or several where it holds one."""

    key = "error-message-attribute-unfit"


@dataclass(frozen=True, slots=True)
class Message:
    """A letter before it is rendered; the files are still to be read. `copy_to` is where its author wants a copy."""

    letter: Letter
    files: tuple[FileRef, ...]
    copy_to: Address | None = None

    @property
    def recipients(self) -> Iterator[tuple[str, Address]]:
        """Everybody whom it goes to, once each, with to, cc, bcc or, for its author's copy, OWN_COPY."""
        seen: set[str] = set()
        own = () if self.copy_to is None else (self.copy_to,)
        groups = (("to", self.letter.to), ("cc", self.letter.cc), ("bcc", self.letter.bcc), (OWN_COPY, own))
        for kind, addresses in groups:
            for address in addresses:
                if address.address.casefold() not in seen:
                    seen.add(address.address.casefold())
                    yield kind, address


def make_message(
    route: Route,
    connection: Connection,
    variables: Mapping[str, Any],
    *,
    now: datetime,
    author: Account | None = None,
    copy_to_author: bool = False,
    zone: tzinfo = UTC,
) -> Message:
    """Make a message from a variable set by a route (design section 5); instants are printed in `zone`.

    `author` is the account of the person whose press it is, if it is known. Raises NoRecipient, BadRecipient,
    TooManyRecipients, AttributeMissing, WrongAttribute, UnfitValue, and what rendering raises.
    """
    names = route.arrays
    texts = template_values(route, variables, zone, culture_of_language(author.language if author else ""), now)
    layout = None if route.html is None else compile_template(route.html, names, html=True).render(texts)
    own = address_of(author)
    letter = Letter(
        message_id=new_message_id(connection.sender_address.rpartition("@")[2]),
        date=now,
        sender=connection.sender,
        reply_to=own if route.reply_to else None,
        to=(*_addresses(variables.get("To"), "To"), *_fixed(route.to, "To")),
        cc=(*_addresses(variables.get("Cc"), "Cc"), *_fixed(route.cc, "Cc")),
        bcc=(*_addresses(variables.get("Bcc"), "Bcc"), *_fixed(route.bcc, "Bcc")),
        subject=in_one_line(compile_template(route.subject, names).render(texts)),
        body=compile_template(route.body, names).render_formatted(texts),
        html_layout_result=layout,
        headers=(*route.headers.items(), *_headers(variables.get("CustomHeaders"))),
        attachments=(),
        auto_generated=False,
    )
    message = Message(letter, tuple(_files(variables.get("Attachments"))))
    count = len(list(message.recipients))
    if not count:
        raise NoRecipient
    if count > MAX_RECIPIENTS:
        raise TooManyRecipients(limit=MAX_RECIPIENTS, count=count)
    return replace(message, copy_to=own) if copy_to_author and count < MAX_RECIPIENTS else message


def address_of(author: Account | None) -> Address | None:
    """Return where an author can be written to; None where that is not known, or would need more than any server has.

    An address with letters beyond ASCII before the @ would make the whole letter need SMTPUTF8.
    """
    if author is None or not author.active or not author.mbox:
        return None
    try:
        address = parse_address(author.mbox)
    except InvalidAddress:
        return None
    return None if needs_smtputf8(address) else Address(" ".join(author.full_name.split()), address)


def template_values(
    route: Route,
    variables: Mapping[str, Any],
    zone: tzinfo = UTC,
    culture: Culture = RUSSIAN,
    now: datetime | None = None,
) -> dict[str, Any]:
    """Return what the route's templates are given; raises AttributeMissing, WrongAttribute or UnfitValue."""
    locale = Locale(zone, culture, now)
    return {
        item.name: for_letter(_value(item, variables.get(item.name), locale), locale, as_text=item.type == TEXT)
        for item in route.request
    }


def with_attachments(letter: Letter, files: tuple[Attachment, ...]) -> Letter:
    """Return the letter with the files that were read for it."""
    return replace(letter, attachments=files) if files else letter


def _value(attribute: MessageAttribute, value: Any, locale: Locale) -> Any:
    """Return what an attribute holds: a value of its type, a tuple of these where it is an array, None where empty."""
    items = value if isinstance(value, tuple) else () if value is None else (value,)
    if any(isinstance(item, Mapping) for item in items):
        raise WrongAttribute(name=attribute.name, type=attribute.type)
    if attribute.type != TEXT:
        items = tuple(item for item in (_typed(attribute, item, locale) for item in items) if item is not None)
    if not items:
        if attribute.required or attribute.non_empty:
            raise AttributeMissing(name=attribute.name)
        return () if attribute.array else None
    if attribute.array:
        return items
    if isinstance(value, tuple) and attribute.type == TEXT:
        value = RichText.joined((item if isinstance(item, RichText) else printed(item, locale) for item in items), ", ")
    elif len(items) > 1:
        several = ", ".join(printed(item, locale) for item in items)
        raise UnfitValue(name=attribute.name, type=attribute.type, value=several[:100])
    else:
        value = items[0]
    if attribute.non_empty and isinstance(value, str | RichText) and not to_text(for_formula(value)).strip():
        raise AttributeMissing(name=attribute.name)
    return value


def _typed(attribute: MessageAttribute, item: Any, locale: Locale) -> Any:
    try:
        return taken(attribute.type, item, locale)
    except ValueError as error:
        said = printed(item, locale).strip()[:100]
        raise UnfitValue(name=attribute.name, type=attribute.type, value=said) from error


def _addresses(value: Any, where: str) -> Iterator[Address]:
    """Read `{Address, Name}`, a text of addresses, an account, or many of these."""
    match value:
        case None:
            return
        case tuple():
            for item in value:
                yield from _addresses(item, where)
        case Mapping():
            yield from _named(value, where)
        case AccountEntity():
            yield Address(in_one_line(value.account.full_name), _mbox(value.account, where))
        case _:
            text = to_text(for_formula(value)).strip()
            if text:
                yield from _listed(text, where)


def _named(value: Mapping[str, Any], where: str) -> Iterator[Address]:
    """Read one `{Address, Name}`; many addresses take as many names, or all of them the one that there is."""
    addresses = list(_addresses(value.get("Address"), where))
    given = value.get("Name")
    names = given if isinstance(given, tuple) else (given,) * len(addresses)
    if len(names) != len(addresses):
        names = ("",) * len(addresses)
    for name, address in zip(names, addresses, strict=True):
        yield Address(_name(name) or address.name, address.address)


def _name(value: Any) -> str:
    if isinstance(value, AccountEntity):
        return in_one_line(value.account.full_name)
    return in_one_line(to_text(value)) if isinstance(value, str | RichText) else ""


def _mbox(account: Account, where: str) -> str:
    """Return where an account is written to; raises BadRecipient with its name where it has no address."""
    return _parse(account.mbox or account.full_name, where)


def _fixed(addresses: tuple[str, ...], where: str) -> Iterator[Address]:
    for address in addresses:
        yield Address("", _parse(address, where))


def _listed(text: str, where: str) -> Iterator[Address]:
    """Read what somebody has typed, or a formula has joined: one address, or a list of them."""
    try:
        yield from parse_addresses(text)
    except InvalidAddress as error:
        raise BadRecipient(address=str(error.params.get("address") or text)[:200], where=where) from error


def _parse(text: str, where: str) -> str:
    try:
        return parse_address(text)
    except InvalidAddress as error:
        raise BadRecipient(address=text[:200], where=where) from error


def _headers(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield f"X-{name}" if not name.startswith("X") else name, to_text(for_formula(item))


def _files(value: Any) -> Iterator[FileRef]:
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, FileRef):
            yield item
