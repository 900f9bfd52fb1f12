"""The pages where a person consents: by the code of a device, or on the way back to a program."""

import html
from collections.abc import Mapping
from importlib import resources
from string import Template

from aiohttp import web

from sandbox.identity.consents import Question
from sandbox.identity.realm import Realm
from sandbox.identity.refusals import Refusal, Refused

TITLES = {
    "microsoft": "Microsoft 365",
    "google": "Google",
    "yandex": "Яндекс",
    "mailru": "Mail.ru",
    "other": "Вход компании",
}
WORDS = {
    Refusal.BAD_GRANT: "Такого кода нет. Проверьте, нет ли опечатки.",
    Refusal.CODE_EXPIRED: "Код больше не действует. Попросите у программы новый.",
    Refusal.CODE_USED: "По этому коду уже ответили. Если нужно ещё раз, попросите у программы новый.",
    Refusal.UNKNOWN_USER: "Такого ящика здесь нет.",
    Refusal.UNKNOWN_CLIENT: "Такого приложения здесь нет: неверный client_id или чужая организация.",
    Refusal.UNKNOWN_TENANT: "Такой организации здесь нет.",
    Refusal.WRONG_REDIRECT: "Адрес возврата не записан у приложения.",
    Refusal.WRONG_SCOPE: "У приложения нет таких прав.",
    Refusal.INVALID_REQUEST: "Ссылка неверна: в ней чего-то не хватает или есть лишнее.",
}
# A person's answer is sent on to the program, which Chromium counts among a form's targets.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self' http://127.0.0.1:* http://localhost:* http://[::1]:*"
)


class ConsentPages:
    """Serves one provider's pages."""

    def __init__(self, realm: Realm) -> None:
        self._realm = realm
        self._page = Template(resources.files("sandbox").joinpath("consent.html").read_text("utf-8"))

    def routes(self) -> list[web.RouteDef]:
        """Lists the addresses."""
        path = self._realm.path
        return [
            web.get(path("device"), self._device),
            web.post(path("device"), self._device_decided),
            web.get(path(self._realm.provider.endpoints.authorize), self._authorize),
            web.post(path("consent"), self._decided),
        ]

    async def _device(self, request: web.Request) -> web.Response:
        code = request.query.get("code", "").strip()
        if not code:
            return self._shown(_ask_code())
        try:
            question = self._realm.consents.device(code)
        except Refused as refused:
            return self._shown(_ask_code(WORDS.get(refused.refusal, refused.refusal.value), code), 400)
        return self._shown(_ask(question, self._realm.path("device"), {"code": code}))

    async def _device_decided(self, request: web.Request) -> web.Response:
        form = await request.post()
        allowed = form.get("decision") == "allow"
        try:
            self._realm.consents.decide_device(str(form.get("code", "")), allowed, str(form.get("mailbox", "")))
        except Refused as refused:
            return self._refused(refused)
        return self._shown(_said("Готово" if allowed else "Отклонено", "Вернитесь в чат: там уже знают об ответе."))

    async def _authorize(self, request: web.Request) -> web.Response:
        try:
            if len(request.query) != len(set(request.query)):
                raise Refused(Refusal.INVALID_REQUEST)  # noqa: TRY301 - one place makes pages of refusals
            asked, question = self._realm.consents.begin(dict(request.query), request.match_info.get("tenant"))
        except Refused as refused:
            return self._refused(refused)
        return self._shown(_ask(question, self._realm.path("consent"), {"id": asked.id}))

    async def _decided(self, request: web.Request) -> web.Response:
        form = await request.post()
        try:
            place = self._realm.consents.decide(
                str(form.get("id", "")), form.get("decision") == "allow", str(form.get("mailbox", ""))
            )
        except Refused as refused:
            return self._refused(refused)
        return web.Response(status=303, headers={"Location": place, "Cache-Control": "no-store"})

    def _refused(self, refused: Refused) -> web.Response:
        words = WORDS.get(refused.refusal, refused.refusal.value)
        return self._shown(_said("Так не получится", words), 400)

    def _shown(self, main: str, status: int = 200) -> web.Response:
        title = html.escape(TITLES[self._realm.provider.name])
        headers = {
            "Content-Security-Policy": POLICY,
            "Referrer-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
        text = self._page.substitute(provider=title, main=main)
        return web.Response(text=text, status=status, content_type="text/html", headers=headers)


def _ask_code(wrong: str = "", typed: str = "") -> str:
    alert = f'<p class="wrong" role="alert" id="wrong">{html.escape(wrong)}</p>' if wrong else ""
    described = ' aria-describedby="wrong" aria-invalid="true"' if wrong else ""
    return (
        '<h1>Код из программы</h1><form method="get"><label for="code">Введите код, который вам показали</label>'
        f'<input id="code" name="code" value="{html.escape(typed)}" required autofocus autocomplete="off" '
        f'autocapitalize="characters" spellcheck="false"{described}>{alert}<button class="main">Дальше</button></form>'
    )


def _ask(question: Question, action: str, hidden: Mapping[str, str]) -> str:
    fields = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in hidden.items()
    )
    scopes = "".join(f"<li><code>{html.escape(scope)}</code></li>" for scope in sorted(question.scopes))
    boxes = "".join(f"<option>{html.escape(mailbox)}</option>" for mailbox in question.mailboxes)
    return (
        f"<h1>«{html.escape(question.application.name)}» просит разрешения</h1>"
        "<p>Приложение сможет отправлять письма от имени этого ящика, пока вы не отзовёте разрешение.</p>"
        f'<form method="post" action="{html.escape(action)}">{fields}'
        f'<label for="mailbox">Ящик</label><select id="mailbox" name="mailbox">{boxes}</select>'
        f"<details><summary>Что именно просит</summary><ul>{scopes}</ul></details>"
        '<div class="both"><button class="main" name="decision" value="allow">Разрешить</button>'
        '<button name="decision" value="deny">Отклонить</button></div></form>'
    )


def _said(title: str, words: str) -> str:
    return f'<h1>{html.escape(title)}</h1><p role="status">{html.escape(words)}</p>'
