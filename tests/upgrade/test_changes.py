"""Changes that waited in a release for a press: files, drafts of objects, and earlier versions to be brought back."""

from bot.demo.stage import ADMIN
from bot.objects.addresses import ApplyDraft, BringBack, DraftPage, VersionsPage
from storage import models
from tests.upgrade.kept_release import Upgraded

VERA = 1004
SECTIONS = {"connections": 1, "routes": 2, "templates": 3, "scenarios": 4}


async def test_files_that_were_looked_at_are_applied(bot: Upgraded) -> None:
    alisa, vera = bot.user(ADMIN), bot.user(VERA)
    await alisa.press("Применить", alisa.with_text("новые.csv"))
    await bot.settle()
    assert await models.Account.filter(mbox="novyi@firma.local", full_name="Новый Николай").exists()
    await vera.press("Применить", vera.with_text("путь.yaml"))
    await bot.settle()
    route = await models.Route.get(system_name="spare_route")
    assert route.document["body"] == "Из файла"


async def test_drafts_are_applied_and_earlier_versions_come_back(bot: Upgraded) -> None:
    vera = bot.user(VERA)
    drafts = [draft for draft in await models.Draft.filter(changed_by=VERA).order_by("id") if draft.object_id]
    assert {draft.section for draft in drafts} == set(SECTIONS)
    for draft in drafts:
        if draft.section == "connections":
            continue  # the connection has no password yet: it is only shown
        await vera.press_data(vera.last, ApplyDraft(draft=draft.id, revision=draft.revision).pack())
        await bot.settle()
        assert not await models.Draft.filter(id=draft.id).exists(), vera.last.text
    assert (await models.RecordTemplate.get(system_name="Prikazy")).document["title"] == "Новое слово"
    (connection,) = (draft for draft in drafts if draft.section == "connections")
    await vera.press_data(vera.last, DraftPage(draft=connection.id).pack())
    assert "Новое слово" in vera.last.text
    # The route's first version, of three by now.
    route = await models.Route.get(system_name="spare_route")
    where = {"section": SECTIONS["routes"], "object": route.id}
    await vera.press_data(vera.last, VersionsPage(**where).pack())
    assert len([label for label in vera.last.labels if "Назад" not in label]) >= 2
    await vera.press_data(vera.last, BringBack(**where, revision=1).pack())
    await vera.press("Применить", vera.last)
    await bot.settle()
    await route.refresh_from_db()
    assert (route.document["subject"], route.document["body"]) == ("Запас", "Ничего")
