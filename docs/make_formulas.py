"""Writes docs/formulas.md: its text stands here, what it lists comes from the code.

python -m docs.make_formulas
"""

from collections.abc import Iterator
from pathlib import Path

from bot.texts import load_texts
from domain.formulas import ACCOUNT_SCHEMA, known_functions, record_schema
from domain.formulas.evaluation import MAX_LIST, MAX_STEPS, MAX_TEXT
from domain.formulas.parsing import MAX_DEPTH, MAX_SOURCE
from domain.formulas.searches import MAX_ROWS

DOCUMENT = Path(__file__).parent / "formulas.md"

_LANGUAGE = """# Формулы

Формула даёт значение: текст письма, адрес, условие кнопки, первое значение атрибута. Язык — язык формул платформы.
Попробовать: `gonets formula '1 + 2 * 3'`, с записью — `gonets formula '$Poluchatel->mbox' --record 5`.
Где описание платформы молчит, сказано, что выбрано: [formulas_choices.md](formulas_choices.md).

## Язык

| Пишется | Значит |
| --- | --- |
| `$Tema`, `$->Tema` | атрибут записи, о которой речь: знак `$` и системное имя |
| `$Poluchatel->mbox` | шаг по ссылке: адрес того, кто в атрибуте; у многих значений — у каждого |
| `$$set->Subject` | переменная из набора |
| `'текст'`, `"текст"` | текст; кавычка внутри пишется дважды |
| `1.5` | число, дробная часть через точку |
| `true`, `false`, `null` | да, нет, пусто |
| `+ - * /` | счёт; `+` с текстом склеивает; с датами и продолжительностями — счёт времени |
| `== != < <= > >=` | сравнение; тексты — по алфавиту |
| `&&` `\\|\\|` `NOT(…)` | и, или, не |
| `IF(условие, да, нет)` | выбор |
| `ИМЯ(значение, значение)` | функция; аргументы через запятую |

Пустое значение проходит насквозь: `$Pusto->mbox` пусто, и это не ошибка. Пустое условие не выполнено.
Ошибка называет строку, столбец и что написать вместо: `$Принимающий` — `$Prinimayuschiy`, `<>` — `!=`, `=` —
`==`, `1,5` — `1.5`.

## Запросы

```
from x in db->Uvedomleniya where x->Poluchatel == $Poluchatel orderby x->_creationDate descending select
x->Temauvedomleniya
```

- Источник — `db->Шаблон` (системное имя), атрибут-ссылка (`$Kto`), список или другой запрос в скобках.
- `where`, `orderby … [descending]` необязательны. Пустые значения из ответа выпадают; при `orderby` пустые —
  последними.
- Переменная запроса пишется `x` или `$x`; `$Имя` — по-прежнему атрибут записи, о которой речь.
- Запрос — это список: `COUNT(from …)`, `FIRST(from …)`, `JOIN('; ', LIST(from …))`, `(from … select x)->Tema`.
- `ANY([(from x in db->Uvedomleniya select x), y, y->Tema == 'а'])` — есть ли хоть одна такая.
- Черновик, в котором ещё ничего не отвечено, и удалённая запись не находятся. В архиве — находятся: `x->_isDisabled`.

**Кто что видит.** Запрос видит то, что видит нажавший: сотрудник — свои записи доступных ему шаблонов,
администратор — все.
С `GONETS_HIDE_TEXTS=yes` и администратор видит только свои. Сценарий, которому нужно больше, говорит об этом:
`sees: everything`; сохранить это может только администратор, и это остаётся в следе. В «Пробном запуске»
и в «Проверить на записи» оно показывает чужое с отметкой в следе, а с `GONETS_HIDE_TEXTS=yes` не показывает.

**Пока пишете формулу** в чате: «ƒ Функции» — что есть и как пишется (найдёт и слово «склеить»), «Имена» — что есть
у записи, «Проверить на записи» — значение на записи, до сохранения. Шаблон, который назван в формуле (`db->…`),
нельзя удалить или переименовать, пока она там стоит.

**Скорость.** Ищет база, когда `where` сравнивает атрибут (или один шаг от него, `x->Poluchatel->mbox`) со
значением: `==`, `!=`,
`<`, `>`, `<=`, `>=`, `CONTAINS`, `EMPTY`, через `&&` и `||`. Порядок текстов (`<`) база не знает. Остальное
проверяется на том, что найдено,
и найдено может быть не больше {rows} записей: иначе ошибка скажет, какое условие поможет.

## Границы

Формула — до {source} знаков и {depth} вложений; работа — до {steps} шагов; текст — до {text} знаков; список —
до {list} значений.

"""


def document() -> str:
    """Return the whole document."""
    head = with_numbers(
        _LANGUAGE,
        rows=MAX_ROWS,
        source=MAX_SOURCE,
        depth=MAX_DEPTH,
        steps=MAX_STEPS,
        text=MAX_TEXT,
        list=MAX_LIST,
    )
    return head + "\n".join([*_names(), *_functions()]) + "\n"


def with_numbers(text: str, /, **numbers: int) -> str:
    """Put numbers, written as Russian does, into a text that names them in braces."""
    for name, number in numbers.items():
        text = text.replace(f"{{{name}}}", f"{number:,}".replace(",", "\u00a0"))
    return text


def _names() -> Iterator[str]:
    yield "## Имена"
    yield ""
    yield "У каждой записи: " + ", ".join(f"`${name}`" for name in record_schema({}).fields) + "."
    yield ""
    yield "У аккаунта: " + ", ".join(f"`{name}`" for name in ACCOUNT_SCHEMA.fields) + "."
    yield ""


def _functions() -> Iterator[str]:
    texts = load_texts("ru")
    yield "## Функции"
    group = ""
    for item in known_functions():
        if item.group != group:
            group = item.group
            yield from (
                "",
                f"### {texts(f'function-group-{group}')}",
                "",
                "| Функция | Что даёт | Пример |",
                "| --- | --- | --- |",
            )
        written = "<br>".join(f"`{signature}`" for signature in item.signatures)
        yield f"| {written} | {texts(f'function-{item.name.lower()}')} | `{item.example}` |"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
