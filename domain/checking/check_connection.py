"""Checking a connection for an administrator: the one in force, or what a draft would make of it, before it does."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass

from domain.clock import Clock
from domain.configuration.document import read_object
from domain.configured.connection import Connection
from domain.deliveries.delivery import reply_line
from domain.deliveries.lanes import Hold
from domain.deliveries.outbox import Outbox
from domain.deliveries.suspension import ConnectionState
from domain.documents import Stored
from domain.editing.draft import Draft, Drafts, ObjectChanged
from domain.editing.editor import Editor
from domain.errors import GonetsError, NotFound
from domain.messages.answers import judge
from domain.messages.sending import MailSender, SmtpSettings, Step, TellStep
from domain.mistakes import Mistake
from domain.people import Person
from domain.runs.mend_connection import MendConnection
from domain.sections import Section
from domain.servers.server_settings import ServerSettings


class BeingProbed(GonetsError):
    """The connection is being probed by itself at this moment."""

    key = "error-being-probed"
    temporary = True


class DraftHasMistakes(GonetsError):
    """What the draft says is not a connection yet."""

    key = "error-draft-has-mistakes"

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Checkable:
    """What can be checked. `stored` is the connection in force, None where it is only what a draft says."""

    title: str
    settings: SmtpSettings
    stored: Stored[Connection] | None = None
    draft: Draft | None = None
    suspended: bool = False

    @property
    def enabled(self) -> bool:
        """Whether letters may go through it when it works."""
        return self.stored is None or self.stored.document.enabled


class CheckConnection:
    """Looks at a mail server step by step. A suspended connection is probed, so that it goes on when it works."""

    def __init__(
        self,
        *,
        mend: MendConnection,
        outbox: Outbox,
        editor: Editor,
        drafts: Drafts,
        settings: ServerSettings,
        sender: MailSender,
        clock: Clock,
    ) -> None:
        self._mend = mend
        self._outbox = outbox
        self._editor = editor
        self._drafts = drafts
        self._settings = settings
        self._sender = sender
        self._clock = clock

    async def of_connection(self, person: Person, connection_id: int) -> Checkable:
        """Return the connection as it is in force; raises NotYours, NotFound, SecretMissing, SecretUnreadable."""
        standing = await self._mend.look(person, connection_id)
        stored = standing.connection
        settings = await self._settings(stored)
        return Checkable(stored.document.title, settings, stored, suspended=standing.hold is Hold.SUSPENDED)

    async def of_draft(self, person: Person, draft_id: int, revision: int) -> Checkable:
        """Return what a draft says, with its own secrets, else the connection's, if they were entered for this server.

        Raises NotYours, DraftGone, ObjectChanged, DraftHasMistakes, SecretMissing, SecretUnreadable.
        """
        editing = await self._editor.look(person, draft_id)
        draft = editing.draft
        if draft.section is not Section.CONNECTIONS:
            raise NotFound(f"draft {draft_id} of a connection")
        if draft.revision != revision:
            raise ObjectChanged(f"draft {draft_id}: {revision}, now {draft.revision}")
        document, mistakes = read_object(dict(draft.document), (draft.section, 0), Connection)
        if not isinstance(document, Connection) or mistakes:
            raise DraftHasMistakes(mistakes)
        stored = editing.office.connection(draft.object_id)
        settings = await self._settings.of_draft(draft, self._drafts, document, stored)
        return Checkable(document.title, settings, draft=draft)

    async def __call__(self, person: Person, what: Checkable, tell: TellStep) -> Step:
        """Go through the steps, telling each; return the last one. Raises BeingProbed."""
        last: list[Step] = []

        async def told(step: Step) -> None:
            last[:] = [step]
            await tell(step)

        if what.stored is not None and what.suspended:
            if not await self._mend.probe(person, what.stored.id, told) or not last:
                raise BeingProbed(f"connection {what.stored.id}")
            return last[0]
        async with aclosing(self._sender.check(what.settings)) as steps:
            async for step in steps:
                await told(step)
        if what.stored is not None:
            await self.note(what.stored, last[0])
        return last[0]

    async def note(self, stored: Stored[Connection], last: Step) -> None:
        """Keep how the connection fared in a check that ended with this step."""
        now = self._clock()

        def fares(state: ConnectionState) -> ConnectionState:
            if last.ok:
                return state.accepted(stored.revision, now)
            words = None if last.reply is None else reply_line(last.reply)
            return state.troubled(now, judge(last.failure, last.reply).cause, words)

        await self._outbox.note(stored, fares, now)
