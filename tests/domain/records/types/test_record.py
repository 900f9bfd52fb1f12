"""Records that name records: chosen among those that a person may see, led on from, and no harm when they go."""

import pytest
import yaml

from bot.cards.card_page import card_page
from bot.files.config_file import write_configuration
from domain.configuration.export_configuration import ExportConfiguration
from domain.editing.keep_object import StillUsed
from domain.errors import GonetsError, NotYours
from domain.people import Person
from domain.records.query_records import QueryRecords
from domain.records.record import Record
from domain.scenarios.at_hand import RecordNotVisible
from domain.sections import Section
from storage.repositories.record_finder import RecordFinder
from storage.repositories.template_grants import TemplateGrantRepository
from tests.domain.records.desk import Desk, titles
from tests.domain.scenarios.test_queries import Unfiltered

CONTRACTS = """
templates:
  - title: Договор
    system_name: Dogovor
    attributes:
      - {title: Предмет, type: text}
      - {title: Срочность, type: enum, values: [Горит, Обычная]}
  - title: Другое
    system_name: Drugoe
    attributes:
      - {title: Предмет, type: text}
"""
ASKED = "{title: Договор, type: record, template: Dogovor}"
LAST = "{title: Конец, type: text, required: true}"


@pytest.fixture
async def contracts(desk: Desk) -> list[Record]:
    """Three contracts of the person, one of an administrator, and a record of another template."""
    assert await desk.apply(CONTRACTS) == []
    return [
        await contract(desk, desk.person, "Поставка бумаги", "Gorit"),
        await contract(desk, desk.person, "Поставка воды", "Obychnaya"),
        await contract(desk, desk.person, "Охрана"),
        await contract(desk, desk.admin, "Поставка чая"),
        await contract(desk, desk.person, "Поставка мебели", template="Drugoe"),
    ]


async def contract(desk: Desk, person: Person, subject: str, urgency: str = "", template: str = "Dogovor") -> Record:
    stored = await desk.stored(template)
    values = {"Predmet": subject, **({"Srochnost": {"enum": urgency}} if urgency else {})}
    record = await desk.records.add(stored.id, person.telegram_id, {}, desk.clock())
    await desk.records.save(record, values, desk.clock(), complete=True)
    return (await desk.records.get(record.id)) or record


async def offered(desk: Desk) -> list[int]:
    return [choice.number for choice in (await desk.offered()).choices]


async def test_it_is_found_by_words_and_by_its_number_among_ones_own(desk: Desk, contracts: list[Record]) -> None:
    paper, water, guard, foreign, other = (record.id for record in contracts)
    await desk.template(f"{ASKED}\n{LAST}")
    await desk.begin()
    assert await offered(desk) == [guard, water, paper]
    page = await desk.drawn()
    assert f"1. Охрана · № {guard}" in page.text
    assert page.rows[0][0].shown == "1. Охрана"
    for words, found in {
        "поставка": [water, paper],
        "пост вод": [water],
        "горит": [paper],
        f"№ {guard}": [guard],
        f"{foreign}": [],
        "нет такого": [],
    }.items():
        await desk.says(words)
        assert await offered(desk) == found, words
        assert titles(await desk.filling()) == ("Договор", {})
    assert "ничего нет" in (await desk.drawn()).text
    for number in (foreign, other, 987_654):
        with pytest.raises(GonetsError) as caught:
            await desk.chooses(number)
        assert caught.value.key == "error-record-gone"
    for act in (desk.sends_file("a.pdf"), desk.says("")):
        with pytest.raises(GonetsError) as caught:
            await act
        assert caught.value.key == "error-record-expected"
    await desk.says("охрана")
    assert titles(await desk.chooses(guard)) == ("Конец", {"Dogovor": {"record": guard}})


async def test_an_administrator_chooses_among_all(desk: Desk, contracts: list[Record]) -> None:
    await desk.template(f"{ASKED}\n{LAST}")
    filling = await desk.fill.start(desk.admin, (await desk.stored()).id)
    offer = await desk.offers(desk.admin, filling)
    assert [choice.value.name for choice in offer.choices] == [
        "Поставка чая",
        "Охрана",
        "Поставка воды",
        "Поставка бумаги",
    ]
    assert filling.template.numbers["Dogovor"]
    chosen = await desk.answer.answer_choice(
        desk.admin, filling.record.id, filling.template.numbers["Dogovor"], contracts[0].id
    )
    assert chosen.record.values == {"Dogovor": {"record": contracts[0].id}}


