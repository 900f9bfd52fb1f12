"""Writes docs/scenarios.md: its text stands here, what it lists comes from the code, its pictures from make_pictures.

python -m docs.make_scenarios
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from bot.examples.catalogue import EXAMPLES
from bot.objects.field_values import field_hint, field_title
from docs.make_formulas import with_numbers
from docs.make_pictures import READER
from domain.editing.fields import Form, Type, form_of
from domain.scenarios.actions import KINDS
from domain.scenarios.bounds import MAX_LETTERS, MAX_RECORDS, MAX_STEPS
from domain.scenarios.document import MAX_ACTIONS, MAX_DEPTH

DOCUMENT = Path(__file__).parent / "scenarios.md"
TOLD_ONCE = {"description", "ignore_errors"}
"""Fields that every action has."""

_HEAD = """# Сценарии

Сценарий говорит, что делает кнопка записи: собирает письмо, проверяет, повторяет, меняет и создаёт записи, отправляет.
Его собирают в чате по действию за раз («Управление» → «Сценарии»), или в файле настроек. «🖼 Схема» рисует его целиком,
«Пробный запуск» (или `gonets scenario try ИМЯ --record НОМЕР`) проходит его на записи, ничего не меняя и не отправляя:
что будет по порядку, и куда он пойдёт, если письмо не примут, проверка не пройдёт или выполнится другая ветка.

## Как он идёт

- Нажатие сохраняет запись, шаблон и сценарий такими, какие они в эту минуту: правка сценария не меняет начатого.
- Действия идут по порядку. Всё, что сделано до первого ожидания (письма, правки записей, новые записи), сохраняется
  разом. Перезапуск или сбой продолжает с места, где он застал; дважды ничего не делается.
- «Отправить сообщение», у которого названа переменная ответа, ждёт, пока сервер примет письмо. Без неё сценарий идёт
  дальше сразу.
- «Проверить результат выражения» останавливает сценарий и отменяет то, что сделано после последнего ожидания. Что было
  до него, остаётся: письмо, которое сервер принял, не отозвать.
- «Пропускать ошибки» у действия отменяет то, что сделало оно одно, и сценарий идёт дальше.
- Формулы видят то, что видит нажавший ([formulas.md](formulas.md)).
- Много писем одного нажатия карточка считает и ведёт к тем, что требуют внимания; «Повторить не доставленным»
  и «Отменить» действуют на все. Письма того, что выполняется отдельно, считаются вместе с ними — на карточке той
  записи, с которой оно работает; о его ошибке карточка говорит отдельной строкой.
- Пока письмо записи в пути, меняет её только то нажатие, от которого оно идёт, со всем, что оно выполняет отдельно.
  Людям и другим сценариям в это время отказано.

## Границы

Действий — до {actions}, вложений — до {depth}. За один запуск — до {steps} шагов, {letters} писем и {records} новых
записей, и не больше десяти минут работы между двумя ожиданиями. За границей сценарий останавливается и говорит почему.

"""


def document() -> str:
    """Return the whole document."""
    head = with_numbers(
        _HEAD, actions=MAX_ACTIONS, depth=MAX_DEPTH, steps=MAX_STEPS, letters=MAX_LETTERS, records=MAX_RECORDS
    )
    return head + "\n".join([*_actions(), *_examples()]) + "\n"


def _actions() -> Iterator[str]:
    yield "## Действия"
    for name, kind in KINDS.items():
        dashed = name.replace("_", "-")
        yield from ("", f"### {READER.label(f'action-{dashed}')}", "")
        about = _plain(READER.text(f"about-{dashed}"))
        yield f"`{name}`: {about}."
        rows = [*_fields(form_of(kind))]
        if rows:
            yield from ("", "| Поле | В файле | Что это |", "| --- | --- | --- |", *rows)
    yield ""


def _fields(form: Form) -> Iterator[str]:
    for field in form.fields:
        if field.name in TOLD_ONCE or field.type is Type.ACTIONS:
            continue
        title = _plain(field_title(READER, form, field))
        yield f"| {title} | `{field.name}` | {_plain(field_hint(READER, form, field))} |"


def _examples() -> Iterator[str]:
    texts = READER.texts
    yield from ("## Готовые примеры", "")
    yield "В чате: «Управление» → «📚 Готовые примеры». Сыграть на своей машине: `gonets demo --example ИМЯ`."
    for name in EXAMPLES:
        about = texts("example-about", name=name).replace("\n\n", "\n")
        picture = f"![Схема: {texts('example-title', name=name)}](images/scenario-{name}.png)"
        file = f"[{name}.yaml](../bot/examples/{name}.yaml)"
        yield from ("", f"### {texts('example-title', name=name)}", "", about, "", f"Файл: {file}.", "", picture)


def _plain(markup: str) -> str:
    """Return a text of the chat as Markdown in one line of a table."""
    text = re.sub(r"</?code>", "`", markup)
    text = re.sub(r"<[^>]*>", "", text)
    return " ".join(html.unescape(text).replace("|", "\\|").split())


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
