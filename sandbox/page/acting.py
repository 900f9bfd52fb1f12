"""What a person does in the chat on the page: it goes through the same `User` as in the tests."""

import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from zlib import crc32

from aiohttp import web

from sandbox.media import Given
from sandbox.origins import from_channel, from_group, from_hidden, from_person
from sandbox.seen import Button

if TYPE_CHECKING:
    from sandbox.stage import Sandbox
    from sandbox.user import User
    from sandbox.writing import Along

JSON = dict[str, Any]
Act = Callable[["User", JSON], Awaitable[JSON]]
UNKNOWN_PEOPLE, UNKNOWN_CHATS = 5_000_000_000, -1_005_000_000_000
"""From where on people and chats have their numbers that are nowhere but in a forwarded message."""


class Acting:
    """Sends, edits, presses and blocks in somebody's name."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox

    def routes(self) -> list[web.RouteDef]:
        """Lists the addresses of what a person can do."""
        acts: dict[str, Act] = {
            "send": self._send,
            "forward": self._forward,
            "edit": self._edit,
            "delete": self._delete,
            "press": self._press,
            "block": self._block,
            "voice": self._voice,
            "video_note": self._video_note,
            "sticker": self._sticker,
            "location": self._location,
            "venue": self._venue,
            "contact": self._contact,
        }
        return [
            web.post("/sandbox/upload", self._answering(self._upload)),
            *(web.post(f"/sandbox/{name}", self._answering(self._acting(act))) for name, act in acts.items()),
        ]

    def _answering(self, act: Callable[[web.Request], Awaitable[JSON]]) -> Callable[..., Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            try:
                return web.json_response(await act(request))
            except (json.JSONDecodeError, KeyError, TypeError) as error:
                return web.Response(status=HTTPStatus.BAD_REQUEST, text=f"Непонятная просьба: {error}")
            except (AssertionError, ValueError) as error:
                return web.Response(status=HTTPStatus.CONFLICT, text=str(error).split("\n", maxsplit=1)[0])

        return handler

    def _acting(self, act: Act) -> Callable[[web.Request], Awaitable[JSON]]:
        async def acting(request: web.Request) -> JSON:
            body = await request.json()
            return await act(self._user(body.get("person")), body)

        return acting

    def _user(self, number: object) -> "User":
        for user in self._sandbox.users:
            if str(user.id) == str(number):
                return user
        raise web.HTTPNotFound(text="Такого человека нет.")

    def _along(self, body: JSON) -> "Along":
        return {
            "reply_to": body.get("reply_to"),
            "quote": body.get("quote"),
            "origin": self._origin(body["origin"]) if body.get("origin") else None,
        }

    def _origin(self, given: JSON) -> JSON:
        name, now = str(given["name"]).strip(), self._sandbox.messenger.now()
        if not name:
            raise ValueError("Назовите, от кого пересылаете.")
        number = crc32(name.encode())
        match given["kind"]:
            case "person":
                known = next((user for user in self._sandbox.users if user.name == name), None)
                stranger = {"id": UNKNOWN_PEOPLE + number, "is_bot": False, "first_name": name}
                return from_person(known.chat.person() if known else stranger, now)
            case "hidden":
                return from_hidden(name, now)
            case "channel":
                channel = {"id": UNKNOWN_CHATS - number, "type": "channel", "title": name}
                return from_channel(channel, now)
            case "group":
                return from_group({"id": UNKNOWN_CHATS - number, "type": "supergroup", "title": name}, now)
        raise KeyError(given["kind"])

    async def _send(self, user: "User", body: JSON) -> JSON:
        sent = await user.send(str(body["text"]), body.get("entities"), **self._along(body))
        return {"id": sent.id}

    async def _forward(self, user: "User", body: JSON) -> JSON:
        sent = await user.forward(*[int(one) for one in body["messages"]], hidden=bool(body.get("hidden")))
        return {"ids": [message.id for message in sent]}

    async def _upload(self, request: web.Request) -> JSON:
        form = await request.post()
        user = self._user(form["person"])
        as_file = not form.get("as_photo")
        given = [
            Given(one.filename, one.file.read(), one.content_type, as_file=as_file)
            for one in form.getall("file")
            if isinstance(one, web.FileField)
        ]
        if not given:
            raise TypeError("нужен файл")
        said = json.loads(str(form.get("along") or "{}"))
        sent = await user.send_files(given, str(form.get("caption", "")), said.get("entities"), **self._along(said))
        return {"ids": [message.id for message in sent]}

    async def _edit(self, user: "User", body: JSON) -> JSON:
        return {"id": (await user.edit(int(body["message"]), str(body["text"]), body.get("entities"))).id}

    async def _delete(self, user: "User", body: JSON) -> JSON:
        user.delete_message(int(body["message"]))
        return {}

    async def _press(self, user: "User", body: JSON) -> JSON:
        message = next((one for one in user.messages if one.id == body["message"]), None)
        if message is None:
            raise ValueError("Этого сообщения уже нет.")
        known: list[Button] = [button for row in message.buttons for button in row]
        if body["data"] not in [button.data for button in known]:
            raise ValueError("Этой кнопки уже нет.")
        answer = await user.press_data(message, body["data"])
        return {
            "answered": answer.answered,
            "text": answer.text,
            "show_alert": answer.show_alert,
            "url": answer.url,
        }

    async def _block(self, user: "User", body: JSON) -> JSON:
        if body["blocked"]:
            user.block()
        else:
            user.unblock()
        return {}

    async def _voice(self, user: "User", body: JSON) -> JSON:
        return {"id": (await user.send_voice(**self._along(body))).id}

    async def _video_note(self, user: "User", body: JSON) -> JSON:
        return {"id": (await user.send_video_note(**self._along(body))).id}

    async def _sticker(self, user: "User", body: JSON) -> JSON:
        return {"id": (await user.send_sticker(**self._along(body))).id}

    async def _location(self, user: "User", body: JSON) -> JSON:
        return {"id": (await user.send_location(**self._along(body))).id}

    async def _venue(self, user: "User", body: JSON) -> JSON:
        return {"id": (await user.send_venue(body["title"], body["address"], **self._along(body))).id}

    async def _contact(self, user: "User", body: JSON) -> JSON:
        """The person's own contact, or that of somebody who is named."""
        along, phone = self._along(body), str(body.get("phone_number") or "")
        if not phone:
            return {"id": (await user.share_contact(**along)).id}
        return {"id": (await user.share_contact(phone, str(body["first_name"]), 0, **along)).id}
