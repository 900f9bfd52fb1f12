"""The HTTP session to the Bot API: whatever breaks on the way is a network error, and is waited out like one."""

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError


class TelegramSession(AiohttpSession):
    """aiogram's session lets two kinds of errors through: a proxy's, and an answer that is not the Bot API's.

    The second is what a captive portal or a gateway says (`502 Bad Gateway` as a page).
    """

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own signature
    ) -> TelegramType:
        """Call a method; raises TelegramNetworkError, its cause is what broke."""
        try:
            return await super().make_request(bot, method, timeout)
        except (ProxyError, ProxyConnectionError, ProxyTimeoutError, ClientDecodeError, OSError) as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error

    async def close(self) -> None:
        """Close the connections; aiogram would wait a quarter of a second, whatever there is."""
        if self._session is not None:
            await self._session.close()
