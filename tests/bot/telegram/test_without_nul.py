"""NUL is taken out of an update before anybody sees it, and what is bold in it stays so."""

from typing import Any

from bot.telegram.without_nul import without_nul


def test_every_text_loses_it_whatever_it_stands_in() -> None:
    message: dict[str, Any] = {
        "text": "/list до\x00после",
        "from": {"id": 7, "first_name": "\x00"},
        "reply_to_message": {"caption": "\x00да", "photo": [{"file_id": "a\x00b"}]},
        "o\x00dd": [None, True, 1.5, "\x00"],
    }
    assert without_nul(message) == {
        "text": "/list допосле",
        "from": {"id": 7, "first_name": ""},
        "reply_to_message": {"caption": "да", "photo": [{"file_id": "ab"}]},
        "odd": [None, True, 1.5, ""],
    }


def test_what_is_formatted_is_the_same_words() -> None:
    text = "\x00🙂 о\x00чень важно\x00"
    bold = {"type": "bold", "offset": 4, "length": 6}  # «о\0чень»: the smile is two units
    for name, entities in (("text", "entities"), ("caption", "caption_entities")):
        left = without_nul({name: text, entities: [bold, {"type": "code", "offset": 13, "length": 4}]})
        assert left[name] == "🙂 очень важно"
        assert [(one["offset"], one["length"]) for one in left[entities]] == [(3, 5), (11, 3)]


def test_entities_that_are_none_are_left_to_whoever_reads_them() -> None:
    odd = {"text": "\x00", "entities": ["x", {"offset": "1"}, None]}
    assert without_nul(odd)["entities"] == ["x", {"offset": "1"}, None]
    assert without_nul({"text": 5, "entities": [{"offset": 1, "length": 1}]})["entities"] == [
        {"offset": 1, "length": 1}
    ]
