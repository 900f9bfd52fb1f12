"""How many statements of the database a press and a segment of its run cost."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.domain.records.desk import open_desk

CONFIGURATION = """
templates:
  - title: Проба
    system_name: Proba
    attributes:
      - {title: Кому, system_name: Komu, type: account, required: true}
      - {title: Копия, system_name: Kopiya, type: account}
      - {title: Тема, system_name: Tema, type: text}
    buttons:
      - {title: Послать, system_name: Poslat, condition: '$Komu->manager->mbox != null'}
scenarios:
  - title: Послать
    system_name: Poslat
    event: {type: button_clicked, template: Proba, button: Poslat}
    actions:
      - change_variables:
          set: notification
          variables:
            To: {Address: {formula: $Komu->mbox}}
            Cc: {Address: {formula: $Kopiya->manager->mbox}}
            Subject: {attribute: Tema}
            Body: {formula: $Komu->manager->fullName}
      - send_message: {connection: smtp_connection, route: smtp_route, variable: notification}
"""


@contextmanager
def statements() -> Iterator[list[str]]:
    found: list[str] = []

    class Counting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    log, handler = logging.getLogger("tortoise.db_client"), Counting()
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        yield found
    finally:
        log.removeHandler(handler)
        log.setLevel(before)


async def test_a_press_and_its_segment_cost_so_many_statements_and_no_more(tmp_path: Path) -> None:
    async with open_desk(tmp_path / "gonets.db") as desk:
        assert await desk.apply(CONFIGURATION) == []
        boss = await desk.account("Главный", "boss@firma.local")
        ivanov = await desk.account("Иванов", "ivanov@firma.local", manager_id=boss)
        petrov = await desk.account("Петров", "petrov@firma.local", manager_id=boss)
        filling = await desk.begin()
        await desk.chooses(ivanov)
        await desk.chooses(petrov)
        filling = await desk.says("Тема")
        with statements() as pressing:
            await desk.presses(filling.record)
        with statements() as advancing:
            (letter,) = await desk.letters()
        assert b"boss@firma.local" in letter
    assert len(pressing) <= 22
    assert len(advancing) <= 17
