"""Addresses of the journal and of the trail of changes. Each carries what was asked for, for the way back."""

from typing import TypeVar

from aiogram.filters.callback_data import CallbackData

from bot.first_steps.addresses import JournalPage, Short
from bot.telegram.addresses import Number, PersonNumber, PersonStart, Start
from bot.telegram.costs import costly, costly_when_sure, safe
from domain.audit import Kind

Inner = TypeVar("Inner", bound=JournalPage)


@safe
class JournalFilters(JournalPage, prefix="Jf"):
    """What can be asked for."""


@safe
class JournalChoice(JournalPage, prefix="Jc"):
    """Choose one thing to ask for: `of` is the position of its name in CHOICES; `page` of a long list.

    Of people `start` is a `Turn`: former versions had a page there, too.
    """

    start: PersonStart = 0
    of: Short
    page: Short = 0


CHOICES = ("group", "person", "connection", "scenario", "day")


@safe
class JournalAsk(JournalPage, prefix="Jq"):
    """Type a day to ask for. Without `day_typed` it is a former version's way to search: the list."""

    day_typed: Short = 0


@safe
class LetterPage(JournalPage, prefix="Jl"):
    """A letter, with its recipients from a page on."""

    letter: Number
    page: Short = 0


@safe
class RunPage(JournalPage, prefix="Jr"):
    """A run."""

    run: Number


@safe
class RunLettersPage(JournalPage, prefix="Jn"):
    """The letters that a run has made; `page` is a `Turn`, or 0 for the first page."""

    run: Number
    page: Start = 0


@safe
class AttemptsPage(JournalPage, prefix="Jt"):
    """A letter's tries."""

    letter: Number
    page: Short = 0


@costly
class ChainPage(JournalPage, prefix="Je"):
    """A run's event chain; `shown` 1 has the texts, which the audit trail keeps."""

    run: Number
    page: Short = 0
    shown: Short = 0


@safe
class ChainPicture(JournalPage, prefix="Jp"):
    """What a run has done as a picture; it has no texts."""

    run: Number


@costly
class LetterTextPage(JournalPage, prefix="Jx"):
    """What a letter says: the audit trail keeps that it was shown."""

    letter: Number
    page: Short = 0


@costly
class RunTextPage(JournalPage, prefix="Jw"):
    """What a run began with: the audit trail keeps that it was shown."""

    run: Number
    page: Short = 0


@costly_when_sure
class RepeatPress(JournalPage, prefix="Jy"):
    """Make a record of one's own with a run's values; asks first."""

    run: Number
    sure: Short = 0


@costly_when_sure
class StopRunPage(JournalPage, prefix="Jz"):
    """Stop a run; asks first."""

    run: Number
    sure: Short = 0


def within(kind: type[Inner], view: JournalPage, **fields: int) -> Inner:
    """Return an address of that kind with what `view` asks for."""
    asked = {name: getattr(view, name) for name in JournalPage.model_fields}
    # With large numbers everywhere the way back leads to the first page, and at their largest to the whole journal.
    for kept in (asked, asked | {"start": 0}):
        address = kind(**kept | fields)
        try:
            address.pack()
        except ValueError:
            continue
        return address
    return kind(**fields)


def without(view: JournalPage, name: str) -> JournalPage:
    """Return the journal from its first page with one thing less asked for."""
    return within(JournalPage, view, **{name: 0, "start": 0})


KINDS = tuple(Kind)


@safe
class AuditPage(CallbackData, prefix="H"):
    """Who changed what: `kind` is the position of an object's kind in KINDS from 1, `object_id` one object of it.

    0 does not matter; `start` is a `Turn`, or 0 for the first page.
    """

    kind: Number = 0
    object_id: PersonNumber = 0
    person: PersonNumber = 0
    start: Start = 0


@safe
class AuditKinds(AuditPage, prefix="Hk"):
    """Choose the kind of objects."""


@safe
class AuditPeople(AuditPage, prefix="Hp"):
    """Choose who did it; `start` is a `Turn`. Former versions had a `page` there."""

    start: PersonStart = 0
    page: Number = 0


def history_of(kind: Kind, object_id: int) -> AuditPage:
    """Return the address of an object's own history, for its page to link to."""
    return AuditPage(kind=KINDS.index(kind) + 1, object_id=object_id)
