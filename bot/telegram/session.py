"""The HTTP session to the Bot API: whatever breaks on the way is a network error, and is waited out like one."""

from functools import cache
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from bot.telegram.raw_updates import FetchUpdates, updates_of
from domain.counters import Counters

_JSON = {"Content-Type": "application/json"}


class TelegramSession(AiohttpSession):
    """aiogram's session with two differences: what breaks a call, and what becomes of the answer to getUpdates.

    aiogram lets a proxy's errors through, and those of an answer that is not the Bot API's, as a captive portal or a
    gateway gives (`502 Bad Gateway` as a page). Updates are kept as they came. `counters` counts the calls.
    """

    def __init__(self, *, counters: Counters | None = None, **of_aiogram: Any) -> None:
        super().__init__(**of_aiogram)
        self._counters = counters or Counters()

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own signature
    ) -> TelegramType:
        """Call a method; raises TelegramNetworkError, its cause is what broke."""
        try:
            answer = await self._called(bot, method, timeout)
        except TelegramAPIError as error:
            self._counters.called(_kind_of(error))
            raise
        self._counters.called()
        return answer

    async def _called(self, bot: Bot, method: TelegramMethod[TelegramType], seconds: float | None) -> TelegramType:
        try:
            status, content = await self._post(bot, method, self.timeout if seconds is None else seconds)
            return self.check_response(bot, method, status, content).result  # type: ignore[return-value]
        except ClientDecodeError as error:
            # Its own text quotes the answer, which may hold what people wrote.
            cause = ClientDecodeError(error.message, ValueError(type(error.original).__name__), None)
            broken = TelegramNetworkError(method=method, message=type(error).__name__)
        except (ClientError, ProxyError, ProxyConnectionError, ProxyTimeoutError, OSError) as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error
        raise broken from cause

    async def _post(self, bot: Bot, method: TelegramMethod[Any], seconds: float) -> tuple[int, str]:
        """Return the status and the text of the answer; what is no UTF-8 in it is replaced."""
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        async with session.post(url, timeout=seconds, **self._body(bot, method)) as response:  # type: ignore[arg-type]
            return response.status, (await response.read()).decode(errors="replace")

    def _body(self, bot: Bot, method: TelegramMethod[Any]) -> dict[str, Any]:
        """Return what is posted: JSON where no file goes with it, which is half the work of a form."""
        files: dict[str, Any] = {}
        fields = {
            name: prepared
            for name, value in method.model_dump(warnings=False).items()
            if (prepared := self.prepare_value(value, bot, files, _dumps_json=False)) not in (None, "")
        }
        if files:
            return {"data": self.build_form_data(bot, method)}
        return {"data": self.json_dumps(fields).encode(), "headers": _JSON}

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Return the answer; raises what it says is wrong, and ClientDecodeError where it is not the Bot API's."""
        fetches = isinstance(method, FetchUpdates)
        if fetches and status_code == 200 and (updates := updates_of(content)) is not None:
            return Response[Any](ok=True, result=updates)
        _answer_with(method.__returning__)
        try:
            response = super().check_response(bot, method, status_code, content)
        except TypeError as error:
            raise ClientDecodeError("An error without words", error, None) from None
        if fetches:
            raise ClientDecodeError("No list of updates", ValueError(), None)
        return response

    async def close(self) -> None:
        """Close the connections; aiogram would wait a quarter of a second, whatever there is."""
        if self._session is not None:
            await self._session.close()


_KINDS: dict[type[TelegramAPIError], str] = {
    TelegramNetworkError: "network",
    TelegramRetryAfter: "too_many",
    TelegramServerError: "server",
    TelegramUnauthorizedError: "unauthorized",
    TelegramConflictError: "conflict",
    TelegramForbiddenError: "forbidden",
}


def _kind_of(error: TelegramAPIError) -> str:
    """Return what kind of error it is, by which calls are counted."""
    return next((kind for of, kind in _KINDS.items() if isinstance(error, of)), "refused")


@cache
def _answer_with(result: Any) -> Any:
    """Hold the model of an answer: pydantic forgets the one that aiogram asks for, and builds it anew for each call."""
    return Response[result]
