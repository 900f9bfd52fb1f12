import asyncio
import json
import re
from email.message import EmailMessage

import aiosmtplib
import pytest
from aiohttp import ClientSession, FormData, ServerDisconnectedError

from sandbox import Letter, Sandbox, User
from sandbox.description import Description


class Screen:
    """The page's own requests, as its script makes them."""

    def __init__(self, http: ClientSession, sandbox: Sandbox) -> None:
        self._http = http
        self._base = sandbox.page_url

    async def state(self, person: int | str = "") -> dict:
        async with self._http.get(f"{self._base}sandbox/state?person={person}") as response:
            return await response.json()

    async def get(self, path: str, **headers: str):
        async with self._http.get(self._base + path, headers=headers) as response:
            return response.status, response.headers.copy(), await response.read()

    async def post(self, path: str, body: dict | FormData, **headers: str) -> tuple[int, str]:
        given = {"data": body} if isinstance(body, FormData) else {"json": body}
        async with self._http.post(f"{self._base}sandbox/{path}", headers=headers, **given) as response:
            return response.status, await response.text()


@pytest.fixture
def screen(http: ClientSession, sandbox: Sandbox) -> Screen:
    return Screen(http, sandbox)


async def test_the_page_is_one_file_that_fetches_nothing_from_elsewhere(screen: Screen) -> None:
    status, headers, body = await screen.get("")
    text = body.decode()
    assert status == 200
    assert "<title>Гонец — песочница</title>" in text
    assert set(re.findall(r"https?://[^'\"/ ]+", text)) <= {"http://www.w3.org"}
    (nonce,) = re.findall(r"'nonce-([^']+)'", headers["Content-Security-Policy"])
    assert re.findall(r"<script[^>]*>", text) == [f'<script nonce="{nonce}">']
    assert not re.search(r"\son\w+=", text)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_cannot_drive_or_read_it(screen: Screen, alice: User, headers: dict) -> None:
    assert (await screen.post("send", {"person": alice.id, "text": "чужое"}, **headers))[0] == 403
    assert (await screen.get("sandbox/state", **headers))[0] == 403
    assert (await screen.get("bot42:TEST/getMe", **headers))[0] == 403
    assert len(alice.messages) == 1


async def test_a_link_from_elsewhere_may_open_the_page(screen: Screen) -> None:
    assert (await screen.get("", **{"Sec-Fetch-Site": "cross-site"}))[0] == 200


async def test_what_a_person_does_on_the_page_happens_in_the_chat(screen: Screen, call, alice: User) -> None:
    assert (await screen.post("send", {"person": alice.id, "text": "привет", "reply_to": alice.messages[0].id}))[
        0
    ] == 200
    mine = alice.messages[-1]
    assert (mine.text, mine.reply_to) == ("привет", alice.messages[0].id)
    await screen.post("edit", {"person": alice.id, "message": mine.id, "text": "пока"})
    assert alice.messages[-1].text == "пока"
    await screen.post("delete", {"person": alice.id, "message": mine.id})
    assert len(alice.messages) == 1
    await screen.post("sticker", {"person": alice.id})
    await screen.post("contact", {"person": alice.id})
    assert [message.kind for message in alice.messages] == ["text", "sticker", "contact"]
    await screen.post("block", {"person": alice.id, "blocked": True})
    assert (await screen.post("send", {"person": alice.id, "text": "а"}))[0] == 409
    await screen.post("block", {"person": alice.id, "blocked": False})
    assert (await screen.post("send", {"person": alice.id, "text": "а"}))[0] == 200


async def test_a_file_is_uploaded(screen: Screen, alice: User) -> None:
    for name, kind in (("счёт.pdf", "document"), ("снимок.png", "photo")):
        form = FormData({"person": str(alice.id), "caption": "вот", "as_photo": "yes"}, quote_fields=False)
        form.add_field(
            "file", b"data", filename=name, content_type="image/png" if kind == "photo" else "application/pdf"
        )
        assert (await screen.post("upload", form))[0] == 200
        sent = alice.messages[-1]
        assert (sent.kind, sent.text, sent.document.name, sent.document.data) == (kind, "вот", name, b"data")
        _, headers, body = await screen.get(f"sandbox/files/{sent.document.file_id}")
        assert body == b"data"
        assert ("Content-Disposition" in headers) == (kind == "document")


