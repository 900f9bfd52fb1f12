"""Posting a form with aiohttp. What it is done for, and what is refused before, is in `mail.endpoints`."""

import json
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from pydantic import SecretStr

from domain.logins.oauth2.endpoints import EndpointAnswer, EndpointTrouble

LONGEST_ANSWER = 64 * 1024

IN_BETWEEN = frozenset({403, 407, 451})
"""Statuses with which a filter or a proxy keeps requests from going through; a provider says such things in JSON."""


async def post(url: str, form: Mapping[str, str], proxy: SecretStr | None, patience: float) -> EndpointAnswer:
    """Send the form, through a proxy where one is given, within so many seconds; raises EndpointTrouble."""
    try:
        async with aiohttp.ClientSession(
            connector=_connector(proxy), timeout=aiohttp.ClientTimeout(total=patience), trust_env=False
        ) as session:
            headers = {"Accept": "application/json"}
            async with session.post(url, data=dict(form), headers=headers, allow_redirects=False) as response:
                content = await _read(response)
                return _answer(response.status, content, _retry_after(response.headers))
    except EndpointTrouble:
        raise
    except (TimeoutError, aiohttp.ClientError, OSError, ssl.SSLError, ValueError) as error:
        raise EndpointTrouble(_words(error)) from None
    except Exception as error:
        # What a proxy's library raises is of no common kind, and its words may hold the proxy's login.
        if proxy is None:
            raise
        raise EndpointTrouble(f"the proxy: {type(error).__name__}") from None


def _connector(proxy: SecretStr | None) -> aiohttp.BaseConnector | None:
    if proxy is None:
        return None
    from aiohttp_socks import ProxyConnector  # noqa: PLC0415 - few need it

    return ProxyConnector.from_url(proxy.get_secret_value())


async def _read(response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for piece in response.content.iter_any():
        content += piece
        if len(content) > LONGEST_ANSWER:
            raise EndpointTrouble(f"HTTP {response.status}, and the answer does not end")
    return bytes(content)


def _answer(status: int, content: bytes, retry_after: timedelta | None) -> EndpointAnswer:
    """Read JSON; where there is none, the status alone must do."""
    if 300 <= status < 400:
        raise EndpointTrouble(f"HTTP {status}: it leads elsewhere")
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        body = None
    if isinstance(body, Mapping):
        return EndpointAnswer(status, body, retry_after)
    if status < 400 or status in IN_BETWEEN:
        raise EndpointTrouble(f"HTTP {status}: what answers is no token endpoint")
    return EndpointAnswer(status, {"error_description": f"HTTP {status}"}, retry_after)


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Read a number of seconds or a moment, which the sender's own clock has named (RFC 9110 section 10.2.3)."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdecimal() and len(said) < 10:
        return timedelta(seconds=int(said))
    until = _moment(said)
    now = _moment(headers.get("Date", "")) or datetime.now(UTC)
    return max(until - now, timedelta()) if until else None


def _moment(said: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _words(error: BaseException) -> str:
    """Say what happened, in words that hold nothing of what was sent."""
    match error:
        case TimeoutError():
            return "no answer in time"
        case aiohttp.ClientConnectorCertificateError() | ssl.SSLCertVerificationError():
            return "the certificate cannot be trusted"
        case aiohttp.ClientConnectorDNSError():
            return "there is no such name"
        case aiohttp.ClientConnectorError():
            return f"no connection: {error.os_error.strerror or type(error.os_error).__name__}"
    return f"the connection broke: {type(error).__name__}"
