"""Telegram's refusals, word for word: bots recognise them by these texts."""

from typing import Any


class TelegramError(Exception):
    """A call is refused with an error code and a description."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Makes the JSON that Telegram answers with."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class BadRequestError(TelegramError):
    """What Telegram calls a bad request."""

    def __init__(self, detail: str) -> None:
        super().__init__(400, f"Bad Request: {detail}")


class MismatchError(BadRequestError):
    """A call that does not fit the published description: a bug of the bot, kept as a violation."""