def form_of(alice: User, along: dict, *files: tuple[str, str], **fields: str) -> FormData:
    form = FormData({"person": str(alice.id), "along": json.dumps(along), **fields}, quote_fields=False)
    for name, kind in files:
        form.add_field("file", name.encode(), filename=name, content_type=kind)
    return form


async def test_several_files_go_as_albums_with_what_goes_along(screen: Screen, call, alice: User) -> None:
    await call("getUpdates", offset=2**31)
    bold = {"type": "bold", "offset": 0, "length": 3}
    along = {"entities": [bold], "reply_to": alice.messages[0].id}
    pictures = (("а.png", "image/png"), ("б.jpg", "image/jpeg"))
    form = form_of(alice, along, *pictures, ("в.pdf", "application/pdf"), caption="Вот они", as_photo="yes")
    assert (await screen.post("upload", form))[0] == 200
    first, second, third = [update["message"] for update in (await call("getUpdates"))["result"]]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], first["caption_entities"]) == ("Вот они", [bold])
    assert third["document"]["file_name"] == "в.pdf"
    assert {one["reply_to_message"]["message_id"] for one in (first, second, third)} == {alice.messages[0].id}
    shown = (await screen.state(alice.id))["chat"]["messages"]
    assert [one["album"] is not None for one in shown] == [False, True, True, False]


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        ({"kind": "person", "name": "Алиса Петрова"}, {"type": "user", "sender_user": 1001}),
        ({"kind": "person", "name": "Чужой"}, {"type": "user", "sender_user": None}),
        ({"kind": "hidden", "name": "Аноним"}, {"type": "hidden_user", "sender_user_name": "Аноним"}),
        ({"kind": "channel", "name": "Новости"}, {"type": "channel"}),
        ({"kind": "group", "name": "Отдел"}, {"type": "chat"}),
    ],
)
async def test_what_is_sent_may_be_forwarded_from_somebody(screen: Screen, call, alice: User, origin, told) -> None:
    await call("getUpdates", offset=2**31)
    assert (await screen.post("send", {"person": alice.id, "text": "чужое", "origin": origin}))[0] == 200
    assert (await screen.post("upload", form_of(alice, {"origin": origin}, ("а.pdf", "application/pdf"))))[0] == 200
    updates = (await call("getUpdates"))["result"]
    for update in updates:
        assert Description().problems(update, "Update") == []
        found = update["message"]["forward_origin"]
        assert found["type"] == told["type"]
        assert found.get("sender_user_name") == told.get("sender_user_name")
        if told.get("sender_user"):
            assert found["sender_user"]["id"] == told["sender_user"]
    assert [one["origin"] for one in (await screen.state(alice.id))["chat"]["messages"][1:]] == [origin["name"]] * 2


KINDS = ("voice", "video_note", "sticker", "location", "contact")


async def test_every_kind_is_sent_answered_shown_and_forwarded(screen: Screen, call, alice: User) -> None:
    await call("getUpdates", offset=2**31)
    asked = {"person": alice.id, "reply_to": alice.messages[0].id, "quote": "start"}
    for kind in KINDS:
        assert (await screen.post(kind, asked))[0] == 200
    assert (await screen.post("venue", {**asked, "title": "Офис", "address": "Лесная, 5"}))[0] == 200
    stranger = {"phone_number": "+79991112233", "first_name": "Вера"}
    assert (await screen.post("contact", {**asked, **stranger}))[0] == 200
    updates = (await call("getUpdates"))["result"]
    for update, kind in zip(updates, (*KINDS, "venue", "contact"), strict=True):
        assert Description().problems(update, "Update") == []
        assert update["message"]["quote"]["text"] == "start"
        assert kind in update["message"]
    assert updates[-1]["message"]["contact"] == stranger
    shown = (await screen.state(alice.id))["chat"]["messages"]
    assert [one["kind"] for one in shown[1:]] == [*KINDS, "venue", "contact"]
    assert {one["reply"]["text"] for one in shown[1:]} == {"start"}
    forwarded = {"person": alice.id, "messages": [one["id"] for one in shown], "hidden": True}
    assert (await screen.post("forward", forwarded))[0] == 200
    assert [one.kind for one in alice.messages[len(shown) :]] == [one["kind"] for one in shown]


