"""Letting a connection log in by a code that a person confirms in a browser, while the bot waits."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import SecretStr

from domain.checking.check_connection import DraftHasMistakes
from domain.checking.enter_password import EnterPassword
from domain.clock import Atomically, Clock
from domain.configuration.document import read_object
from domain.configured.connection import Connection
from domain.configured.stored import StoredSecrets
from domain.destinations import keeps_secret
from domain.editing.draft import Drafts, ObjectChanged, editable
from domain.editing.editor import Editor
from domain.errors import DatabaseTrouble, GonetsError, NotFound
from domain.logins.oauth2.consents import DeviceConsent
from domain.logins.oauth2.device_waits import CHANGED, GIVEN, GIVEN_UP, DeviceWait, DeviceWaits, ForWhat
from domain.logins.oauth2.endpoints import Endpoints
from domain.logins.oauth2.login import CLIENT_SECRET, REFRESH_TOKEN
from domain.messages.sending import NoToken
from domain.messages.token_cause import TokenCause
from domain.people import Person
from domain.runs.mend_connection import MendConnection
from domain.sections import Section

Pause = Callable[[float], Awaitable[None]]
Result = TypeVar("Result")

AFTER_TROUBLE = 1.0
TRIES_TO_KEEP = 60
"""How often it is tried to write down what a provider has given, a second apart, while the database takes nothing."""


class NoDeviceCode(GonetsError):
    """The connection does not log in by a device's code, or not any more."""

    key = "error-no-device-code"


@dataclass(frozen=True, slots=True)
class DeviceTarget:
    """What logs in. `raw` is its document as it is kept, `document` what that says."""

    what: ForWhat
    document: Connection
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """What waiting has come to; `words` are the provider's, safe to show."""

    outcome: str
    words: str = ""


class DeviceLogin:
    """For administrators only. What a provider gives is kept for the connection that it was asked for, and no other."""

    def __init__(
        self,
        *,
        mend: MendConnection,
        editor: Editor,
        drafts: Drafts,
        configured: StoredSecrets,
        enter: EnterPassword,
        waits: DeviceWaits,
        endpoints: Endpoints,
        clock: Clock,
        atomically: Atomically,
        wait: Pause,
    ) -> None:
        self._mend = mend
        self._editor = editor
        self._drafts = drafts
        self._configured = configured
        self._enter = enter
        self.waits = waits
        self._endpoints = endpoints
        self._clock = clock
        self._atomically = atomically
        self._wait = wait

    async def target(self, person: Person, what: ForWhat) -> DeviceTarget:
        """Return what is to log in; raises NotYours, NotFound, DraftGone, DraftHasMistakes and NoDeviceCode."""
        raw: Mapping[str, Any]
        if what.draft_id is not None:
            draft = (await self._editor.look(person, what.draft_id)).draft
            if draft.section is not Section.CONNECTIONS:
                raise NotFound(f"draft {what.draft_id} of a connection")
            raw = draft.document
            found, mistakes = read_object(dict(raw), (draft.section, 0), Connection)
            if not isinstance(found, Connection) or mistakes:
                raise DraftHasMistakes(mistakes)
            document = found
        else:
            document = (await self._mend.look(person, what.number)).connection.document
            raw = editable(document)
        if not document.by_device_code:
            raise NoDeviceCode
        return DeviceTarget(what, document, raw)

    async def begin(self, person: Person, target: DeviceTarget) -> DeviceWait:
        """Ask the provider for a code, and keep it; raises NoToken."""
        oauth2 = target.document.oauth2
        if oauth2 is None:
            raise NoDeviceCode
        consent = DeviceConsent(self._endpoints, self._clock, _no_pause)
        code = await consent.start(oauth2, await self._application(target), proxied=target.document.oauth2_proxy)
        return await self._atomically(lambda: self.waits.add(target.what, person.telegram_id, code, target.raw))

    def target_of(self, wait: DeviceWait) -> DeviceTarget:
        """Return what a kept code was asked for."""
        return DeviceTarget(wait.what, Connection.from_stored(dict(wait.document)), wait.document)

    async def finish(self, person: Person, target: DeviceTarget, wait: DeviceWait, pause: Pause) -> Ended:
        """Wait until the person has decided, and keep what was given. Raises what `pause` raises."""
        oauth2 = target.document.oauth2
        if oauth2 is None:
            raise NoDeviceCode
        consent = DeviceConsent(self._endpoints, self._clock, pause)
        try:
            secrets = await self._application(target)
            token = await consent.finish(oauth2, wait.code, secrets, proxied=target.document.oauth2_proxy)
        except NoToken as failure:
            ended = refusal(failure)
        else:
            given = token.refresh_token
            ended = Ended(GIVEN_UP) if given is None else await self._keep(person, wait, given)
        if ended.outcome not in {GIVEN, GIVEN_UP}:
            await self._written(lambda: self.waits.end(wait.id, ended.outcome, ended.words))
        return ended

    async def give_up(self, person: Person, wait_id: int) -> bool:
        """Wait no longer; False where it was over already. Raises NotYours."""
        await self._editor.office(person)
        return await self._atomically(lambda: self.waits.remove(wait_id))

    async def _application(self, target: DeviceTarget) -> dict[str, SecretStr]:
        """Return the application's own secret, where it has one that may go where the code comes from."""
        document = target.document
        if CLIENT_SECRET not in document.login_secrets.known:
            return {}
        secret, draft = None, None
        if target.what.draft_id is not None:
            draft = await self._drafts.get(target.what.draft_id)
        if draft is not None and keeps_secret(draft.document, target.raw, CLIENT_SECRET):
            secret = await self._drafts.secret(draft, CLIENT_SECRET)
        if secret is None:
            destination = document.destination(CLIENT_SECRET)
            secret = await self._configured.secret(document.system_name, CLIENT_SECRET, destination)
        return {} if secret is None else {CLIENT_SECRET: secret}

    async def _keep(self, person: Person, wait: DeviceWait, token: SecretStr) -> Ended:
        async def work() -> Ended:
            if not await self.waits.end(wait.id, GIVEN):
                return Ended(GIVEN_UP)
            if wait.what.draft_id is None:
                await self._enter.for_destination(person, wait.what.number, wait.document, token, REFRESH_TOKEN)
                return Ended(GIVEN)
            draft = (await self._editor.look(person, wait.what.draft_id)).draft
            if not keeps_secret(wait.document, draft.document, REFRESH_TOKEN):
                raise ObjectChanged(f"draft {draft.id}: another destination")
            await self._drafts.set_secret(draft.id, REFRESH_TOKEN, token)
            await self._drafts.write(draft, draft.document, person.telegram_id)
            return Ended(GIVEN)

        try:
            return await self._written(work)
        except DatabaseTrouble:
            raise
        except GonetsError:
            return Ended(CHANGED)

    async def _written(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """Write down what has come, as soon as the database lets us: a provider gives a code's token once."""
        for _ in range(TRIES_TO_KEEP - 1):
            try:
                return await self._atomically(work)
            except DatabaseTrouble:
                await self._wait(AFTER_TROUBLE)
        return await self._atomically(work)


def refusal(failure: NoToken) -> Ended:
    """Return what a refusal comes to."""
    reply = failure.reply
    cause = None if reply is None else reply.token
    return Ended(str(cause or TokenCause.LATER), "" if reply is None else reply.text)


async def _no_pause(_: float) -> None:
    return None
