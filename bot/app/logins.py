"""How the product logs in at mail servers, put together for the bot and for the command line."""

import asyncio
from functools import partial

from pydantic import SecretStr

from domain.clock import Clock, system_clock
from domain.servers.server_settings import ServerSettings
from domain.servers.tokens import AccessTokens
from mail.assertions import sign_rs256
from mail.endpoints import HttpEndpoints
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.tokens import TokenRepository
from storage.secrets import SecretBox
from storage.transactions import atomically

MOMENT = 0.2
"""Seconds between two looks at a token that another process is fetching."""


def server_settings(
    configured: ConfigurationRepository, box: SecretBox, proxy: SecretStr | None, clock: Clock = system_clock
) -> ServerSettings:
    """Return what reads how to log in; tokens are fetched through `proxy` where a connection says so."""
    tokens = AccessTokens(
        configured=configured,
        kept=TokenRepository(box),
        endpoints=HttpEndpoints(proxy),
        sign=sign_rs256,
        clock=clock,
        atomically=atomically,
        wait=partial(asyncio.sleep, MOMENT),
    )
    return ServerSettings(configured, tokens)
