"""What pages ask people to type or to send: kept as a row, drawn again, answered and left in one way."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, ClassVar, Self, TypeVar

from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import Message, TelegramObject
from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from bot.telegram.visit import Visit
from domain.errors import DatabaseTrouble, GonetsError
from domain.one_line import in_one_line
from domain.people import OpenQuestion, Person

LONGEST_WORDS = 200
"""How much of what was typed to find somebody or something is looked at."""


class WordsExpected(GonetsError):
    """A sticker, a photo or a voice message where the page has asked for words."""

    key = "error-words-expected"


class QuestionGone(GonetsError):
    """What a page has asked cannot be answered any more: its person may not, or a later version has kept it."""

    key = "error-question-gone"


class NotAnAnswer(GonetsError):
    """A page has asked for something else than what was sent."""

    key = "error-not-an-answer"


class WordsExpectedAndKept(WordsExpected):
    """The page has asked for words; what was sent instead waits until the person says what it is for."""

    key = "error-words-expected-kept"


class NotAnAnswerAndKept(NotAnAnswer):
    """What was sent is no answer, and waits until the person says what it is for."""

    key = "error-not-an-answer-kept"


class Question(BaseModel):
    """What a page has asked: a class for each, named by its `topic`; its fields are what it is about, never a secret.

    It is kept as a row, so that a restart loses none. A field that an earlier version has not kept has a default.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    topic: ClassVar[str]
    for_admins: ClassVar[bool] = True

    lets_pass: ClassVar[bool] = False
    """Whether what does not answer it is taken as if nothing were asked."""

    def kept(self) -> OpenQuestion:
        """Return it as the row keeps it."""
        return OpenQuestion(self.topic, self.model_dump(mode="json", by_alias=True))

    @classmethod
    def read(cls, kept: OpenQuestion | None) -> Self | None:
        """Return the question that a row keeps; None where it keeps another one, or what cannot be read any more."""
        if kept is None or kept.topic != cls.topic:
            return None
        try:
            return cls.model_validate(kept.about)
        except ValidationError:
            return None

    @classmethod
    def asked_of(cls, person: Person) -> Self | None:
        """Return the question if this person was asked it, and may still answer it."""
        return cls.read(person.question) if person.is_admin or not cls.for_admins else None


def unpacks(kind: type[CallbackData]) -> BeforeValidator:
    """Read a field of a question that is an address, and is kept as its button would carry it (`PACKS`)."""

    def unpacked(value: object) -> object:
        try:
            return kind.unpack(value) if isinstance(value, str) else value
        except TypeError as error:
            raise ValueError("no such address") from error

    return BeforeValidator(unpacked)


PACKS = PlainSerializer(CallbackData.pack)

AQuestion = TypeVar("AQuestion", bound=Question)
DrawOf = Callable[[Visit, AQuestion], Awaitable[None]]
Draw = Callable[[Visit, Any], Awaitable[None]]


class Redraws:
    """Which page draws a question of one class."""

    def __init__(self, kind: type[AQuestion], draw: DrawOf[AQuestion]) -> None:
        self.kind: type[Question] = kind
        self.draw: Draw = draw


class Questions:
    """Every question that there is, by topic, with the page that draws it."""

    def __init__(self, redraws: Iterable[Redraws]) -> None:
        self._redraws = {item.kind.topic: item for item in redraws}

    def of(self, person: Person) -> Question | None:
        """Return what this person was asked."""
        known = None if person.question is None else self._redraws.get(person.question.topic)
        return None if known is None else known.kind.asked_of(person)

    def read(self, kept: OpenQuestion | None) -> Question | None:
        """Return the question that a row keeps."""
        known = None if kept is None else self._redraws.get(kept.topic)
        return None if known is None else known.kind.read(kept)

    async def draw(self, visit: Visit, question: Question) -> None:
        """Draw a question's page; what is wrong with the answer is the visit's notice."""
        await self._redraws[question.topic].draw(visit, question)

    async def draw_again(self, visit: Visit) -> bool:
        """Draw the question that the person has open; False when none is, or when what it was about is gone.

        Whatever is shown instead then closes it.
        """
        question = self.of(visit.person)
        if question is None:
            return False
        try:
            await self.draw(visit, question)
        except DatabaseTrouble:
            raise
        except GonetsError:
            return False
        return True

    def refusal(self, person: Person, error: GonetsError) -> GonetsError:
        """Return the error if a question is open that could have been answered, else that it is gone."""
        return QuestionGone() if self.of(person) is None else error


class Answers(Filter):
    """Lets a message through that answers one of these questions, which comes as `asked`."""

    def __init__(self, *kinds: type[Question]) -> None:
        self._kinds = kinds

    async def __call__(self, _event: TelegramObject, person: Person) -> bool | dict[str, Any]:
        """Whether this person was asked that."""
        for kind in self._kinds:
            asked = kind.asked_of(person)
            if asked is not None:
                return {"asked": asked}
        return False


class PageAsks(Filter):
    """Lets a message through while any page's question is open: what no handler took as an answer is none."""

    async def __call__(self, _event: TelegramObject, person: Person, questions: Questions) -> bool:
        """Whether this person was asked something by a page that takes nothing else."""
        asked = questions.of(person)
        return person.question is not None and not (asked is not None and asked.lets_pass)


class ForAdmins(Filter):
    """Lets only administrators through: for anybody else the button or command does not exist."""

    async def __call__(self, _event: TelegramObject, person: Person) -> bool:
        """Whether the person may configure."""
        return person.is_admin


def words_typed(message: Message) -> str:
    """Return what was typed to find somebody or something, in one line; raises WordsExpected."""
    words = in_one_line(message.text or "")
    if not words:
        raise WordsExpected
    return words[:LONGEST_WORDS]
