"""Logs: as text or JSON lines, with everything secret taken out, tracebacks included."""

import json
import logging
import re
import sys
from copy import copy
from datetime import UTC, datetime
from typing import TextIO

from pydantic import SecretStr

from bot.app.environment import StorageSettings
from bot.app.repeated_lines import OnceAMinute
from domain.errors import DatabaseTrouble
from domain.log_numbers import log_numbers

_TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}")
_OF_OAUTH2 = re.compile(
    r"(?i)((?:access_token|refresh_token|id_token|client_secret|device_code|user_code|code_verifier|assertion"
    r"|authorization_code)[\"']?\s*[=:]\s*|\bbearer\s+)"
    # What is quoted may hold spaces, commas and escaped quotes.
    r"(?:\"(?:[^\"\\]|\\.)*\"?|'(?:[^'\\]|\\.)*'?|[^\s\"'&,;}]+)"
)
_JWT = re.compile(r"\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?")
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
_LOGIN = re.compile(r"://[^/\s:@]+:[^/\s@]+@")


class Masked(logging.Formatter):
    """Formats a line, says what it is about (`domain.log_numbers`), and takes the secrets out of it.

    JSON is one object a line: `time` (ISO 8601, UTC), `level`, `logger`, `message`, what it is about as numbers
    (`run`, `letter`, `update`, `report`), and `traceback` where there is one.
    """

    def __init__(self, secrets: list[str], *, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(about)s%(message)s")
        self._secrets = [secret for secret in secrets if secret]
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record = _in_one_line(record)
        message = record.getMessage()
        about = log_numbers(message)
        if not self._as_json:
            said = {name: number for name, number in about.items() if f"{name} {number}" not in message}
            record.about = "".join(f"[{name} {number}] " for name, number in said.items())
            return mask(super().format(record), self._secrets)
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask(message, self._secrets),
            **about,
        }
        traceback = [self.formatException(record.exc_info)] if record.exc_info else []
        if record.stack_info:
            traceback.append(self.formatStack(record.stack_info))
        if traceback:
            fields["traceback"] = mask("\n".join(traceback), self._secrets)
        return json.dumps(fields, ensure_ascii=False)


def _in_one_line(record: logging.LogRecord) -> logging.LogRecord:
    """Say what the database fails with in its own words: where it failed is no news, whoever has caught it.

    What PgQueuer cannot do is no more than that: its hints are lost, and the clock wakes whoever waits for them.
    """
    error = record.exc_info[1] if record.exc_info else None
    if error is None or not (isinstance(error, DatabaseTrouble) or record.name.startswith("pgqueuer")):
        return record
    plain = copy(record)
    words = f"{record.getMessage()}: {error or type(error).__name__}"
    plain.msg, plain.args, plain.exc_info, plain.exc_text = words.replace("\n", " "), (), None, None
    return plain


def mask(text: str, secrets: list[str]) -> str:
    """Return the text with secrets, tokens, keys and logins in addresses replaced."""
    for secret in secrets:
        text = text.replace(secret, "***")
    for pattern in (_TOKEN, _JWT, _PRIVATE_KEY):
        text = pattern.sub("***", text)
    return _LOGIN.sub("://***@", _OF_OAUTH2.sub(r"\1***", text))


class Enduring(logging.StreamHandler[TextIO]):
    """Writes lines; one that cannot be written (a full disk, a reader that has gone) is left out, and ends nothing."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say nothing where nothing can be said; a mistake in the line itself is told as ever."""
        if not isinstance(sys.exc_info()[1], OSError | ValueError):
            super().handleError(record)


def set_up_logs(settings: StorageSettings) -> None:
    """Log to standard error, warnings of the interpreter too; no secret of the settings is ever said.

    One trouble that comes again and again is told once a minute (`bot.app.repeated_lines`).
    """
    held = (getattr(settings, name) for name in type(settings).model_fields)
    secrets = [value.get_secret_value() for value in held if isinstance(value, SecretStr)]
    handler = Enduring(sys.stderr)
    handler.setFormatter(Masked(secrets, as_json=settings.log == "json"))
    logging.basicConfig(level=logging.INFO, handlers=[OnceAMinute(handler)], force=True)
    logging.captureWarnings(capture=True)
    logging.getLogger("aiogram").setLevel(logging.WARNING)
    logging.getLogger("tortoise").setLevel(logging.WARNING)
