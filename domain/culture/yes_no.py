"""Yes and no as people write them: «да», «ага», `yes`, `+`, a thumb."""

import re

from domain.visible import visible

_YES = re.compile(
    r"да|да да|ну да|да конечно|да нужно|да надо|д|ага|угу|конечно|разумеется|есть|так|так точно|точно|верно|истина"
    r"|да спасибо|да пожалуйста|плюс|нужно|надо|вкл|включено|хорошо|ок"
    r"|yes|yes please|of course|y|yep|yeah|yup|sure|true|t|on|ok|okay"
    r"|1|\+|✅|✔|✓|☑|👍|👌"
)
_NO = re.compile(
    r"нет|нет нет|ну нет|нет не нужно|нет не надо|конечно нет|не нужно|не надо|н|не|неа|нету|ложь|неверно|выкл"
    r"|нет спасибо|спасибо нет|минус|выключено|no|no thanks|n|nope|nah|not|false|f|off"
    r"|0|[-−–—]|❌|✖|✗|☒|👎"
)
_DROPPED = str.maketrans(dict.fromkeys(".,!;\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff", " "))
"""Marks behind a word, and what gives an emoji its look."""


def read_yes_no(text: str) -> bool | None:
    """Return the truth that a text says in any of our languages; None where it says neither."""
    words = " ".join(visible(text).casefold().replace("ё", "е").translate(_DROPPED).split())
    if _YES.fullmatch(words):
        return True
    return False if _NO.fullmatch(words) else None


def print_yes_no(value: bool, language: str) -> str:
    """Return «Да» or «Нет», `Yes` or `No`."""
    if language == "en":
        return "Yes" if value else "No"
    return "Да" if value else "Нет"
