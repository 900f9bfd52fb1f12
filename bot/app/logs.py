"""Logs: as text or JSON lines, with everything secret taken out, tracebacks included."""

import json
import logging
import re
import sys
from typing import TextIO

from bot.app.environment import RunSettings

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
    """Formats a line and takes the secrets out of it."""

    def __init__(self, secrets: list[str], *, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        text = mask(super().format(record), self._secrets)
        if not self._as_json:
            return text
        fields = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": mask(record.getMessage(), self._secrets),
        }
        if record.exc_info:
            fields["traceback"] = mask(self.formatException(record.exc_info), self._secrets)
        return json.dumps(fields, ensure_ascii=False)


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


def set_up_logs(settings: RunSettings) -> None:
    """Log to standard error."""
    secrets = [
        secret.get_secret_value()
        for secret in (settings.bot_token, settings.proxy, settings.secret_key)
        if secret is not None
    ]
    handler = Enduring(sys.stderr)
    handler.setFormatter(Masked(secrets, as_json=settings.log == "json"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("aiogram").setLevel(logging.WARNING)
    logging.getLogger("tortoise").setLevel(logging.WARNING)