@pytest.fixture
async def order(desk: Desk, contracts: list[Record]) -> Record:
    """A record that names the first contract."""
    await desk.template(f"{ASKED}\n{LAST}")
    await desk.begin()
    await desk.chooses(contracts[0].id)
    return (await desk.says("Конец")).record


async def test_it_is_shown_changed_copied_and_cleared(desk: Desk, contracts: list[Record], order: Record) -> None:
    text = card_page(desk.reader(), await desk.card(desk.person, order.id)).text
    assert f"<b>Договор:</b> № {contracts[0].id} · Поставка бумаги" in text
    await desk.changes(order, "Dogovor")
    assert f"№ {contracts[0].id} · Поставка бумаги" in (await desk.drawn()).text
    await desk.chooses(contracts[1].id)
    assert "Поставка воды" in card_page(desk.reader(), await desk.card(desk.person, order.id)).text
    copy = await desk.fill.copy(desk.person, order.id)
    assert copy.record.values["Dogovor"] == {"record": contracts[1].id}
    await desk.changes(order, "Dogovor")
    assert titles(await desk.clears())[1]["Dogovor"] is None


LED = {
    "$Dogovor->Predmet": "Поставка бумаги",
    "'Про: ' + $Dogovor->Predmet": "Про: Поставка бумаги",
    "$Dogovor->Srochnost == 'Горит'": True,
    "EMPTY($Dogovor)": False,
    "$Dogovor->id->Predmet": "Поставка бумаги",
    "ID('' + $Dogovor)->Predmet": "Поставка бумаги",
}


async def test_formulas_lead_on_and_find_a_record_that_is_gone_empty(
    desk: Desk, contracts: list[Record], order: Record
) -> None:
    for text, value in LED.items():
        assert await desk.evaluated(order, text) == value, text
    await desk.fill.delete(desk.person, contracts[0].id)
    for text in ("$Dogovor", "$Dogovor->Predmet", "$Dogovor->Srochnost"):
        assert await desk.evaluated(order, text) is None, text
    assert await desk.evaluated(order, "EMPTY($Dogovor)") is True
    text = card_page(desk.reader(), await desk.card(desk.person, order.id)).text
    assert f"<b>Договор:</b> № {contracts[0].id} (удалена)" in text
    attribute = (await desk.stored()).document.attributes[0]
    attribute.check(order.values["Dogovor"], None)


async def test_what_its_person_may_not_see_any_more_has_no_name(desk: Desk, contracts: list[Record]) -> None:
    await desk.template(f"{ASKED}\n{LAST}")
    order = (await desk.begin()).record
    foreign = contracts[3].id
    await desk.records.save(order, {"Dogovor": {"record": foreign}, "Konets": "x"}, desk.clock(), complete=True)
    text = card_page(desk.reader(), await desk.card(desk.person, order.id)).text
    assert f"<b>Договор:</b> № {foreign}\n" in f"{text}\n"
    assert "чая" not in text
    kept = await desk.records.get(order.id)
    assert kept is not None
    with pytest.raises((RecordNotVisible, NotYours)):
        await desk.evaluated(kept, "$Dogovor->Predmet")
    assert await desk.evaluated(kept, "'' + $Dogovor") == str(foreign)


