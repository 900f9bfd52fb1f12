"""Placing what was kept: into a draft's text, among its attachments, or into a new notification."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.clock import Atomically
from domain.errors import GonetsError
from domain.file_names import file_name
from domain.large_contents import LargeContent
from domain.messages.rich_text import RichText
from domain.people import Person
from domain.records.answer_question import AnswerQuestion
from domain.records.file_ref import FileRef
from domain.records.files import Files
from domain.records.fill_record import FillRecord
from domain.records.fillings import Filling, Fillings
from domain.records.keep_message import SentFile
from domain.records.kept import Bundle, KeptPieces, Piece
from domain.records.record import Answer, Record, Records
from domain.records.stored_templates import StoredTemplates
from domain.records.take_answer import Incoming, TakeAnswer
from domain.records.template import RecordTemplate, StoredTemplate
from domain.records.template_access import TemplateAccess
from domain.records.types.attribute import Attribute, is_given
from domain.records.types.text import rich_text_of


class NothingKept(GonetsError):
    """What the button was about has found its place already."""

    key = "error-nothing-kept"


@dataclass(frozen=True, slots=True)
class Choices:
    """Where a bundle could go: the draft, if there is one, and what of the bundle has a place in it."""

    draft: Record | None
    text: bool
    replaces: bool
    files: bool


@dataclass(frozen=True, slots=True)
class MessagePut:
    """The filling that is to be shown, and what of the bundle is left without one."""

    filling: Filling
    left: Bundle


class PutMessage:
    """Moves what was kept to where the person wants it. What has no place there stays kept."""

    def __init__(
        self,
        *,
        kept: KeptPieces,
        fillings: Fillings,
        records: Records,
        configured: StoredTemplates,
        files: Files,
        access: TemplateAccess,
        fill: FillRecord,
        answer: AnswerQuestion,
        take: TakeAnswer,
        atomically: Atomically,
    ) -> None:
        self._kept = kept
        self._fillings = fillings
        self._records = records
        self._configured = configured
        self._files = files
        self._access = access
        self._fill = fill
        self._answer = answer
        self._take = take
        self._atomically = atomically

    async def choices(self, person: Person, bundle: Bundle) -> Choices:
        """Return where a bundle could go."""
        draft = await self._records.editable(person.telegram_id)
        stored = None if draft is None else await self._configured.template_by_id(draft.template_id)
        if draft is None or stored is None:
            return Choices(None, text=False, replaces=False, files=False)
        text = growing(stored.document) if bundle.text is not None else None
        replaces = text is not None and is_given(draft.values.get(text.system_name))
        files = bool(bundle.files) and _for_files(stored.document) is not None
        return Choices(draft, text=text is not None, replaces=replaces, files=files)

    async def put(self, person: Person, record_id: int, bundle_id: int, *, replace: bool) -> MessagePut:
        """Add to a draft's text and attachments, or put the words in the text's place.

        Raises NothingKept, NotEditable, and what the text's check raises.
        """

        async def work() -> MessagePut:
            bundle = await self.waiting(person, bundle_id)
            record, stored = await self._fillings.open(person, record_id)
            await self._access.check(person, stored)
            self._fillings.check_editable(record)
            return await self._moved(person, bundle, record, stored, replace=replace)

        return await self._atomically(work)

    async def begin(self, person: Person, bundle_id: int, template_id: int) -> MessagePut:
        """Begin a new notification with it; raises NothingKept, and what a beginning and the text's check raise."""

        async def work() -> MessagePut:
            bundle = await self.waiting(person, bundle_id)
            filling = await self._fill.start(person, template_id)
            return await self._moved(person, bundle, filling.record, filling.template, replace=True)

        return await self._atomically(work)

    async def answer_with(self, person: Person, record_id: int, bundle_id: int) -> Filling:
        """Take a bundle's words as the answer to the open question of a record.

        Raises NothingKept, NothingAsked, and what the value's check raises.
        """

        async def work() -> Filling:
            bundle = await self.waiting(person, bundle_id)
            if bundle.text is None or bundle.record_id != record_id:
                raise NothingKept
            first = bundle.words[0]
            incoming = Incoming(person.telegram_id, first.message_id, first.sent_at, bundle.text)
            filling = await self._answer.answer_text(person, incoming)
            await self._kept.used([piece.id for piece in bundle.words], words=True, files=False)
            return filling

        return await self._atomically(work)

    async def follow_album(self, person: Person, file: SentFile) -> Filling | None:
        """Attach a later part of an album to the record that its first went to; None where it went to none."""

        async def work() -> Filling | None:
            bundle = None if file.album is None else await self._kept.of_album(person.telegram_id, file.album)
            record = None if bundle is None or bundle.record_id is None else await self._records.get(bundle.record_id)
            if bundle is None or bundle.pieces or record is None or record.disabled or not record.status.is_editable:
                return None
            record, stored = await self._fillings.open(person, record.id)
            attribute = _for_files(stored.document)
            if attribute is None or not _has_room(attribute, record.values, len(file.content)):
                return None
            ref = await self._attached(record, file_name(file.name), file.content_type, file.content)
            value = attribute.with_item(record.values.get(attribute.system_name), ref)
            await self._fillings.save(record, {**record.values, attribute.system_name: value}, stored)
            return await self._take.filling_of(person, record.id, stored)

        return await self._atomically(work)

    async def note_album(self, person: Person, album: str, record_id: int) -> None:
        """Keep where an album's first file went, so that the others follow it."""

        async def work() -> None:
            if await self._kept.of_album(person.telegram_id, album) is None:
                await self._kept.add(person.telegram_id, record_id, album, self._take.moment(person).now)

        await self._atomically(work)

    async def drop(self, person: Person, bundle_id: int) -> None:
        """Throw it away, as the person has said."""

        async def work() -> None:
            bundle = await self.waiting(person, bundle_id)
            await self._kept.used([piece.id for piece in bundle.pieces], words=True, files=True)

        await self._atomically(work)

    async def waiting(self, person: Person, bundle_id: int) -> Bundle:
        """Return what waits for a place; raises NothingKept."""
        bundle = await self._kept.get(person.telegram_id, bundle_id)
        if bundle is None or not bundle.pieces:
            raise NothingKept(f"bundle {bundle_id}")
        return bundle

    async def _moved(
        self, person: Person, bundle: Bundle, record: Record, stored: StoredTemplate, *, replace: bool
    ) -> MessagePut:
        values = dict(record.values)
        await self._put_words(person, bundle, record, stored, values, replace=replace)
        await self._put_files(bundle.files, record, stored, values)
        return await self._saved(person, bundle, record, stored, values)

    async def _put_words(
        self,
        person: Person,
        bundle: Bundle,
        record: Record,
        stored: StoredTemplate,
        values: dict[str, Any],
        *,
        replace: bool,
    ) -> None:
        text, attribute = bundle.text, growing(stored.document)
        if text is None or attribute is None:
            return
        name = attribute.system_name
        before = rich_text_of(values.get(name))
        adds = bool(before.text.strip()) and not replace
        whole = RichText.joined([before, text], "\n") if adds else text
        values[name] = attribute.written(whole, self._take.moment(person))
        if not adds:
            await self._records.forget_answers(record.id, name)
        for piece in bundle.words:
            if piece.text is not None:
                value = piece.text.to_json()
                answer = Answer(person.telegram_id, piece.message_id, record.id, name, value, piece.sent_at, added=True)
                await self._records.add_answer(answer)
        await self._kept.used([piece.id for piece in bundle.words], words=True, files=False)

    async def _put_files(
        self, pieces: tuple[Piece, ...], record: Record, stored: StoredTemplate, values: dict[str, Any]
    ) -> None:
        attribute = _for_files(stored.document)
        for piece in pieces:
            if attribute is None or piece.file is None or not _has_room(attribute, values, piece.file.size):
                continue
            content = await self._kept.content(piece.id)
            ref = await self._attached(record, piece.file.name, piece.file.content_type, content)
            values[attribute.system_name] = attribute.with_item(values.get(attribute.system_name), ref)
            await self._kept.used([piece.id], words=False, files=True)

    async def _attached(
        self, record: Record, name: str, content_type: str, content: bytes | LargeContent
    ) -> dict[str, Any]:
        number = await self._files.add(record.id, name, content_type, content)
        return FileRef(number, name, content_type, len(content)).to_json()

    async def _saved(
        self, person: Person, bundle: Bundle, record: Record, stored: StoredTemplate, values: Mapping[str, Any]
    ) -> MessagePut:
        if values != record.values:
            await self._fillings.save(record, values, stored)
        await self._kept.note_record(bundle.id, record.id)
        left = await self._kept.get(person.telegram_id, bundle.id)
        current = await self._fillings.reload(record.id)
        asking = await self._records.asking(person.telegram_id)
        elsewhere = asking is None or asking.record_id != record.id
        if current.next_question(stored.document) is None and elsewhere:
            # Another record's question, if one is open, stays so.
            return MessagePut(Filling(current, stored, None), left or bundle)
        return MessagePut(await self._fillings.go_on(current, stored), left or bundle)


def growing(template: RecordTemplate) -> Attribute | None:
    """Return the attribute to which more words can be added; None where the form has none."""
    return next((item for item in template.form_attributes if item.grows), None)


def _for_files(template: RecordTemplate) -> Attribute | None:
    return next((item for item in template.form_attributes if item.takes_files), None)


def _has_room(attribute: Attribute, values: Mapping[str, Any], size: int) -> bool:
    """Whether a file can be added without putting another one out."""
    before = values.get(attribute.system_name)
    if is_given(before) and not attribute.multiple:
        return False
    try:
        attribute.check_room(before, size)
    except GonetsError:
        return False
    return True
