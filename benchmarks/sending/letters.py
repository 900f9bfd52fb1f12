"""The letters of a burst, and letters put on their way without a press."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from domain.clock import system_clock
from domain.deliveries.delivery import NewDelivery, NewRecipient
from domain.messages.addresses import Address
from domain.messages.letter import Letter
from domain.messages.rich_text import RichText
from domain.people import Role
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from mail.compose import MimeComposer
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.transactions import atomically

AUTHORS = 5
IN_ONE_COMMIT = 500
SUBJECT = "Совещание переносится, письмо {}"
TEXT = "Коллеги, добрый день!\n\nСовещание переносится на 15:00, переговорная 4. Это письмо {}."
"""Each letter has a text of its own: what is equal is composed once."""


async def queue_letters(configured: ConfigurationRepository, letters: int, padding: int = 0) -> None:
    """Write runs with a letter each, by several authors; `padding` bytes are added to each letter."""
    (template,), (scenario,), (connection,) = (
        await configured.templates(),
        await configured.scenarios(),
        await configured.connections(),
    )
    records, runs, deliveries = RecordRepository(), RunRepository(), DeliveryRepository()
    now = system_clock()

    async def one(number: int, author: int) -> None:
        record = await records.add(template.id, author, {}, now)
        run, _ = await runs.begin(NewRun(record.id, 1, 0, author, scenario, {}, now))
        await runs.set_status(run.id, RunStatus.DELIVERING, None)
        await deliveries.add(run.id, _letter(number, author, connection.id, padding), now)

    await of_authors(letters, one)


async def of_authors(count: int, write: Callable[[int, int], Awaitable[None]]) -> None:
    """Let the authors in, and `write` for each number what the next one of them leaves, many in a commit."""
    people = PersonRepository()
    for author in range(1, AUTHORS + 1):
        await people.let_in(author, Role.STAFF, f"Автор {author}")

    async def some(numbers: range) -> None:
        for number in numbers:
            await write(number, number % AUTHORS + 1)

    for start in range(0, count, IN_ONE_COMMIT):
        numbers = range(start, min(start + IN_ONE_COMMIT, count))
        await atomically(partial(some, numbers))


def _letter(number: int, author: int, connection_id: int, padding: int) -> NewDelivery:
    letter = letter_of(number)
    return NewDelivery(
        connection_id=connection_id,
        message_id=letter.message_id,
        sender=letter.sender.address,
        subject=letter.subject,
        smtputf8=False,
        content=MimeComposer().compose(letter) + b"x" * padding,
        recipients=(NewRecipient("ivanov@firma.local", "Иванов Иван Петрович", "to"),),
        give_up_at=letter.date + timedelta(days=1),
        author_id=author,
    )


def letter_of(number: int) -> Letter:
    """Return the letter that ours and others' programs send."""
    return Letter(
        message_id=f"<burst-{number}@firma.local>",
        date=system_clock(),
        sender=Address("Отдел уведомлений", "notify@firma.local"),
        to=(Address("Иванов Иван Петрович", "ivanov@firma.local"),),
        subject=SUBJECT.format(number),
        body=RichText(TEXT.format(number)),
    )
