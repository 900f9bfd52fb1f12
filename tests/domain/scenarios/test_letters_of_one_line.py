"""Header values that formulas, records and routes give: a letter's own header stays one line, whatever they hold."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.messages.addresses import LineBreakInHeader
from domain.messages.rich_text import RichText
from domain.one_line import LINE_BREAKS
from domain.scenarios.message import make_message
from mail.compose import MimeComposer

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ROUTE = Route.model_validate(
    {
        "title": "Путь",
        "connection": "mail",
        "request": [{"name": "Subject"}, {"name": "Number", "type": "number"}, {"name": "Lines", "array": True}],
        "subject": "{Subject} № {Number}{% for line in Lines %} {{ line }}{% endfor %}",
        "body": "Текст",
    }
)


def connection(sender_name: str = "Отдел") -> Connection:
    document = {"title": "Почта", "host": "smtp", "port": 25, "sender_address": "a@firma.test"}
    return Connection.model_validate(document | {"sender_name": sender_name})


def composed(variables: dict[str, Any], carrier: Connection | None = None) -> EmailMessage:
    message = make_message(ROUTE, carrier or connection(), {"To": "b@firma.test", **variables}, now=NOW)
    content = MimeComposer().compose(message.letter)
    return message_from_bytes(content, policy=policy.default)


@pytest.mark.parametrize("gap", LINE_BREAKS)
def test_a_subject_of_several_values_is_one_line_whichever_of_them_is_not(gap: str) -> None:
    """A record of version 0.1.0 may hold such a value, and a formula may make one at any time."""
    values = {"Subject": RichText(f"первая{gap}вторая"), "Lines": (f"а{gap}б", "в")}
    assert composed(values)["Subject"] == "первая вторая №  а б в"


@pytest.mark.parametrize("gap", LINE_BREAKS)
def test_the_name_of_a_recipient_and_of_the_sender_are_one_line(gap: str) -> None:
    carrier = connection().model_copy(update={"sender_name": f"Отдел{gap}кадров"})
    letter = composed({"To": {"Address": "b@firma.test", "Name": f"Иванов{gap}Иван"}}, carrier)
    assert letter["To"].addresses[0].display_name == "Иванов Иван"
    assert letter["From"].addresses[0].display_name == "Отдел кадров"


@pytest.mark.parametrize("gap", [*LINE_BREAKS, "\x00"])
def test_a_custom_header_of_two_lines_is_refused_by_its_name(gap: str) -> None:
    with pytest.raises(LineBreakInHeader) as caught:
        composed({"CustomHeaders": {"Order": f"5{gap}Bcc: c@firma.test"}})
    assert caught.value.params == {"text": "5 Bcc: c@firma.test", "header": "X-Order"}
