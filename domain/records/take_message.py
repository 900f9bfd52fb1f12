"""Taking whatever a person sends: as an answer, as an attachment, or kept until they say what it is for."""

from dataclasses import dataclass, replace

from domain.clock import Atomically
from domain.errors import GonetsError
from domain.people import Person
from domain.records.answer_question import AnswerQuestion
from domain.records.fill_record import FillRecord
from domain.records.fillings import Filling, NothingAsked, unexpected
from domain.records.keep_message import KeepMessage, SentFile
from domain.records.kept import Bundle
from domain.records.put_message import PutMessage
from domain.records.take_answer import Incoming


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message: the filling to be shown, what was kept of it, and why it was no answer."""

    filling: Filling | None = None
    kept: Bundle | None = None
    refusal: GonetsError | None = None


class TakeMessage:
    """Nothing that is sent is thrown away. `at` is the message in which the person is."""

    def __init__(
        self,
        *,
        fill: FillRecord,
        answer: AnswerQuestion,
        keep: KeepMessage,
        put: PutMessage,
        atomically: Atomically,
    ) -> None:
        self._fill = fill
        self._answer = answer
        self._keep = keep
        self._put = put
        self._atomically = atomically

    async def words(self, person: Person, incoming: Incoming, at: int | None) -> Taken:
        """Take a text: as the answer, raising what the question's check raises, else keep it."""
        try:
            return Taken(filling=await self._answer.answer_text(person, incoming))
        except NothingAsked:
            return Taken(kept=await self._keep(person, incoming, at=at))

    async def file(self, person: Person, incoming: Incoming, file: SentFile, at: int | None) -> Taken:
        """Take a file, and its caption as the answer if words are asked for; what has no place is kept."""

        async def work() -> Taken:
            filling = await self._put.follow_album(person, file)
            if filling is None:
                filling = await self._fill.filling(person)
                if filling is None:
                    return Taken(kept=await self._keep(person, incoming, file, at=at))
                if not await self._answer.wants_file(person):
                    kept = await self._keep(person, incoming, file, beside=filling.record.id)
                    return Taken(filling, kept, unexpected(filling))
                named = replace(incoming, text=None, file_name=file.name)
                filling = await self._answer.answer_file(person, named, file.content_type, file.content)
                if file.album is not None:
                    await self._put.note_album(person, file.album, filling.record.id)
            return await self._caption(person, filling, incoming)

        return await self._atomically(work)

    async def caption(self, person: Person, incoming: Incoming) -> Bundle | None:
        """Keep the words of a message whose file cannot be had; None where it has none."""
        if incoming.text is None:
            return None
        filling = await self._fill.filling(person)
        return await self._keep(person, incoming, beside=None if filling is None else filling.record.id)

    async def _caption(self, person: Person, filling: Filling, incoming: Incoming) -> Taken:
        """Take the caption of a file that is attached."""
        if incoming.text is None:
            return Taken(filling)
        refusal: GonetsError | None = None
        if filling.question is not None and filling.question.takes_text:
            try:
                return Taken(await self._answer.answer_text(person, incoming))
            except GonetsError as error:
                refusal = error
        return Taken(filling, await self._keep(person, incoming, beside=filling.record.id), refusal)
