import html
import re
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession

from sandbox import Sandbox, User
from tests.sandbox.identities import APP, DEVICE, MAILBOX, SEND, challenge, post


@pytest.fixture
async def device(sandbox: Sandbox, http: ClientSession) -> dict:
    sandbox.identity.application("microsoft", APP, mailboxes=[MAILBOX], name="Гонец <b>")
    answer = await post(http, sandbox.identity.device_url("microsoft"), client_id=APP, scope=f"{SEND} offline_access")
    return answer.body


async def decision(sandbox: Sandbox, http: ClientSession, device: dict) -> str | None:
    form = {"grant_type": DEVICE, "client_id": APP, "device_code": device["device_code"]}
    return (await post(http, sandbox.identity.token_url("microsoft"), **form)).error


def hidden_fields(text: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', text)
    return {name: html.unescape(value) for name, value in found}


async def opened(http: ClientSession, url: str, **query: str) -> str:
    async with http.get(url, params=query) as response:
        assert response.status == 200
        assert "script" not in response.headers["Content-Security-Policy"]
        return await response.text()


async def test_a_person_types_the_code_and_allows(sandbox: Sandbox, http: ClientSession, device: dict) -> None:
    url = device["verification_uri"]
    assert "Введите код, который вам показали" in await opened(http, url)
    text = await opened(http, url, code=f" {device['user_code'].lower()} ")
    assert "«Гонец &lt;b&gt;» просит разрешения" in text
    assert re.findall(r'<button[^>]* value="\w+">([^<]+)</button>', text) == ["Разрешить", "Отклонить"]
    assert f"<option>{MAILBOX}</option>" in text
    answer = hidden_fields(text) | {"mailbox": MAILBOX, "decision": "allow"}
    async with http.post(url, data=answer) as response:
        assert "Готово" in await response.text()
    assert await decision(sandbox, http, device) is None
    async with http.post(url, data=answer) as response:
        assert response.status == 400
        assert "По этому коду уже ответили" in await response.text()


async def test_a_person_who_refuses_declines_the_code(sandbox: Sandbox, http: ClientSession, device: dict) -> None:
    url = device["verification_uri"]
    answer = {"code": device["user_code"], "mailbox": MAILBOX, "decision": "deny"}
    async with http.post(url, data=answer) as response:
        assert "Отклонено" in await response.text()
    assert await decision(sandbox, http, device) == "authorization_declined"


async def test_neither_allowing_nor_refusing_is_no_consent(sandbox: Sandbox, http: ClientSession, device: dict) -> None:
    async with http.post(device["verification_uri"], data={"code": device["user_code"], "mailbox": MAILBOX}):
        pass
    assert await decision(sandbox, http, device) == "authorization_declined"


async def test_a_code_that_is_wrong_old_or_answered_is_told(
    sandbox: Sandbox, http: ClientSession, device: dict
) -> None:
    url, code = device["verification_uri"], device["user_code"]

    async def told(**query: str) -> str:
        async with http.get(url, params=query) as response:
            assert response.status == 400
            return re.search(r'role="alert"[^>]*>([^<]+)<', await response.text())[1]

    assert await told(code='"><script>') == "Такого кода нет. Проверьте, нет ли опечатки."
    sandbox.identity.consent("microsoft", code, MAILBOX)
    assert (await told(code=code)).startswith("По этому коду уже ответили.")
    fresh = await post(http, sandbox.identity.device_url("microsoft"), client_id=APP, scope=SEND)
    sandbox.identity.pass_time(901)
    assert (await told(code=fresh.body["user_code"])).startswith("Код больше не действует.")


async def test_an_unknown_mailbox_consents_to_nothing(sandbox: Sandbox, http: ClientSession, device: dict) -> None:
    answer = {"code": device["user_code"], "mailbox": "ghost@firma.ru", "decision": "allow"}
    async with http.post(device["verification_uri"], data=answer) as response:
        assert response.status == 400
    assert await decision(sandbox, http, device) == "authorization_pending"


@pytest.mark.parametrize("allowed", [True, False])
async def test_a_browser_is_sent_back_with_the_answer_once(
    sandbox: Sandbox, http: ClientSession, allowed: bool
) -> None:
    sandbox.identity.application("yandex", APP, secret="s", mailboxes=[MAILBOX, "b@firma.ru"])
    query = {
        "response_type": "code",
        "client_id": APP,
        "redirect_uri": "http://127.0.0.1:5/",
        "state": "a&b",
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
    }
    text = await opened(http, f"{sandbox.identity.authorization_url('yandex')}?{urlencode(query)}")
    assert "«Гонец» просит разрешения" in text
    answer = hidden_fields(text) | {"mailbox": MAILBOX, "decision": "allow" if allowed else "deny"}
    url = f"{sandbox.identity.url}/yandex/consent"
    async with http.post(url, data=answer, allow_redirects=False) as response:
        assert response.status == 303
        place = response.headers["Location"]
    assert place.startswith("http://127.0.0.1:5/?state=a%26b&" + ("code=" if allowed else "error=access_denied"))
    async with http.post(url, data=answer, allow_redirects=False) as response:
        assert response.status == 400


async def test_the_chat_shows_the_page_as_a_link(
    sandbox: Sandbox, http: ClientSession, call, alice: User, device
) -> None:
    url = device["verification_uri"]
    markup = {"inline_keyboard": [[{"text": "Открыть", "url": url}, {"text": "Код", "copy_text": {"text": "A"}}]]}
    text = f'<a href="{url}">Страница входа</a>'
    await call("sendMessage", chat_id=alice.id, text=text, parse_mode="HTML", reply_markup=markup)
    async with http.get(f"{sandbox.page_url}sandbox/state?person={alice.id}") as response:
        shown = (await response.json())["chat"]["messages"][-1]
    assert f'href="{url}"' in shown["html"]
    assert shown["rows"][0][0]["url"] == url
    assert sandbox.violations == []
