"""What is stored and would not be accepted any more: it works as it did, and administrators are told what to mend."""

from domain.configuration.document import read_object
from domain.configuration.validation import Configuration
from domain.configuration.written_check import check_told, check_written
from domain.documents import ConfiguredObject
from domain.mistakes import Mistake
from domain.sections import Section
from domain.twins import names_apart


def refused_now(document: ConfiguredObject, section: Section, whole: Configuration | None = None) -> list[Mistake]:
    """Return what today's rules say against an object among the others, in the order of its fields."""
    path = (section, document.system_name)
    mistakes = read_object(document.stored(), path, type(document))[1]
    around = whole or Configuration()
    mistakes += check_written(document, around.templates, around.routes, path)
    return mistakes + list(check_told(document, around.routes, path))


def all_refused_now(whole: Configuration) -> list[Mistake]:
    """Return what today's rules say against everything that is configured."""
    return [
        mistake
        for section in Section
        for document in whole.of(section).values()
        for mistake in refused_now(document, section, whole)
    ]


def titles_refused_now(whole: Configuration) -> list[str]:
    """Return the titles of the objects that today's rules say something against."""
    return [
        name
        for section in Section
        for document, name in zip(whole.of(section).values(), names_apart(whole.of(section).values()), strict=True)
        if refused_now(document, section, whole)
    ]
