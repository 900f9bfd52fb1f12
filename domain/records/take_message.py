"""Taking whatever a person sends: as an answer, as an attachment, or kept until they say what it is for."""

from dataclasses import dataclass, replace

from domain.clock import Atomically
from domain.errors import GonetsError
from domain.people import Person
from domain.records.answer_question import AnswerQuestion
from domain.records.fill_record import FillRecord
from domain.records.keep_message import KeepMessage, SentFile
from domain.records.kept import Bundle
from domain.records.place_message import PlaceMessage
from domain.records.places import NothingAsked, Place, unexpected
from domain.records.take_answer import Incoming


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a message: the place to be shown, what was kept of it, and why it was no answer."""

    place: Place | None = None
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
        put: PlaceMessage,
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
            return Taken(place=await self._answer.answer_text(person, incoming))
        except NothingAsked:
            return Taken(kept=await self._keep(person, incoming, at=at))

    async def file(self, person: Person, incoming: Incoming, file: SentFile, at: int | None) -> Taken:
        """Take a file, and its caption as the answer if words are asked for; what has no place is kept."""

        async def work() -> Taken:
            place = await self._put.follow_album(person, file)
            if place is None:
                place = await self._fill.place(person)
                if place is None:
                    return Taken(kept=await self._keep(person, incoming, file, at=at))
                if not await self._answer.wants_file(person):
                    kept = await self._keep(person, incoming, file, beside=place.record.id)
                    return Taken(place, kept, unexpected(place))
                named = replace(incoming, text=None, file_name=file.name)
                place = await self._answer.answer_file(person, named, file.content_type, file.content)
                if file.album is not None:
                    await self._put.note_album(person, file.album, place.record.id)
            return await self._caption(person, place, incoming)

        return await self._atomically(work)

    async def caption(self, person: Person, incoming: Incoming) -> Bundle | None:
        """Keep the words of a message whose file cannot be had; None where it has none."""
        if incoming.text is None:
            return None
        place = await self._fill.place(person)
        return await self._keep(person, incoming, beside=None if place is None else place.record.id)

    async def _caption(self, person: Person, place: Place, incoming: Incoming) -> Taken:
        """Take the caption of a file that is attached."""
        if incoming.text is None:
            return Taken(place)
        refusal: GonetsError | None = None
        if place.question is not None and place.question.takes_text:
            try:
                return Taken(await self._answer.answer_text(person, incoming))
            except GonetsError as error:
                refusal = error
        return Taken(place, await self._keep(person, incoming, beside=place.record.id), refusal)