async def test_a_text_and_a_caption_are_edited_and_what_cannot_be_is_refused(screen: Screen, alice: User) -> None:
    bold = {"type": "bold", "offset": 0, "length": 5}
    file, sticker = await alice.send_document("а.pdf", b"1", "было"), await alice.send_sticker()
    shown = (await screen.state(alice.id))["chat"]["messages"]
    assert [one["editable"] for one in shown] == [True, True, False]
    asked = {"person": alice.id, "text": "стало", "entities": [bold]}
    assert (await screen.post("edit", {**asked, "message": file.id}))[0] == 200
    assert (await screen.state(alice.id))["chat"]["messages"][1]["source"] == "<b>стало</b>"
    assert (await screen.post("edit", {**asked, "message": sticker.id}))[0] == 409
    assert (await screen.post("edit", {**asked, "message": file.id, "text": "я" * 1025}))[0] == 409
    assert alice.messages[1].text == "стало"


REFUSED = {
    "no such kind of origin": ({"text": "а", "origin": {"kind": "moon", "name": "а"}}, 400),
    "nobody named": ({"text": "а", "origin": {"kind": "hidden", "name": " "}}, 409),
    "a quote that is not there": ({"text": "а", "reply_to": 1, "quote": "чужое"}, 409),
    "a message that is not there": ({"text": "а", "reply_to": 99, "quote": "а"}, 409),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_a_client_would_not_send_is_refused(screen: Screen, alice: User, what: str) -> None:
    body, status = REFUSED[what]
    assert (await screen.post("send", {"person": alice.id, **body}))[0] == status
    assert len(alice.messages) == 1


async def test_a_hidden_copy_is_told_apart_from_those_whom_the_letter_names(screen: Screen, sandbox: Sandbox) -> None:
    raw = (
        b"To: A <a@firma.local>, =?utf-8?b?0JE=?= <B@Firma.local>\r\nCc: c@xn--e1afmkfd.xn--p1ai\r\nSubject: a\r\n\r\nb"
    )
    everybody = ["a@firma.local", "b@firma.local", "c@пример.рф", "boss@firma.local"]
    sandbox.mailbox.add(Letter("n@firma.local", everybody, raw))
    sandbox.mailbox.add(Letter("n@firma.local", ["boss@firma.local"], b"Subject: a\r\n\r\nb"))
    last, first = (await screen.state())["letters"]
    assert first["to"] == ["a@firma.local", "B@Firma.local"]
    assert (first["cc"], first["hidden"]) == (["c@xn--e1afmkfd.xn--p1ai"], ["boss@firma.local"])
    assert (last["to"], last["hidden"]) == ([], ["boss@firma.local"])


async def test_a_press_on_the_page_returns_the_bots_answer(screen: Screen, call, alice: User) -> None:
    markup = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes", "style": "success"}]]}
    sent = (await call("sendMessage", chat_id=alice.id, text="a", reply_markup=markup))["result"]
    await call("getUpdates", offset=2**31)
    asked = {"person": alice.id, "message": sent["message_id"], "data": "yes"}
    async with asyncio.TaskGroup() as group:
        pressing = group.create_task(screen.post("press", asked))
        updates = (await call("getUpdates", timeout=5))["result"]
        query = updates[-1]["callback_query"]["id"]
        await call("answerCallbackQuery", callback_query_id=query, text="Готово", show_alert=True)
    status, body = pressing.result()
    assert status == 200
    assert '"text": "\\u0413\\u043e\\u0442\\u043e\\u0432\\u043e", "show_alert": true' in body
    assert (await screen.post("press", {**asked, "data": "forged"}))[0] == 409
    assert (await screen.post("press", {**asked, "message": 999}))[0] == 409


async def test_the_state_shows_people_chat_and_menu(screen: Screen, call, alice: User) -> None:
    await call("setMyCommands", commands=[{"command": "new", "description": "Новое"}])
    await call("sendMessage", chat_id=alice.id, text="<b>жир</b> &lt;i&gt; /new", parse_mode="HTML")
    await call("sendChatAction", chat_id=alice.id, action="typing")
    added = await screen.post("people", {"first_name": " Вера ", "username": "@vera"})
    assert added == (200, '{"id": 2001}')
    state = await screen.state(alice.id)
    assert [one["name"] for one in state["people"]] == ["Алиса Петрова", "Вера"]
    assert state["chat"]["commands"] == [["new", "Новое"]]
    assert state["chat"]["acting"] == "typing"
    shown = state["chat"]["messages"][-1]
    assert shown["html"] == '<b>жир</b> &lt;i&gt; <a href="tg://command?/new">/new</a>'
    assert (await screen.state(2001))["chat"]["messages"] == []
    assert (await screen.post("people", {"first_name": ""}))[0] == 400


async def test_letters_are_listed_opened_and_cleared(screen: Screen, sandbox: Sandbox) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Тема", "Отдел <a@example.com>", "b@example.com"
    message.set_content("Текст письма\n")
    message.add_alternative("<script>alert(1)</script><p>HTML</p>", subtype="html")
    message.add_attachment(b"<script>", maintype="text", subtype="html", filename="счёт.html")
    await aiosmtplib.send(message, hostname=sandbox.smtp_host, port=sandbox.smtp_port, start_tls=False)
    (line,) = (await screen.state())["letters"]
    assert (line["subject"], line["preview"], line["attachments"]) == ("Тема", "Текст письма", 1)
    status, _, body = await screen.get("sandbox/letters/1")
    assert status == 200
    assert b"<p>HTML</p>" in body
    _, headers, body = await screen.get("sandbox/letters/1/source")
    assert body == sandbox.mailbox.letters[0].raw
    _, headers, body = await screen.get("sandbox/letters/1/attachments/0")
    assert body == b"<script>"
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment")
    assert (await screen.get("sandbox/letters/1/attachments/7"))[0] == 404
    assert (await screen.get("sandbox/letters/9"))[0] == 404
    await screen.post("mail/clear", {})
    assert sandbox.mailbox.letters == []


async def test_the_mail_server_can_be_made_to_misbehave_from_the_page(screen: Screen, sandbox: Sandbox) -> None:
    assert (await screen.post("mail/fault", {"fault": "LATER"}))[0] == 200
    assert (await screen.state())["mail"]["fault"] == "LATER"
    assert (await screen.post("mail/fault", {"fault": "EXPLODE"}))[0] == 400
    assert (await screen.state())["mail"]["fault"] == "LATER"


async def test_a_client_that_has_stayed_connected_meets_the_switch_as_well(screen: Screen, sandbox: Sandbox) -> None:
    client = aiosmtplib.SMTP(hostname=sandbox.smtp_host, port=sandbox.smtp_port, start_tls=False)
    await client.connect()
    await screen.post("mail/fault", {"fault": "WRONG_PASSWORD"})
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await client.noop()
    await client.connect()
    with pytest.raises(aiosmtplib.SMTPAuthenticationError):
        await client.login("notify", "пароль")
    client.close()


async def test_telegram_can_be_made_to_limit_the_bot_from_the_page(screen: Screen, call, alice: User) -> None:
    assert (await screen.state())["telegram"]["fault"] == "WORKS"
    assert (await screen.post("telegram/fault", {"fault": "TOO_MANY_REQUESTS"})) == (200, "{}")
    assert (await screen.state())["telegram"]["fault"] == "TOO_MANY_REQUESTS"
    for _ in range(3):
        refused = await call("sendMessage", chat_id=alice.id, text="a")
        assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 3})
    assert len((await call("getUpdates"))["result"]) == 1
    assert (await screen.post("telegram/fault", {"fault": "WORKS"}))[0] == 200
    assert (await call("sendMessage", chat_id=alice.id, text="a"))["ok"]


