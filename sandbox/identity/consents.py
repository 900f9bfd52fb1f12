"""Questions to a person: may this application send mail for you? By a device's code, or in a browser on its way."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from sandbox.identity.grants import Grants
from sandbox.identity.issued import ConsentRequest, Decision
from sandbox.identity.known import Application, Known
from sandbox.identity.ledger import Ledger
from sandbox.identity.refusals import Refusal, Refused
from sandbox.identity.requests import check_names

NEEDED = frozenset({"response_type", "client_id", "redirect_uri", "code_challenge", "code_challenge_method"})
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Question:
    """What a page asks: about whom, for what, as whom."""

    application: Application
    scopes: frozenset[str]
    mailboxes: tuple[str, ...]


class Consents:
    """Begins questions and takes answers; what cannot be asked raises Refused."""

    def __init__(self, known: Known, ledger: Ledger, grants: Grants) -> None:
        self._known = known
        self._ledger = ledger
        self._grants = grants

    def begin(self, query: Mapping[str, str], tenant: str | None) -> tuple[ConsentRequest, Question]:
        """Begins the authorization code grant; only S256 is taken (RFC 7636, RFC 9700 section 2.1.1)."""
        provider = self._ledger.provider
        check_names(query, NEEDED, frozenset({"state", "scope"}) | provider.optional | {"prompt"})
        application = self._grants.application(query["client_id"], tenant)
        if not _registered(query["redirect_uri"], application):
            raise Refused(Refusal.WRONG_REDIRECT, redirect=query["redirect_uri"])
        if query["response_type"] != "code":
            raise Refused(Refusal.INVALID_REQUEST, what="response_type")
        if query["code_challenge_method"] != "S256" or not CHALLENGE.fullmatch(query["code_challenge"]):
            raise Refused(Refusal.INVALID_REQUEST, what="code_challenge")
        scopes = self._grants.scopes(query.get("scope", ""), application)
        if not provider.needed_scopes <= scopes:
            raise Refused(Refusal.WRONG_SCOPE, scope=" ".join(sorted(scopes)))
        scope, extra = provider.offline_scope, provider.offline_query
        offline = (scope is None or scope in scopes) and (extra is None or query.get(extra[0]) == extra[1])
        asked = ConsentRequest(
            secrets.token_urlsafe(16),
            application.client_id,
            query["redirect_uri"],
            query.get("state"),
            query["code_challenge"],
            scopes,
            offline,
        )
        self._ledger.asked[asked.id] = asked
        return asked, self._question(application, scopes)

    def decide(self, asked_id: str, allowed: bool, mailbox: str) -> str:
        """Takes the answer once, and returns where the browser goes with it."""
        asked = self._ledger.asked.pop(asked_id, None)
        if asked is None:
            raise Refused(Refusal.CODE_USED)
        back = {} if asked.state is None else {"state": asked.state}
        if allowed:
            back |= {"code": self._ledger.new_code(asked, self._person(mailbox)).value}
        else:
            back |= {"error": "access_denied"}
        return f"{asked.redirect_uri}{'&' if urlsplit(asked.redirect_uri).query else '?'}{urlencode(back)}"

    def device(self, user_code: str) -> Question:
        """Finds what a device's code asks for; raises Refused for one that is unknown, decided or too old."""
        device = self._ledger.device_of(user_code)
        if device is None:
            raise Refused(Refusal.BAD_GRANT)
        if device.expires_at < self._ledger.clock.now():
            raise Refused(Refusal.CODE_EXPIRED)
        if device.decision is not Decision.PENDING:
            raise Refused(Refusal.CODE_USED)
        return self._question(self._known.applications[device.client_id], device.scopes)

    def decide_device(self, user_code: str, allowed: bool, mailbox: str) -> None:
        """Takes the answer about a device, once."""
        self.device(user_code)
        device = self._ledger.device_of(user_code)
        if device is None:
            raise Refused(Refusal.BAD_GRANT)
        if allowed:
            device.mailbox = self._person(mailbox)
        device.decision = Decision.ALLOWED if allowed else Decision.DENIED

    def _question(self, application: Application, scopes: frozenset[str]) -> Question:
        mailboxes = tuple(person.mailbox for person in self._known.people.values() if not person.disabled)
        return Question(application, scopes, mailboxes)

    def _person(self, mailbox: str) -> str:
        person = self._known.person(mailbox)
        if person is None:
            raise Refused(Refusal.UNKNOWN_USER)
        return person.mailbox


def _registered(redirect_uri: str, application: Application) -> bool:
    """A program on a computer listens on a port of its own choice (RFC 8252 section 7.3)."""
    if redirect_uri in application.redirect_uris:
        return True
    given = urlsplit(redirect_uri)
    if given.scheme != "http" or given.hostname not in ("127.0.0.1", "localhost", "::1"):
        return False
    known = [urlsplit(uri) for uri in application.redirect_uris]
    return any((one.scheme, one.hostname, one.path) == (given.scheme, given.hostname, given.path) for one in known)
