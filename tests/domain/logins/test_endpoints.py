"""Reaching a provider: only where secrets may go, no further than it answers, and without a word of them."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import trustme
from aiohttp import web
from pydantic import SecretStr

from domain.logins.oauth2.endpoints import EndpointTrouble
from mail.endpoints import HttpEndpoints
from tests.domain.logins.endpoint import TokenEndpoint, says, says_text

FORM = {"client_secret": "very-secret"}


@pytest.fixture
async def endpoint() -> AsyncIterator[TokenEndpoint]:
    async with TokenEndpoint() as running:
        yield running


@pytest.mark.parametrize(
    "url",
    [
        "http://id.test/token",
        "http://127.0.0.1.evil.test/token",
        "http://localhost.evil.test/",
        "http://10.0.0.5/token",
        "http://0.0.0.0/token",
        "ftp://127.0.0.1/token",
        "//127.0.0.1/token",
        "https://",
        "",
    ],
)
async def test_nothing_is_sent_in_clear_to_another_machine(url: str) -> None:
    with pytest.raises(EndpointTrouble):
        await HttpEndpoints().post(url, FORM)


async def test_a_redirect_does_not_take_the_secrets_along(endpoint: TokenEndpoint) -> None:
    endpoint.answers.append(says_text(307, "", Location=f"{endpoint.url}/device"))
    with pytest.raises(EndpointTrouble):
        await HttpEndpoints().post(f"{endpoint.url}/token", FORM)
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 500, 503])
async def test_a_status_without_json_is_an_answer(endpoint: TokenEndpoint, status: int) -> None:
    endpoint.answers.append(says_text(status, "<html>"))
    answer = await HttpEndpoints().post(f"{endpoint.url}/token", FORM)
    assert (answer.status, answer.is_fine) == (status, False)


@pytest.mark.parametrize("text", ["", "<html>", "[]", '"x"', "null", "7", "{", "[" * 20_000, "x" * 70_000])
async def test_what_is_no_object_of_json_is_trouble(endpoint: TokenEndpoint, text: str) -> None:
    endpoint.answers.append(says_text(200, text))
    with pytest.raises(EndpointTrouble) as caught:
        await HttpEndpoints().post(f"{endpoint.url}/token", FORM)
    assert "very-secret" not in str(caught.value)


@pytest.mark.parametrize("status", [403, 407, 451])
async def test_a_page_of_what_stands_in_between_is_trouble_and_no_refusal(endpoint: TokenEndpoint, status: int) -> None:
    endpoint.answers.append(says_text(status, "<html>Доступ закрыт</html>"))
    with pytest.raises(EndpointTrouble, match=f"HTTP {status}"):
        await HttpEndpoints().post(f"{endpoint.url}/token", FORM)


async def test_a_refusal_in_json_stays_one_whatever_its_status(endpoint: TokenEndpoint) -> None:
    endpoint.answers.append(says_text(403, '{"error": "access_denied"}'))
    answer = await HttpEndpoints().post(f"{endpoint.url}/token", FORM)
    assert (answer.status, answer.word("error")) == (403, "access_denied")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Mon, 30 Nov 2026 10:02:00 GMT", 120),
        ("Mon, 30 Nov 2026 09:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("9" * 400, None),
        ("", None),
    ],
)
async def test_how_long_it_asks_to_be_left_alone_is_read(
    endpoint: TokenEndpoint, said: str, seconds: int | None
) -> None:
    date = "Mon, 30 Nov 2026 10:00:00 GMT"
    endpoint.answers.append(says_text(429, "", **{"Retry-After": said, "Date": date}))
    answer = await HttpEndpoints().post(f"{endpoint.url}/token", FORM)
    assert answer.retry_after == (None if seconds is None else timedelta(seconds=seconds))


async def test_who_does_not_answer_is_left(endpoint: TokenEndpoint) -> None:
    endpoint.hold = asyncio.Event()
    with pytest.raises(EndpointTrouble, match="no answer in time"):
        await HttpEndpoints(patience=0.05).post(f"{endpoint.url}/token", FORM)


async def test_a_certificate_that_nobody_has_signed_is_not_trusted() -> None:
    asked: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(await request.post())
        return web.json_response({"access_token": "x"})

    app = web.Application()
    app.router.add_post("/token", answer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost", "127.0.0.1").configure_cert(context)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
    await site.start()
    server: Any = site._server
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/token"
    with pytest.raises(EndpointTrouble, match="certificate"):
        await HttpEndpoints().post(url, FORM)
    assert asked == []
    await runner.cleanup()


async def test_a_proxy_is_used_only_where_a_connection_says_so(endpoint: TokenEndpoint) -> None:
    """Port 1 is nobody's: whoever goes through the proxy gets no answer."""
    endpoints = HttpEndpoints(SecretStr("http://user:proxy-password@127.0.0.1:1"))
    endpoint.answers.append(says(200, {"access_token": "x"}))
    assert (await endpoints.post(f"{endpoint.url}/token", FORM)).is_fine
    with pytest.raises(EndpointTrouble) as caught:
        await endpoints.post(f"{endpoint.url}/token", FORM, proxied=True)
    assert "proxy-password" not in str(caught.value)
    assert len(endpoint.asked) == 1


async def test_a_proxy_that_nobody_has_set_is_said(endpoint: TokenEndpoint) -> None:
    with pytest.raises(EndpointTrouble, match="GONETS_PROXY"):
        await HttpEndpoints().post(f"{endpoint.url}/token", FORM, proxied=True)