async def test_telegram_can_be_cut_off_from_the_page_and_keeps_what_people_write(
    screen: Screen, call, alice: User
) -> None:
    await call("getUpdates", offset=2**31)
    async with asyncio.TaskGroup() as group:
        polling = group.create_task(_broken(call, "getUpdates", timeout=5))
        assert (await screen.post("telegram/fault", {"fault": "UNREACHABLE"}))[0] == 200
        assert (await screen.post("send", {"person": alice.id, "text": "вы тут?"}))[0] == 200
    assert polling.result()
    assert await _broken(call, "sendMessage", chat_id=alice.id, text="a")
    shown = (await screen.state())["telegram"]
    assert (shown["fault"], shown["waiting"]) == ("UNREACHABLE", 1)
    await screen.post("telegram/fault", {"fault": "WORKS"})
    (update,) = (await call("getUpdates"))["result"]
    assert update["message"]["text"] == "вы тут?"


async def _broken(call, method: str, **fields) -> bool:
    try:
        await call(method, **fields)
    except ServerDisconnectedError:
        return True
    return False


async def test_tokens_can_be_refused_from_the_page_once_an_application_is_known(
    screen: Screen, sandbox: Sandbox
) -> None:
    assert not (await screen.state())["identity"]["known"]
    sandbox.identity.application("google", "app")
    token = sandbox.identity.access_token("google", "a@b.example")
    assert (await screen.state())["identity"] == {
        "known": True,
        "fault": "WORKS",
        "faults": ["WORKS", "REVOKED", "SECRET_EXPIRED", "UNAVAILABLE"],
    }
    assert (await screen.post("identity/fault", {"fault": "REVOKED"}))[0] == 200
    assert (await screen.state())["identity"]["fault"] == "REVOKED"
    assert not sandbox.identity.admits("a@b.example", token)
    assert (await screen.post("identity/fault", {"fault": "EXPLODE"}))[0] == 400
    assert (await screen.post("identity/fault", {"fault": "WORKS"}))[0] == 200
    assert (await screen.state())["identity"]["fault"] == "WORKS"


@pytest.mark.parametrize("fault", ["EXPLODE", "ANSWER_LOST", None])
async def test_a_fault_that_telegram_has_no_switch_for_is_refused(screen: Screen, sandbox: Sandbox, fault) -> None:
    assert (await screen.post("telegram/fault", {"fault": fault}))[0] == 400
    assert sandbox.telegram.lasting is None


async def test_the_page_is_told_of_every_change(http: ClientSession, sandbox: Sandbox, alice: User) -> None:
    async with http.get(f"{sandbox.page_url}sandbox/events") as events:
        assert events.content_type == "text/event-stream"
        first = await asyncio.wait_for(events.content.readline(), 5)
        await events.content.readline()
        await alice.send("привет")
        second = await asyncio.wait_for(events.content.readline(), 5)
    assert first.startswith(b"data: ")
    assert second != first


async def test_unclear_requests_are_refused(screen: Screen, alice: User) -> None:
    assert (await screen.post("send", {"person": 5, "text": "a"}))[0] == 404
    assert (await screen.post("send", {"person": alice.id}))[0] == 400
    assert (await screen.post("send", {"person": alice.id, "text": "  "}))[0] == 409
    assert (await screen.post("edit", {"person": alice.id, "message": 99, "text": "a"}))[0] == 409