async def test_queries_compare_it_and_what_it_leads_to(desk: Desk, contracts: list[Record], order: Record) -> None:
    number = contracts[0].id
    filtering = QueryRecords(RecordFinder(), desk.configuration, TemplateGrantRepository())
    for queries in (filtering, Unfiltered(filtering)):
        for where, count in {
            "x->Dogovor == $Dogovor": 1,
            f"x->Dogovor == ID('{number}')": 1,
            f"x->Dogovor == '{number}'": 1,
            f"x->Dogovor == ID('{number + 1}')": 0,
            f"x->Dogovor != ID('{number + 1}')": 1,
            "x->Dogovor->Predmet == 'Поставка бумаги'": 1,
            "x->Dogovor->Predmet == 'Охрана'": 0,
            "CONTAINS(x->Dogovor->Predmet, 'бумаг')": 1,
            "x->Dogovor->Srochnost == 'Горит'": 1,
            "x->Dogovor->Srochnost == ENUMVALUE('Srochnost', 'Obychnaya')": 0,
            "EMPTY(x->Dogovor)": 0,
        }.items():
            text = f"COUNT(from x in db->Proba where {where} select x)"
            assert await desk.evaluated(order, text, queries) == count, where


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ("type: record", "config-record-template"),
        ("type: record, template: null", "config-record-template"),
        ("type: record, template: Dogovory", "config-unknown-name"),
        ("type: text, template: Dogovor", "config-other-type"),
        ("type: record, template: Dogovor, default: '$Iks'", "config-default-too-early"),
        ("type: record, template: Dogovor, default: \"'5'\"", "config-formula-kind"),
        ("type: record, template: Dogovor, default: $_creator", "config-formula-kind"),
        ("type: text, default: $Dogovor->Predmety", "error-formula-unknown-name"),
        ("type: text, default: $Dogovor->Predmet->x", "error-formula-type"),
    ],
)
async def test_what_cannot_be_is_refused_when_it_is_saved(
    desk: Desk, contracts: list[Record], fields: str, key: str
) -> None:
    before = "{title: Договор, type: record, template: Dogovor, default: ID('1')}"
    text = f"templates:\n  - title: Проба\n    attributes:\n      - {before}\n      - {{title: Икс, {fields}}}\n"
    assert key in [item.key for item in await desk.mistakes(text)]


async def test_a_default_gives_it_for_the_next_answers_to_read(desk: Desk, contracts: list[Record]) -> None:
    number = contracts[0].id
    await desk.template(
        f"{{title: Договор, type: record, template: Dogovor, default: \"ID('{number}')\"}}\n"
        "{title: Предмет, type: text, default: $Dogovor->Predmet}"
    )
    assert (await desk.begin()).record.values == {"Dogovor": {"record": number}, "Predmet": "Поставка бумаги"}


async def test_a_template_that_others_choose_from_is_not_removed(desk: Desk, contracts: list[Record]) -> None:
    await desk.template(f"{ASKED}\n{LAST}")
    stored = await desk.stored("Dogovor")
    with pytest.raises(StillUsed) as caught:
        await desk.keep.remove(desk.admin, Section.TEMPLATES, stored.id, stored.revision)
    assert caught.value.params["users"] == "Проба"


async def test_an_export_says_it_and_applies_again_whatever_the_order(desk: Desk, contracts: list[Record]) -> None:
    await desk.template("{title: Сам, type: record, template: Proba, multiple: true}")
    exported = write_configuration(await ExportConfiguration(desk.configuration)())
    (template,) = [item for item in yaml.safe_load(exported)["templates"] if item["system_name"] == "Proba"]
    assert template["attributes"] == [
        {"title": "Сам", "system_name": "Sam", "type": "record", "multiple": True, "template": "Proba"}
    ]
    before = await desk.stored()
    assert await desk.apply(exported) == []
    assert await desk.stored() == before


async def test_many_are_chosen_each_once_and_lead_on_together(desk: Desk, contracts: list[Record]) -> None:
    paper, water, guard, *_ = (record.id for record in contracts)
    await desk.template(f"{ASKED.replace('Dogovor}', 'Dogovor, multiple: true}')}\n{LAST}")
    await desk.begin()
    await desk.chooses(water)
    await desk.chooses(paper)
    await desk.chooses(water)
    assert await offered(desk) == [guard]
    await desk.finishes()
    order = (await desk.says("Конец")).record
    assert order.values["Dogovor"] == [{"record": water}, {"record": paper}]
    assert await desk.evaluated(order, "$Dogovor->Predmet") == ("Поставка воды", "Поставка бумаги")
    assert await desk.evaluated(order, "COUNT($Dogovor)") == 2
    await desk.fill.delete(desk.person, water)
    assert await desk.evaluated(order, "$Dogovor->Predmet") == ("Поставка бумаги",)
    text = card_page(desk.reader(), await desk.card(desk.person, order.id)).text
    assert f"№ {water} (удалена); № {paper} · Поставка бумаги" in text
