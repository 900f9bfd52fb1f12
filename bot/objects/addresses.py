"""Addresses of configured objects' pages. A `token` names a node of a draft (`domain.editing.nodes`)."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from bot.telegram.addresses import Number, Start
from bot.telegram.costs import costly, costly_when_sure, safe
from domain.editing.nodes import short_token, whole_token

LONGEST_TOKEN = 46
"""What the longest address leaves of its 64 bytes."""


def _fits(token: str) -> str:
    if len(short_token(token)) > LONGEST_TOKEN:
        raise ValueError(token)
    return token


Token = Annotated[
    str,
    Field(pattern=r"^([0-9a-z]{2})*$"),
    BeforeValidator(whole_token),
    AfterValidator(_fits),
    PlainSerializer(short_token),
]


@safe
class SectionPage(CallbackData, prefix="O"):
    """The objects of one section, from so many on."""

    section: Number
    start: Number = 0


@safe
class ObjectPage(CallbackData, prefix="Oo"):
    """An object as it is in force."""

    section: Number
    object: Number


@safe
class AddObject(CallbackData, prefix="On"):
    """Begin a new object; `preset` says what is known of it already, 0 asks for one where there are some."""

    section: Number
    preset: Number = 0


@safe
class EditObject(CallbackData, prefix="Oe"):
    """Change an object: open its draft."""

    section: Number
    object: Number


@safe
class DraftPage(CallbackData, prefix="Od"):
    """A node of a draft; `more` shows what stands behind the usual."""

    draft: Number
    token: Token = ""
    more: Number = 0


@safe
class TakeChoice(CallbackData, prefix="Oc"):
    """Answer a field by a choice."""

    draft: Number
    revision: Number
    token: Token
    choice: Number


@safe
class SkipField(CallbackData, prefix="Os"):
    """Pass over a field, or empty it."""

    draft: Number
    revision: Number
    token: Token


@safe
class AddPart(CallbackData, prefix="Op"):
    """Add a part to a list; kind 0 asks which where there are several, others count from 1."""

    draft: Number
    revision: Number
    token: Token
    kind: Number = 0


@costly_when_sure
class MovePart(CallbackData, prefix="Om"):
    """Move, copy or remove a part; `move` is a number of `domain.editing.rearranging.MOVES`."""

    draft: Number
    revision: Number
    token: Token
    move: Number
    sure: Number = 0


@safe
class MoveName(CallbackData, prefix="Or"):
    """Move a name in an order up, or take it out or in: `act` 0 up, 1 down, 2 out, 3 in."""

    draft: Number
    revision: Number
    token: Token
    name: Number
    act: Number


@costly
class ApplyDraft(CallbackData, prefix="Oa"):
    """Put a draft in force; `sure` also where the object was changed by another way meanwhile."""

    draft: Number
    revision: Number
    sure: Number = 0


@costly_when_sure
class GiveUpDraft(CallbackData, prefix="Og"):
    """Forget a draft; asks first."""

    draft: Number
    sure: Number = 0


@costly
class SwitchObject(CallbackData, prefix="Ow"):
    """Switch an object on or off."""

    section: Number
    object: Number
    revision: Number
    on: Number


@costly
class SwitchOffInUse(CallbackData, prefix="Owu"):
    """Switch an object off that something uses, after the question."""

    section: Number
    object: Number
    revision: Number


@safe
class AddScenario(CallbackData, prefix="Osc"):
    """Begin a scenario for a button of a record template, by its number in the template."""

    template: Number
    button: Number


@safe
class CopyObject(CallbackData, prefix="Oy"):
    """Begin a new object with what another one holds."""

    section: Number
    object: Number


@costly_when_sure
class DeleteObject(CallbackData, prefix="Ox"):
    """Delete an object; asks first."""

    section: Number
    object: Number
    revision: Number
    sure: Number = 0


@safe
class VersionsPage(CallbackData, prefix="Ov"):
    """An object's versions; `start` is a `Turn`, or 0 for the first page."""

    section: Number
    object: Number
    start: Start = 0


@safe
class BringBack(CallbackData, prefix="Ob"):
    """Put an earlier version on the draft."""

    section: Number
    object: Number
    revision: Number


@safe
class RoutePreviewPage(CallbackData, prefix="Mr"):
    """A route's letter with sample values, or that of its draft."""

    route: Number
    draft: Number = 0


@safe
class FormPreviewPage(CallbackData, prefix="Mf"):
    """A record template's questions and buttons as a person will meet them, or those of its draft."""

    template: Number
    draft: Number = 0


@safe
class ChooseRecord(CallbackData, prefix="M"):
    """Choose a record for a dry run of a scenario, or of its draft; `start` is a `Turn`, or 0."""

    scenario: Number
    draft: Number
    start: Start = 0


@safe
class TryOnRecord(CallbackData, prefix="Mt"):
    """The dry run on a record; `letter` shows one of its letters, counted from 1."""

    scenario: Number
    draft: Number
    record: Number
    letter: Number = 0


@safe
class ScenarioPicture(CallbackData, prefix="Mp"):
    """A scenario as a picture, or that of its draft."""

    scenario: Number
    draft: Number = 0


@safe
class FunctionsPage(CallbackData, prefix="Mu"):
    """The groups of functions that formulas know, for a formula at a node of a draft; `start` means nothing now."""

    draft: Number
    token: Token
    start: Number = 0


@safe
class FunctionGroup(CallbackData, prefix="Mg"):
    """The functions of a group, counted from 0, from so many on."""

    draft: Number
    token: Token
    group: Number
    start: Number = 0


@safe
class FormulaNames(CallbackData, prefix="Mn"):
    """The names that a formula at a node of a draft may use, from so many on."""

    draft: Number
    token: Token
    start: Number = 0


@safe
class FormulaRecords(CallbackData, prefix="Mc"):
    """Choose a record to try a formula on; `start` is a `Turn`, or 0 for the first page."""

    draft: Number
    token: Token
    start: Start = 0


@safe
class TryFormulaOn(CallbackData, prefix="Mv"):
    """Try a formula on a record; 0 is the nearest one."""

    draft: Number
    token: Token
    record: Number = 0


@safe
class TakeTriedFormula(CallbackData, prefix="Mk"):
    """Take the formula that was tried, which the question knows; `tried` is its mark."""

    draft: Number
    revision: Number
    token: Token
    tried: Number
