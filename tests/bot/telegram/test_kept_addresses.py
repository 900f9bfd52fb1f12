"""Buttons in chats outlive versions: what an address was packed to, and what a number in it stood for, stays.

A new address is a new line of `kept_addresses.txt`, and what a table gets at its end goes to the end of its line below.
Lines are never changed: whoever wants another field makes another address.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.composing.listing import FILTERS
from bot.journal.addresses import CHOICES
from bot.journal.addresses import KINDS as AUDIT_KINDS
from bot.journal.pages import GROUPS
from bot.people.choices import LANGUAGES
from bot.telegram.catalogue import addresses
from domain.access.remove_person import Disposal
from domain.accounts.account import Which
from domain.accounts.fields import ORDER
from domain.records.types import ATTRIBUTE_TYPES
from domain.scenarios.actions import KINDS as ACTIONS
from domain.sections import Section
from domain.time_zones import ZONES

KEPT = [line.split() for line in (Path(__file__).parent / "kept_addresses.txt").read_text().splitlines()]

WESTERN = "Europe/Kaliningrad Europe/Moscow Europe/Samara Asia/Yekaterinburg Asia/Omsk"
EASTERN = "Asia/Krasnoyarsk Asia/Irkutsk Asia/Yakutsk Asia/Vladivostok Asia/Magadan Asia/Kamchatka"
TYPES = "text account document number boolean duration enum date_time record"
AUDITED = "connection route template scenario account accounts person invitation letter run configuration everything"

TABLES: dict[str, tuple[Sequence[object], str]] = {
    "lists of one's own": (
        [key for key, *_ in FILTERS],
        "filter-all filter-drafts filter-waiting filter-not-sent filter-archived filter-sent",
    ),
    "what the journal is asked for": (CHOICES, "group person connection scenario day"),
    "groups of letters": (GROUPS, "waiting sent not_sent asks cancelled"),
    "kinds in the trail": (AUDIT_KINDS, f"{AUDITED} settings"),
    "languages": (LANGUAGES, "None ru en"),
    "disposals of what is left": (list(Disposal), "0 1 2"),
    "lists of accounts": (list(Which), "0 1 2"),
    "fields of accounts": (ORDER, "full_name mbox phone title department office manager language username"),
    "sections": (list(Section), "connections routes templates scenarios"),
    "types of attributes": (list(ATTRIBUTE_TYPES), TYPES),
    "actions": (list(ACTIONS), "change_context change_variables send_message"),
    "time zones": (ZONES, f"{WESTERN} {EASTERN}"),
}


@pytest.mark.parametrize(("packed", "name", "fields"), [(line[0], line[1], line[2:]) for line in KEPT])
def test_what_was_packed_means_what_it_meant(packed: str, name: str, fields: list[str]) -> None:
    kind = addresses()[packed.partition(":")[0]]
    assert kind.__name__ == name
    assert [f"{field}={value}" for field, value in kind.unpack(packed).model_dump().items()] == fields
    assert kind.unpack(packed).pack() == packed


def test_every_address_is_kept() -> None:
    assert {line[0].partition(":")[0] for line in KEPT} == set(addresses())


@pytest.mark.parametrize("table", TABLES)
def test_a_number_stands_for_what_it_stood_for(table: str) -> None:
    now, kept = TABLES[table]
    assert [str(item) for item in now][: len(kept.split())] == kept.split()
