"""The page's own HTTP side: what a person does there goes through the same `User` as in the tests."""

import secrets
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

from sandbox.faults import Fault
from sandbox.manners import MailFault
from sandbox.page.acting import Acting
from sandbox.page.state import SWITCHED, TOKENS_SWITCHED, WELL, letter_whole, page_state

if TYPE_CHECKING:
    from sandbox.mailbox import Letter
    from sandbox.stage import Sandbox
    from sandbox.user import User

JSON = dict[str, Any]
Act = Callable[["User", JSON], Awaitable[JSON]]
KEEP_ALIVE = 15.0
FIRST_STRANGER = 2001
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
SCRIPTS = (
    "basics", "screen", "messages", "menus", "formatted", "field", "commands", "attaching", "writing", "people", "mail",
    "switches", "tabs", "events",
)  # fmt: skip
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Page:
    """Serves the page, tells it of changes, and does what its buttons say."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._closing = False
        self._html = _one_file()

    def routes(self) -> list[web.RouteDef]:
        """Lists the page's addresses."""
        return [
            web.get("/", self._page),
            web.get("/sandbox/state", self._state),
            web.get("/sandbox/events", self._events),
            web.get("/sandbox/files/{id}", self._file),
            web.get("/sandbox/letters/{id}", self._letter),
            web.get("/sandbox/letters/{id}/source", self._source),
            web.get("/sandbox/letters/{id}/attachments/{at}", self._attachment),
            web.post("/sandbox/people", self._add_person),
            web.post("/sandbox/mail/clear", self._clear_mail),
            web.post("/sandbox/mail/fault", self._switch_mail),
            web.post("/sandbox/telegram/fault", self._switch_telegram),
            web.post("/sandbox/identity/fault", self._switch_identity),
            *Acting(self._sandbox).routes(),
        ]

    async def close(self, _: web.Application) -> None:
        """Lets the pages that listen go."""
        self._closing = True
        self._sandbox.messenger.changed.fire()

    async def _page(self, _: web.Request) -> web.Response:
        nonce = secrets.token_urlsafe(16)
        headers = {
            "Content-Security-Policy": POLICY.format(nonce=nonce),
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
        text = self._html.replace("<script>", f'<script nonce="{nonce}">', 1)
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def _state(self, request: web.Request) -> web.Response:
        person = request.query.get("person", "")
        state = page_state(self._sandbox, int(person) if person.isdigit() else None)
        return web.json_response(state, headers={"Cache-Control": "no-store"})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        changed = self._sandbox.messenger.changed
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        while not self._closing:
            version = changed.version
            try:
                await response.write(f"data: {version}\n\n".encode())
                while not self._closing and not await self._changed_from(version):
                    await response.write(b": still here\n\n")
            except ConnectionError:
                break
        return response

    async def _changed_from(self, version: int) -> bool:
        changed = self._sandbox.messenger.changed
        try:
            return await changed.until(lambda: changed.version != version or self._closing, KEEP_ALIVE)
        except TimeoutError:
            return False

    async def _file(self, request: web.Request) -> web.Response:
        stored = self._sandbox.messenger.files.get(request.match_info["id"])
        return _download(stored.data, stored.name, stored.mime_type)

    def _found(self, request: web.Request) -> "Letter":
        number = request.match_info["id"]
        for letter in self._sandbox.mailbox.letters:
            if str(letter.id) == number:
                return letter
        raise web.HTTPNotFound(text="Такого письма нет.")

    async def _letter(self, request: web.Request) -> web.Response:
        return web.json_response(letter_whole(self._found(request)))

    async def _source(self, request: web.Request) -> web.Response:
        letter = self._found(request)
        return _download(letter.raw, f"letter-{letter.id}.eml", "message/rfc822")

    async def _attachment(self, request: web.Request) -> web.Response:
        files = self._found(request).attachments
        at = request.match_info["at"]
        if not at.isdigit() or int(at) >= len(files):
            raise web.HTTPNotFound(text="Такого вложения нет.")
        return _download(files[int(at)].data, files[int(at)].name, "application/octet-stream")

    async def _add_person(self, request: web.Request) -> web.Response:
        body = await request.json()
        first_name = str(body.get("first_name", "")).strip()
        if not first_name:
            raise web.HTTPBadRequest(text="Назовите имя.")
        number = max([FIRST_STRANGER - 1, *(user.id for user in self._sandbox.users)]) + 1
        last_name = str(body.get("last_name", "")).strip() or None
        username = str(body.get("username", "")).strip().removeprefix("@") or None
        return web.json_response({"id": self._sandbox.user(number, first_name, last_name, username).id})

    async def _clear_mail(self, _: web.Request) -> web.Response:
        self._sandbox.mailbox.clear()
        return web.json_response({})

    async def _switch_mail(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body.get("fault") not in MailFault.__members__:
            raise web.HTTPBadRequest(text="Такого поведения нет.")
        self._sandbox.switch_mail(MailFault[body["fault"]], body.get("times"))
        return web.json_response({})

    async def _switch_telegram(self, request: web.Request) -> web.Response:
        name = (await request.json()).get("fault")
        if name not in {WELL, *(fault.name for fault in SWITCHED)}:
            raise web.HTTPBadRequest(text="Такого поведения нет.")
        self._sandbox.switch_telegram(None if name == WELL else Fault[name])
        return web.json_response({})

    async def _switch_identity(self, request: web.Request) -> web.Response:
        name = (await request.json()).get("fault")
        if name not in {WELL, *TOKENS_SWITCHED}:
            raise web.HTTPBadRequest(text="Такого поведения нет.")
        self._sandbox.switch_identity(TOKENS_SWITCHED.get(name))
        return web.json_response({})


def _one_file() -> str:
    """Puts the page together: it is one answer, and fetches nothing but what the sandbox says."""
    parts = resources.files("sandbox.page")
    script = "\n".join(parts.joinpath("scripts", f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    html = parts.joinpath("index.html").read_text("utf-8")
    return html.replace("{style}", parts.joinpath("style.css").read_text("utf-8")).replace("{script}", script)


def _download(data: bytes, name: str, kind: str) -> web.Response:
    inline = kind in PICTURES
    response = web.Response(body=data, content_type=kind if inline else "application/octet-stream")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not inline:
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
