"""What to do about the step of a check that failed: one table, the first line that fits wins.

Each advice names a text, `advice-<name>`. A new line goes before those that are more general than it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.messages.answers import judge
from domain.messages.causes import Cause
from domain.messages.sending import Failure, Phase, SmtpSettings, Step


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do; `fields` are the connection's fields that are worth a look, the likeliest first."""

    name: str
    fields: tuple[str, ...] = ()

    @property
    def is_general(self) -> bool:
        """Whether it says what to do, and not why it failed."""
        return self.name in {"ask-the-server", "later", "login-later"}

    @property
    def key(self) -> str:
        """The key of its text."""
        return f"advice-{self.name}"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the table: all that it names must fit; what is empty fits everything."""

    advice: Advice
    steps: frozenset[str]
    failures: frozenset[Failure]
    causes: frozenset[Cause]
    encryption: frozenset[str]
    ports: frozenset[int]
    host: re.Pattern[str] | None
    said: re.Pattern[str] | None
    offered: str
    kind: str
    login: bool | None
    other_sender: bool
    temporary: bool
    answered: bool

    def fits(self, settings: SmtpSettings, steps: Sequence[Step]) -> bool:
        failed = steps[-1]
        said = f"{failed.reply.text if failed.reply else ''}\n{failed.detail.get('what', '')}"
        offers = " ".join(step.detail.get("offers", "") for step in steps).casefold()
        return (
            (not self.steps or failed.name in self.steps)
            and (not self.failures or failed.failure in self.failures)
            and (not self.causes or judge(failed.failure, failed.reply).cause in self.causes)
            and (not self.encryption or settings.encryption in self.encryption)
            and (not self.ports or settings.port in self.ports)
            and (self.host is None or self.host.search(settings.host) is not None)
            and (self.said is None or self.said.search(said) is not None)
            and (not self.offered or self.offered in offers)
            and (not self.kind or self.kind == settings.authentication)
            and (self.login is None or self.login is (settings.authentication != "none"))
            and (not self.other_sender or _sends_for_another(settings))
            and (not self.temporary or (failed.reply is not None and not failed.reply.is_for_ever))
            and (not self.answered or failed.reply is not None)
        )


def _line(
    name: str,
    *failures: Failure,
    at: str = "",
    causes: tuple[Cause, ...] = (),
    fields: str = "",
    encryption: str = "",
    ports: tuple[int, ...] = (),
    host: str = "",
    said: str = "",
    offered: str = "",
    kind: str = "",
    login: bool | None = None,
    other_sender: bool = False,
    temporary: bool = False,
    answered: bool = False,
) -> _Line:
    return _Line(
        Advice(name, tuple(fields.split())),
        frozenset(at.split()),
        frozenset(failures),
        frozenset(causes),
        frozenset(encryption.split()),
        frozenset(ports),
        re.compile(host, re.IGNORECASE) if host else None,
        re.compile(said, re.IGNORECASE) if said else None,
        offered,
        kind,
        login,
        other_sender,
        temporary,
        answered,
    )


def _sends_for_another(settings: SmtpSettings) -> bool:
    user = settings.username or ""
    return "@" in user and user.casefold() != settings.sender_address.casefold()


_NO_ANSWER = (Failure.TIMED_OUT, Failure.DROPPED)
_YANDEX = r"(^|\.)yandex\.\w+$"
_MAIL_RU = r"(^|\.)(mail|inbox|list|bk)\.ru$"
_GMAIL = r"(^|\.)(gmail|googlemail)\.com$"
_MICROSOFT = r"(^|\.)(office365|outlook)\.com$"


def _of_tokens() -> Iterator[_Line]:
    """Yield a line for each reason why there is no token, with the fields that it is about."""
    fields = {
        Cause.TOKEN_WRONG_SECRET: "client_secret",
        Cause.TOKEN_SECRET_ENDED: "client_secret",
        Cause.TOKEN_NO_SUCH_CLIENT: "oauth2",
        Cause.TOKEN_NO_SUCH_TENANT: "oauth2",
        Cause.TOKEN_GRANT_ENDED: "refresh_token",
        Cause.TOKEN_PERSON_NEEDED: "refresh_token",
        Cause.TOKEN_DENIED: "refresh_token",
        Cause.TOKEN_WRONG_SCOPE: "oauth2",
        Cause.TOKEN_NOT_LASTING: "oauth2",
        Cause.TOKEN_WRONG_KEY: "service_account_key username",
    }
    for cause in Cause:
        if cause.startswith("token-") and cause not in {Cause.TOKEN_NOT_TAKEN, Cause.TOKEN_LATER}:
            yield _line(cause, Failure.TOKEN_REFUSED, causes=(cause,), fields=fields.get(cause, ""))


TABLE = (
    _line("token-later", Failure.TOKEN_TROUBLE),
    *_of_tokens(),
    _line("passwords-ended", causes=(Cause.PASSWORDS_ENDED,), fields="authentication"),
    _line("login-switched-off", causes=(Cause.LOGIN_SWITCHED_OFF,), kind="oauth2"),
    _line("token-not-taken-microsoft", Failure.TOKEN_NOT_TAKEN, host=_MICROSOFT, fields="username oauth2"),
    _line("token-not-taken", Failure.TOKEN_NOT_TAKEN, fields="username oauth2"),
    _line("login-later", Failure.LOGIN_REFUSED, temporary=True),
    _line("later", temporary=True),
    _line("host-unknown", Failure.NAME_NOT_FOUND, fields="host"),
    _line("dns", at=Phase.RESOLVE),
    _line("port-25", at=Phase.CONNECT, ports=(25,), fields="port encryption"),
    _line("port-closed", Failure.UNREACHABLE, at=Phase.CONNECT, said="refused", fields="port host"),
    _line("firewall", at=Phase.CONNECT, fields="port host"),
    _line("ssl-where-starttls", Failure.NO_TLS_OFFERED, encryption="ssl", fields="encryption port"),
    _line("starttls-refused", Failure.NO_TLS_OFFERED, encryption="starttls", fields="encryption port"),
    _line("ca-file", Failure.CERTIFICATE, said="ca_file", fields="ca_file"),
    _line("certificate-name", Failure.CERTIFICATE, said=r"mismatch|not valid for", fields="host"),
    _line("certificate-expired", Failure.CERTIFICATE, said="expired"),
    _line("certificate-own", Failure.CERTIFICATE, fields="ca_file verify_certificate"),
    _line("tls-broken", at=Phase.TLS, fields="encryption port"),
    _line("starttls-where-ssl", *_NO_ANSWER, at=Phase.GREETING, ports=(465,), fields="encryption port"),
    _line("no-greeting", *_NO_ANSWER, at=Phase.GREETING, fields="encryption port"),
    _line("not-welcome", Failure.SERVER_REFUSED, at=Phase.GREETING),
    _line("hello-refused", Failure.SERVER_REFUSED, at=Phase.EHLO, fields="local_hostname"),
    _line(
        "login-behind-starttls",
        Failure.NO_AUTH_OFFERED,
        encryption="none",
        offered="starttls",
        fields="encryption port",
    ),
    _line("token-not-offered", Failure.NO_AUTH_OFFERED, kind="oauth2", fields="authentication host"),
    _line("login-other-way", Failure.NO_AUTH_OFFERED, answered=True, fields="authentication encryption"),
    _line("login-not-offered", Failure.NO_AUTH_OFFERED, fields="authentication encryption"),
    _line("tls-required", causes=(Cause.TLS_REQUIRED,), fields="encryption port"),
    _line("tls-required", Failure.LOGIN_REFUSED, said=r"start ?tls", fields="encryption port"),
    _line("secret-unreadable", Failure.SECRET_UNREADABLE, kind="oauth2", fields="client_secret"),
    _line("password-unreadable", Failure.SECRET_UNREADABLE, fields="password"),
    _line("yandex-access", Failure.LOGIN_REFUSED, said="access rights"),
    _line("password-yandex", Failure.LOGIN_REFUSED, host=_YANDEX, fields="password username"),
    _line("password-mail-ru", Failure.LOGIN_REFUSED, host=_MAIL_RU, fields="password username"),
    _line("password-gmail", Failure.LOGIN_REFUSED, host=_GMAIL, fields="password username"),
    _line("microsoft-login", Failure.LOGIN_REFUSED, host=_MICROSOFT),
    _line("microsoft-login", Failure.LOGIN_REFUSED, said="SmtpClientAuthentication"),
    _line("password-application", Failure.LOGIN_REFUSED, said=r"app\w*[ -](specific )?password", fields="password"),
    _line("login-refused", Failure.LOGIN_REFUSED, fields="password username"),
    _line("login-needed", at=Phase.MAIL, causes=(Cause.AUTHENTICATION,), login=False, fields="authentication"),
    _line(
        "sender-is-user",
        at=Phase.MAIL,
        causes=(Cause.SENDER_REFUSED, Cause.POLICY),
        other_sender=True,
        fields="sender_address",
    ),
    _line("sender-refused", at=Phase.MAIL, causes=(Cause.SENDER_REFUSED,), fields="sender_address"),
    _line(
        "sender-maybe",
        at=Phase.MAIL,
        causes=(Cause.POLICY, Cause.RELAYING_DENIED, Cause.OTHER_PERMANENT, Cause.BAD_ADDRESS),
        fields="sender_address",
    ),
    _line("sender-unusable", Failure.SENDER_UNUSABLE, fields="sender_address"),
    _line("sender-latin", Failure.NEEDS_SMTPUTF8, fields="sender_address"),
    _line("login-cut-off", Failure.LOGIN_BROKEN),
    _line("slow", Failure.TIMED_OUT, fields="timeout"),
    _line("cut-off", Failure.DROPPED),
    _line("ask-the-server", fields="host"),
)
"""The last line fits whatever is left."""


def advise(settings: SmtpSettings, steps: Sequence[Step]) -> Advice | None:
    """Return what to do about a check's last step; None when nothing failed."""
    if not steps or steps[-1].ok:
        return None
    return next(line.advice for line in TABLE if line.fits(settings, steps))


def advice_params(settings: SmtpSettings) -> dict[str, str]:
    """Return what an advice's text may name."""
    return {
        "host": settings.host,
        "port": str(settings.port),
        "user": settings.username or "",
        "sender": settings.sender_address,
        "file": settings.ca_file or "",
        "provider": settings.provider or "other",
    }


def expected_steps(settings: SmtpSettings) -> list[str]:
    """Return the steps that a check goes through when all is well, in order."""
    steps = [Phase.TOKEN] if settings.authentication == "oauth2" else []
    steps += [Phase.RESOLVE, Phase.CONNECT]
    if settings.encryption == "ssl":
        steps.append(Phase.TLS)
    steps += [Phase.GREETING, Phase.EHLO]
    if settings.encryption == "starttls":
        steps += [Phase.TLS, Phase.EHLO]
    if settings.authentication != "none":
        steps.append(Phase.LOGIN)
    return [*map(str, steps), str(Phase.MAIL), "quit"]
