"""The Bot API over HTTP: reads a call as Telegram does, checks it, and answers in Telegram's words."""

import json
from http import HTTPStatus
from typing import Any

from aiohttp import web

from sandbox.description import Description, Upload
from sandbox.errors import BadRequestError, MismatchError, TelegramError
from sandbox.faults import POLL, Fault, Planned, TelegramFaults
from sandbox.messenger import Messenger
from sandbox.methods import all_methods

JSON = dict[str, Any]


class BotApi:
    """Serves one bot."""

    def __init__(self, messenger: Messenger, faults: TelegramFaults) -> None:
        self._messenger = messenger
        self._faults = faults
        self._description = Description()
        self._methods = all_methods(messenger)

    def routes(self) -> list[web.RouteDef]:
        """Lists the addresses that bots use."""
        return [
            web.get("/file/bot{token}/{path:.+}", self._download),
            web.route("*", "/bot{token}/{method}", self._call),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        planned = self._faults.meet(name)
        if planned is not None and planned.fault is Fault.UNREACHABLE:
            return _cut(request)
        try:
            if request.match_info["token"] != self._messenger.token:
                raise TelegramError(401, "Unauthorized")  # noqa: TRY301 - one place makes answers of errors
            result = await self._run(name, request, planned)
        except web.HTTPRequestEntityTooLarge:
            error_body = TelegramError(413, "Request Entity Too Large").body()
            return web.json_response(error_body, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except MismatchError as error:
            self._messenger.violations.append(error.description)
            return web.json_response(error.body(), status=error.code)
        except TelegramError as error:
            return web.json_response(error.body(), status=error.code)
        if planned is not None and planned.fault is Fault.ANSWER_LOST:
            return _cut(request)
        if name.lower() == POLL and self._faults.cuts_polls:
            return _cut(request)  # this poll began before the connection went
        return web.json_response({"ok": True, "result": result})

    async def _run(self, name: str, request: web.Request, planned: Planned | None) -> Any:
        published = self._description.method(name)
        if published is None or published not in self._methods:
            reason = "is not in the published description" if published is None else "is not known to the sandbox"
            self._messenger.violations.append(f"method {name} {reason}")
            raise TelegramError(404, f"Not Found: method not found: {name} {reason}")
        if planned is not None and planned.fault is Fault.TOO_MANY_REQUESTS:
            wait = planned.retry_after
            raise TelegramError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        fields, uploads = await _read(request)
        return await self._methods[published](self._description.read(published, fields, uploads))

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if self._faults.lasting is Fault.UNREACHABLE:
            return _cut(request)
        if request.match_info["token"] != self._messenger.token:
            return web.json_response(TelegramError(401, "Unauthorized").body(), status=HTTPStatus.UNAUTHORIZED)
        stored = self._messenger.files.at(request.match_info["path"])
        if stored is None:
            return web.json_response(TelegramError(404, "Not Found").body(), status=HTTPStatus.NOT_FOUND)
        return web.Response(body=stored.data, content_type="application/octet-stream")


async def _read(request: web.Request) -> tuple[JSON, dict[str, Upload]]:
    fields: JSON = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError as error:
            raise BadRequestError("can't parse JSON object") from error
        if not isinstance(body, dict):
            raise BadRequestError("JSON object expected")
        fields.update(body)
        return fields, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            kind = value.content_type if value.content_type != "application/octet-stream" else ""
            uploads[name] = Upload(value.filename, value.file.read(), kind)
        else:
            fields[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    return fields, uploads


def _cut(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=HTTPStatus.BAD_GATEWAY)
