"""A button of every kind that a release knows, about rows that its kept database has."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.demo.stage import ADMIN, STAFF
from bot.telegram.catalogue import addresses
from domain.editing.draft import form_of_section
from domain.editing.fields import field_token
from domain.sections import Section
from storage import models

JSON = dict[str, Any]
PEOPLE = {"m": 1003, "w": 2001}
"""Who presses what is neither an administrator's (a capital) nor about a record of STAFF, by the prefix's beginning."""


async def samples_of(notes: Mapping[str, Any]) -> list[JSON]:
    """Return one packed address of each prefix with its fields and who presses it, and tokens of places in drafts."""
    records, usual = notes["records"], await _usual(notes)
    own: dict[str, JSON] = {
        **_for(("a", "s", "e", "r", "ar", "y"), {"record": records["finished"]}),
        "lu": {"record": records["uncertain"], "tries": 1, "resend": 1},
        "lw": {"record": records["overdue"]},
        "ln": {"record": notes["deferred"]["Отложено"]},
        "lc": {"record": notes["deferred"]["По очереди"]},
        "lr": {"record": records["partly"]},
        "v": {"record": records["archived"]},
        "d": {"record": records["saved"]},
        "p": {
            "record": records["finished"],
            "revision": usual["record_revision"],
            "turn": 1,
            "button": usual["button"],
        },
        **_for(("x", "f", "g", "t"), {"record": records["finished"], "attribute": usual["text"]}),
        "Uf": {"upload": usual["yaml"]},
        "Dk": {"upload": usual["card"]},
        "Dw": {"upload": usual["upload"]},
        **_for(("Dy", "Dz", "Dd"), {"request": usual["account_request"]}),
        "Kp": {"connection": usual["stopped"]},
        "Ks": {"connection": usual["stopped"]},
        "K": {"connection": usual["stopped"]},
        "Ku": {"connection": usual["off"], "preset": 1},
        "Kf": {"connection": usual["connection"], "token": field_token("port")},
        "Kd": {"draft": usual["connection_draft"], "revision": usual["connection_draft_revision"]},
        "Kl": {"connection": usual["connection"], "to": 1, "turn": 0, "route": 0},
        **_for(("Jl", "Jt", "Jx"), {"letter": usual["letter"]}),
        **_for(("Jr", "Je", "Jw", "Jy"), {"run": usual["run"]}),
        "Jc": {"of": 1},
        "J": {"search": usual["search"], "day": date(2026, 11, 29).toordinal(), "group": 1},
        "Om": {"token": field_token("attributes") + "00", "move": 1},
        "Or": {"token": field_token("form"), "name": 1, "act": 0},
        "Oc": {"token": field_token("allowed"), "choice": 1},
        "Os": {"token": field_token("allowed")},
        "Op": {"token": field_token("attributes"), "kind": 1},
        "Mu": {"draft": usual["scenario_draft"], "token": ""},
        "Mt": {"scenario": usual["scenario"], "draft": 0, "record": records["sent"]},
        "M": {"scenario": usual["scenario"], "draft": 0},
        "Mr": {"route": usual["route"], "draft": 0},
        "Mf": {"template": usual["template"], "draft": 0},
        "Ob": {"section": 2, "object": usual["spare"], "revision": 1},
        **_for(("Ow", "Ox"), {"section": 2, "object": usual["spare"], "revision": usual["spare_revision"]}),
        "H": {"kind": 1, "object_id": 0, "person": 0},
    }
    who = {"Uf": usual["yaml_of"], "Dk": usual["card_of"]}
    found = []
    for prefix, kind in addresses().items():
        fields = {
            name: own.get(prefix, {}).get(name, usual.get(name, 0 if field.annotation is int else ""))
            for name, field in kind.model_fields.items()
            if field.is_required() or name in own.get(prefix, {})
        }
        person = who.get(prefix) or (ADMIN if prefix[0].isupper() else PEOPLE.get(prefix[0], STAFF))
        found.append({"person": person, "prefix": prefix, "data": kind(**fields).pack()})
    return found


def _for(prefixes: tuple[str, ...], fields: JSON) -> dict[str, JSON]:
    return dict.fromkeys(prefixes, fields)


def meaning_of(data: str) -> JSON:
    """Return what packed data means: its fields in order, by name."""
    return addresses()[data.partition(":")[0]].unpack(data).model_dump()


def tokens_of() -> JSON:
    """Return the token of each field that an object of each section has."""
    return {
        section.value: {field.name: field_token(field.name) for field in form_of_section(section).fields}
        for section in Section
    }


async def _usual(notes: Mapping[str, Any]) -> JSON:
    """Return what a field of that name is filled with."""
    template = await models.RecordTemplate.get(system_name="Uvedomleniya")
    letter = await models.Delivery.get(subject="Ушло")
    record = await models.Record.get(id=notes["records"]["finished"])
    gleb = notes["gleb"]
    yaml = await models.Upload.get(name="путь.yaml")
    card = await models.Upload.get(name="картин.vcf")
    drafts = {row.section: row for row in await models.Draft.filter(object_id__isnull=False)}
    spare = await models.Route.get(system_name="spare_route")

    async def number(table: Any, **about: Any) -> int:
        return int((await table.get(**about)).id)

    connection = await number(models.Connection, system_name="smtp_connection")
    return {
        "attribute": template.numbers["Poluchatel"], "text": template.numbers["Tema"],
        "button": template.numbers["Otpravit"], "record_revision": record.revision, "record": record.id,
        "account": await number(models.Account, username="ivanov"),
        "manager": await number(models.Account, username="semenov"),
        "template": template.id, "person": gleb["id"], "stamp": gleb["stamp"], "heir": 1003,
        "connection": connection, "stopped": await number(models.Connection, system_name="stopped_connection"),
        "off": await number(models.Connection, system_name="off_connection"),
        "route": await number(models.Route, system_name="smtp_route"), "spare": spare.id,
        "spare_revision": spare.revision,
        "scenario": await number(models.Scenario, system_name="Otpravka"),
        "section": 1, "object": connection, "draft": drafts["templates"].id, "revision": drafts["templates"].revision,
        "connection_draft": drafts["connections"].id, "connection_draft_revision": drafts["connections"].revision,
        "scenario_draft": drafts["scenarios"].id,
        "upload": await number(models.Upload, name="новые.csv"), "yaml": yaml.id, "card": card.id,
        "yaml_of": yaml.person_id, "card_of": card.person_id,
        "request": await number(models.AccessRequest, telegram_id=2001),
        "account_request": await number(models.AccountRequest, state="open"),
        "letter": letter.id, "run": letter.run_id,
        "invitation": (await models.Invitation.filter(used_by=None, revoked_at=None).order_by("id"))[0].id,
        "search": (await models.SearchText.all().order_by("id"))[0].id,
        "language": 1, "zone": 1, "part": 1,
    }  # fmt: skip
