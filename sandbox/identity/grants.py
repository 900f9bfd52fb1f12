"""The token endpoint: each grant with what it checks."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

from sandbox.identity.assertion import check
from sandbox.identity.issued import Decision, DeviceCode, RefreshToken
from sandbox.identity.known import Application, Known
from sandbox.identity.ledger import Ledger
from sandbox.identity.providers.provider import DEVICE_GRANT, JSON, JWT_GRANT, Rotation
from sandbox.identity.refusals import Refusal, Refused
from sandbox.identity.requests import check_names, check_parameters

ANY_TENANT = frozenset({"common", "organizations", "consumers"})
ITSELF = "/.default"
"""Ends the scope of an application that acts by itself at Microsoft."""
TOLERANCE = 0.1
"""Seconds that a device may be early: two machines' clocks do not tick alike."""


class Grants:
    """Gives tokens to those who may have them; everything else raises Refused."""

    def __init__(self, known: Known, ledger: Ledger) -> None:
        self._known = known
        self._ledger = ledger
        self._provider = ledger.provider

    def token(self, form: Mapping[str, str], tenant: str | None, audience: str) -> JSON:
        """Answers a token request."""
        self._check_tenant(tenant)
        grant = check_parameters(form, self._provider)
        if grant == JWT_GRANT:
            return self._by_assertion(form, audience)
        application = self._application(form, tenant)
        if grant == "client_credentials":
            return self._by_itself(form, application, tenant)
        if grant == "refresh_token":
            return self._refreshed(form, application)
        if grant == DEVICE_GRANT:
            return self._by_device(form, application)
        return self._by_code(form, application)

    def device(self, form: Mapping[str, str], tenant: str | None) -> tuple[DeviceCode, Application]:
        """Begins a device's wait (RFC 8628 section 3.1). A secret may be given here, and must be the right one then."""
        self._check_tenant(tenant)
        check_names(form, frozenset({"client_id"}), frozenset({"scope", "client_secret"}) | self._provider.optional)
        has_secret = "client_secret" in form
        application = self._application(form, tenant) if has_secret else self.application(form["client_id"], tenant)
        scopes = self.scopes(form.get("scope", ""), application)
        allowed = self._provider.device_scopes
        if DEVICE_GRANT not in self._provider.grants or (allowed is not None and not scopes <= allowed):
            raise Refused(Refusal.WRONG_SCOPE, scope=" ".join(sorted(scopes)))
        return self._ledger.new_device(application.client_id, scopes), application

    def application(self, client_id: str, tenant: str | None) -> Application:
        """Finds an application; in another company's tenant it is unknown."""
        application = self._known.applications.get(client_id)
        elsewhere = tenant not in (None, *ANY_TENANT) and application and application.tenant not in (None, tenant)
        if application is None or elsewhere:
            raise Refused(Refusal.UNKNOWN_CLIENT, client=client_id, tenant=tenant or "")
        return application

    def scopes(self, asked: str, application: Application) -> frozenset[str]:
        """Reads scopes; raises Refused for what the application may not have."""
        scopes = frozenset(asked.split()) or application.scopes
        for scope in sorted(scopes):
            if scope not in application.scopes | self._provider.free_scopes:
                raise Refused(Refusal.WRONG_SCOPE, scope=scope)
        return scopes

    def check_person(self, mailbox: str, application: Application) -> None:
        """Raises Refused where a person cannot be acted for, whatever they have consented to."""
        person = self._known.person(mailbox)
        filling = {"client": application.client_id, "name": application.name}
        if person is None:
            raise Refused(Refusal.UNKNOWN_USER)
        if person.disabled:
            raise Refused(Refusal.USER_DISABLED)
        if person.mfa_needed:
            raise Refused(Refusal.MFA_NEEDED)
        if application.blocked_by_policy:
            raise Refused(Refusal.POLICY)
        if not application.consented:
            raise Refused(Refusal.CONSENT_MISSING, **filling)

    def _check_tenant(self, tenant: str | None) -> None:
        if self._provider.has_tenants and tenant not in ANY_TENANT | self._known.tenants:
            raise Refused(Refusal.UNKNOWN_TENANT, tenant=tenant or "")

    def _application(self, form: Mapping[str, str], tenant: str | None) -> Application:
        application = self.application(form["client_id"], tenant)
        given = form.get("client_secret")
        filling = {"client": application.client_id}
        if application.secret is None:
            if given is not None:
                raise Refused(Refusal.SECRET_UNWANTED)
        elif given is None:
            raise Refused(Refusal.SECRET_MISSING)
        elif not secrets.compare_digest(given.encode(), application.secret.encode()):
            raise Refused(Refusal.WRONG_SECRET, **filling)
        elif application.secret_expired:
            raise Refused(Refusal.SECRET_EXPIRED, **filling)
        return application

    def _by_itself(self, form: Mapping[str, str], application: Application, tenant: str | None) -> JSON:
        if application.secret is None:
            raise Refused(Refusal.NOT_ALLOWED, client=application.client_id, name=application.name)
        if self._provider.has_tenants:
            if tenant in ANY_TENANT:
                raise Refused(Refusal.UNKNOWN_TENANT, tenant=tenant or "")
            if not form.get("scope", "").endswith(ITSELF):
                raise Refused(Refusal.WRONG_SCOPE, scope=form.get("scope", ""))
        scopes = self.scopes(form.get("scope", ""), application)
        if application.blocked_by_policy:
            raise Refused(Refusal.POLICY)
        # Without an administrator's consent Microsoft gives a token all the same, one that opens nothing.
        answer = self._ledger.new_access(
            application.client_id, frozenset(application.mailboxes), scopes, application.consented
        )
        answer.pop("scope", None)
        return answer

    def _refreshed(self, form: Mapping[str, str], application: Application) -> JSON:
        ledger = self._ledger
        token = ledger.refresh.get(form["refresh_token"])
        if token is None or token.client_id != application.client_id:
            raise Refused(Refusal.BAD_GRANT)
        issued = datetime.fromtimestamp(ledger.clock.now(), UTC).isoformat()
        if token.revoked or (token.used and ledger.rotation is Rotation.ONCE):
            raise Refused(Refusal.REVOKED, issued=issued, revoked=issued)
        if token.expires_at < ledger.clock.now():
            raise Refused(Refusal.EXPIRED, issued=issued)
        self.check_person(token.mailbox, application)
        scopes = self.scopes(form["scope"], application) if form.get("scope") else token.scopes
        if not scopes <= token.scopes | self._provider.free_scopes:
            raise Refused(Refusal.WRONG_SCOPE, scope=" ".join(sorted(scopes - token.scopes)))
        token.used = True
        answer = ledger.new_access(application.client_id, frozenset({token.mailbox}), scopes, True)
        if ledger.rotation is not Rotation.KEPT:
            answer["refresh_token"] = ledger.new_refresh(application.client_id, token.mailbox, token.scopes).value
        return answer

    def _by_device(self, form: Mapping[str, str], application: Application) -> JSON:
        now = self._ledger.clock.now()
        device = self._ledger.devices.get(form["device_code"])
        if device is None or device.client_id != application.client_id:
            raise Refused(Refusal.BAD_GRANT)
        if device.used:
            raise Refused(Refusal.CODE_USED)
        if device.expires_at < now:
            raise Refused(Refusal.CODE_EXPIRED)
        since, device.asked_at = device.asked_at, now
        if since is not None and now - since < device.interval - TOLERANCE:
            # RFC 8628 section 3.5: from now on everybody waits five seconds more.
            device.interval += 5
            raise Refused(Refusal.SLOW_DOWN)
        if device.decision is Decision.PENDING:
            raise Refused(Refusal.PENDING)
        if device.decision is Decision.DENIED:
            raise Refused(Refusal.DENIED)
        self.check_person(device.mailbox, application)
        device.used = True
        offline = self._provider.offline_scope
        return self._for_person(application, device.mailbox, device.scopes, offline is None or offline in device.scopes)

    def _by_code(self, form: Mapping[str, str], application: Application) -> JSON:
        code = self._ledger.codes.get(form["code"])
        if code is None or code.asked.client_id != application.client_id:
            raise Refused(Refusal.BAD_GRANT)
        if code.used or code.expires_at < self._ledger.clock.now():
            raise Refused(Refusal.CODE_USED)
        if form["redirect_uri"] != code.asked.redirect_uri:
            raise Refused(Refusal.WRONG_REDIRECT, redirect=form["redirect_uri"])
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != code.asked.challenge:
            raise Refused(Refusal.WRONG_VERIFIER)
        self.check_person(code.mailbox, application)
        code.used = True
        return self._for_person(application, code.mailbox, code.asked.scopes, code.asked.offline)

    def _by_assertion(self, form: Mapping[str, str], audience: str) -> JSON:
        account, claims = check(form["assertion"], self._known, audience, self._ledger.clock.now())
        scopes = frozenset(str(claims.get("scope", "")).split())
        mailbox = claims.get("sub")
        if account.disabled or not scopes:
            raise Refused(Refusal.BAD_GRANT)
        if mailbox is None:
            return self._ledger.new_access(account.email, frozenset(), scopes, True)
        person = self._known.person(str(mailbox))
        if person is None:
            raise Refused(Refusal.UNKNOWN_USER)
        if person.disabled:
            raise Refused(Refusal.USER_DISABLED)
        if not scopes <= account.scopes or person.mailbox.casefold() not in account.mailboxes:
            raise Refused(Refusal.NOT_ALLOWED)
        answer = self._ledger.new_access(account.email, frozenset({person.mailbox}), scopes, True)
        answer.pop("scope", None)
        return answer

    def _for_person(self, application: Application, mailbox: str, scopes: frozenset[str], offline: bool) -> JSON:
        answer = self._ledger.new_access(application.client_id, frozenset({mailbox}), scopes, True)
        if offline:
            token: RefreshToken = self._ledger.new_refresh(application.client_id, mailbox, scopes)
            answer["refresh_token"] = token.value
        return answer
