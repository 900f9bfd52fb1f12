"""What an earlier version accepted and a later one refuses is read all the same; what cannot go is told."""

from bot.cards.addresses import CardPage
from bot.demo.stage import ADMIN
from bot.objects import addresses as objects
from bot.people import addresses as people
from domain.one_line import breaks_line
from domain.visible import visible
from storage import models
from tests.e2e.conftest import eventually
from tests.upgrade.kept_release import Upgraded

ODD = 1401
"""Somebody whose name and letters are odd."""


async def press(bot: Upgraded, name: str, *labels: str) -> None:
    """Press the buttons of a kept card that has not been sent."""
    user = bot.user(ODD)
    await user.press_data(user.last, CardPage(record=bot.record(name)).pack())
    await bot.settle()
    for label in labels:
        await user.press(label, user.last)
        await bot.settle()


async def test_texts_of_several_lines_are_shown_as_one_and_their_letters_go(bot: Upgraded) -> None:
    await press(bot, "odd", "По слать")
    await press(bot, "files", "Послать", "Да")
    await eventually(lambda: _came(bot, "Странное письмо конец", "Заявка: первая вторая третья"))
    odd, files = (
        next(letter for letter in bot.sandbox.mailbox.letters if letter.subject.startswith(beginning))
        for beginning in ("Странное", "Заявка: первая")
    )
    assert odd.message["From"].addresses[0].display_name == "Отдел странностей"
    assert files.attachments[0].name == visible(files.attachments[0].name) != ""
    assert files.attachments[0].data == b"MZ"
    # Their pages open, and none of them has a label or a name that turns round or breaks.
    admin = bot.user(ADMIN)
    route = await models.Route.get(system_name="odd_route")
    connection = await models.Connection.get(system_name="odd_connection")
    for address, shown in (
        (objects.ObjectPage(section=1, object=connection.id), "Странная почта"),
        (objects.ObjectPage(section=2, object=route.id), "Странный путь"),
        (objects.VersionsPage(section=2, object=route.id), "Странный путь"),
        (objects.EditObject(section=2, object=route.id), "Странный путь"),
        (people.PersonPage(person=ODD), "Мэллори Странная"),
    ):
        await admin.press_data(admin.last, address.pack())
        await bot.settle()
        assert shown in admin.last.text, admin.last.text
        assert not any(breaks_line(label) for label in admin.last.labels)


async def _came(bot: Upgraded, *subjects: str) -> bool:
    return set(subjects) <= set(bot.subjects)


async def test_a_letter_of_a_connection_that_cannot_send_is_said_to_fail(bot: Upgraded) -> None:
    """Two sender addresses were accepted once; a server takes none of such a letter."""
    user = bot.user(ODD)
    await press(bot, "double", "Отправить")
    assert "От двоих" not in bot.subjects
    letters = await models.Delivery.filter(run__record_id=bot.record("double"))
    run = await models.ScenarioRun.get(record_id=bot.record("double"))
    assert run.status in {"failed", "ended"}, [letter.state for letter in letters]
    assert any("❌" in message.text for message in user.messages)
