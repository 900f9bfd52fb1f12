"""A formula that is tried on a record: its value for its creator; others' texts by the trail, or not at all."""

from dataclasses import replace

import pytest

from domain.accounts.account import Account
from domain.audit import AuditFilter, Kind
from domain.errors import NotFound, NotYours
from domain.formulas import FormulaError
from domain.people import Person, Role
from domain.runs.try_formula import FormulaContext, TryFormula
from domain.runs.try_scenario import TextsHidden
from storage.repositories.audit import AuditRepository
from storage.transactions import atomically
from tests.domain.scenarios.conftest import AUTHOR, CHIEF, NOW, Stored

OWNER = Person(AUTHOR, "Борис", Role.ADMIN)
QUERY = "from x in db->Uvedomleniya select x->Temauvedomleniya"


def trying(stored: Stored, *, hide_texts: bool = False) -> TryFormula:
    return TryFormula(
        records=stored.records,
        configured=stored.configuration,
        people=stored.people,
        world=stored.world(hide_texts=hide_texts),
        audit=AuditRepository(),
        clock=lambda: NOW,
        atomically=atomically,
        hide_texts=hide_texts,
    )


async def context_of(stored: Stored, *, sees_everything: bool = False) -> FormulaContext:
    template = (await stored.configuration.templates())[0]
    return FormulaContext(template, template.document, Kind.SCENARIO, "Проба", sees_everything)


async def acts() -> int:
    return len(await AuditRepository().latest(AuditFilter(), 100))


async def test_ones_own_record_is_tried_without_a_note(stored: Stored, filled: int) -> None:
    context = await context_of(stored)
    value = await trying(stored)(OWNER, context, filled, "$Temauvedomleniya + '!'")
    assert (value.kind, value.count, value.is_noted) == ("text", 1, False)
    assert await trying(stored).nearest(OWNER, context) == filled
    assert await acts() == 0


async def test_somebody_elses_record_and_a_query_are_noted(stored: Stored, filled: int) -> None:
    context = await context_of(stored)
    chief = await stored.person(CHIEF)
    assert await trying(stored).nearest(chief, context) == 0
    assert (await trying(stored)(chief, context, filled, "$Temauvedomleniya")).is_noted
    assert (await trying(stored)(OWNER, context, filled, QUERY)).is_noted
    assert await acts() == 2


async def test_where_texts_are_hidden_one_sees_ones_own_alone_whatever_the_scenario_sees(
    stored: Stored, filled: int
) -> None:
    template = (await stored.configuration.templates())[0]
    other = await stored.records.add(template.id, CHIEF, {"Temauvedomleniya": "Чужое"}, NOW)
    await stored.records.save(other, other.values, NOW, complete=True)
    context = await context_of(stored, sees_everything=True)
    hidden, shown = trying(stored, hide_texts=True), trying(stored)
    assert "Чужое" in (await shown(OWNER, context, filled, QUERY)).text
    value = await hidden(OWNER, context, filled, QUERY)
    assert "Чужое" not in value.text
    assert not value.is_noted
    with pytest.raises(TextsHidden):
        await hidden(OWNER, context, other.id, "$Temauvedomleniya")
    assert [item.record.id for item in (await hidden.records(OWNER, context, 10, None)).items] == [filled]
    assert {item.record.id for item in (await shown.records(OWNER, context, 10, None)).items} == {filled, other.id}


async def test_what_the_draft_has_changed_of_the_template_is_there_and_empty(stored: Stored, filled: int) -> None:
    context = await context_of(stored)
    attributes = tuple(
        item.model_copy(update={"system_name": "Novoe" if item.system_name == "Temauvedomleniya" else item.system_name})
        for item in context.template.attributes
    )
    changed = replace(context, template=context.template.model_copy(update={"attributes": attributes}))
    assert (await trying(stored)(OWNER, changed, filled, "$Novoe")).kind == "empty"
    with pytest.raises(FormulaError):
        await trying(stored)(OWNER, changed, filled, "$Temauvedomleniya")


async def test_staff_try_nothing_and_a_record_must_be_there(stored: Stored, filled: int) -> None:
    context = await context_of(stored)
    with pytest.raises(NotYours):
        await trying(stored)(Person(AUTHOR, "Борис", Role.STAFF), context, filled, "1")
    with pytest.raises(NotFound):
        await trying(stored)(OWNER, context, filled + 100, "1")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("$Temauvedomleniya", "Тема"),
        ("1.5", "1,5"),
        ("null", ""),
        ("USER()->mbox", "boris@firma.local"),
        ("USER()->manager->fullName", ""),
        ("$Poluchatel->fullName", "Иванов Иван"),
        ("DAYOFWEEK(NOW())", "понедельник"),
    ],
)
async def test_a_formula_is_tried_whose_author_has_an_account_whatever_it_reads(
    stored: Stored, filled: int, formula: str, text: str
) -> None:
    account = await stored.accounts.add(Account(0, "boris", "Борис", "boris@firma.local"))
    await stored.people.save(replace(await stored.person(AUTHOR), account_id=account.id))
    value = await trying(stored)(OWNER, await context_of(stored), filled, formula)
    assert value.text == text
