"""Ways of logging in: what is told of each, the end of passwords, and lines that are safe to copy."""

import re
from zoneinfo import ZoneInfo

import pytest

from bot.connections.addresses import TasksOf
from bot.connections.login_pages import _filled, tasks_of_page
from bot.objects.differences import difference_lines
from bot.telegram.page import copying, opening
from bot.telegram.reader import Reader
from bot.texts import LANGUAGES, load_texts
from domain.clock import system_clock
from domain.configuration.differences import differences_between
from domain.editing.presets import PRESETS, offered_presets, preset_like
from domain.logins.oauth2.providers import PROVIDERS
from domain.messages.token_cause import TokenCause
from domain.people import Person, Role
from domain.sections import Section
from domain.servers.passwords_end import passwords_end

TASKS = {task for provider in PROVIDERS.values() for tasks in provider.tasks.values() for task in tasks}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_task_way_and_end_of_a_code_has_its_words(language: str) -> None:
    texts = load_texts(language)
    ways = {str(way.grant or "password") for preset in PRESETS[Section.CONNECTIONS] for way in preset.ways}
    keys = {f"task-{task.name}" for task in TASKS} | {f"about-way-{way.replace('_', '-')}" for way in ways}
    assert [key for key in keys if not texts.has(key)] == []
    endless = {TokenCause.PENDING, TokenCause.SLOW_DOWN}
    ends = [cause for cause in TokenCause if cause not in endless]
    assert [
        cause for cause in ends if not (texts.has(f"device-ended-{cause}") or texts.has(f"advice-token-{cause}"))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("cause", [TokenCause.GRANT_ENDED, TokenCause.PERSON_NEEDED, TokenCause.DENIED])
def test_a_consent_that_ended_is_given_anew_in_the_chat_or_by_the_command(
    cause: TokenCause, provider: str, language: str
) -> None:
    texts = load_texts(language)
    advice = texts(f"advice-token-{cause}", provider=provider, user="me@firma.test")
    assert texts("button-reconnect") in advice
    assert "gonets connection authorize" in advice


def test_what_is_copied_asks_for_fields_that_there_are() -> None:
    names = {name for task in TASKS for line in task.copied for name in re.findall(r"\{(\w+)\}", line)}
    assert names == {"client_id", "username"}
    assert all(len(line) <= 200 for task in TASKS for line in task.copied)


@pytest.mark.parametrize("value", ["", "a b", "x'; Remove-Mailbox", "$(whoami)", '"', "a`b", "a\nb", "x" * 101, None])
def test_a_value_that_a_shell_would_read_is_put_into_no_line(value: str | None) -> None:
    line = _filled("Set-CASMailbox -Identity '{username}'", {"username": value})
    assert not line.whole


def test_a_plain_value_is() -> None:
    line = _filled("Set-CASMailbox -Identity '{username}'", {"username": "a.b+c@firma-x.test"})
    assert (line.text, line.whole) == ("Set-CASMailbox -Identity 'a.b+c@firma-x.test'", True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_that_are_run_in_turn_are_given_up_to_the_first_that_is_not_known(language: str) -> None:
    texts = load_texts(language)
    reader = Reader(Person(1, "А", Role.ADMIN, language=language), texts, ZoneInfo("UTC"), system_clock())
    oauth2 = {"provider": "microsoft", "grant": "client_credentials"}
    later = texts("task-lines-later")

    def copied(known: dict[str, str]) -> tuple[str, list[str]]:
        page = tasks_of_page(reader, TasksOf(connection=0, draft=1), {"oauth2": {**oauth2, **known}}, "x")
        return page.text, [button.copy_text for row in page.rows for button in row if button.copy_text]

    page, lines = copied({})
    assert not [line for line in lines if "$app" in line]
    assert later in page
    page, lines = copied({"client_id": "application-1", "username": "me@firma.test"})
    assert [line.split(" ")[0] for line in lines if "$app" in line][:2] == ["$app", "New-ServicePrincipal"]
    assert later not in page


@pytest.mark.parametrize(
    ("host", "login", "ends"),
    [
        ("smtp.office365.com", "basic", True),
        ("SMTP.Office365.com.", "basic", True),
        ("smtp-mail.outlook.com", "basic", True),
        ("outlook.office365.com", "basic", True),
        ("smtp.office365.com", "oauth2", False),
        ("smtp.office365.com", "none", False),
        ("smtp.office365.com.firma.test", "basic", False),
        ("notoutlook.com", "basic", False),
        ("smtp.yandex.ru", "basic", False),
        (None, "basic", False),
    ],
)
def test_passwords_end_at_microsoft_alone(host: str | None, login: str, ends: bool) -> None:
    assert passwords_end({"host": host, "authentication": login}) is ends


def test_buttons_of_before_lead_where_they_led() -> None:
    assert [preset.label for preset in PRESETS[Section.CONNECTIONS]][:4] == ["Яндекс 360", "Mail.ru", "Gmail", ""]
    offered = [preset.label for _, preset in offered_presets(Section.CONNECTIONS)]
    assert offered == ["Яндекс 360", "Mail.ru", "Gmail", "Microsoft 365", ""]
    assert preset_like("SMTP.Office365.com.") == 5
    assert preset_like("smtp.firma.test") == 0


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "http://localhost:1/", "http://[::1]/", "https://", "x", "https://a b.c/"]
)
def test_what_telegram_would_refuse_is_no_button(url: str) -> None:
    assert opening("x", url) == []
    assert copying("x", "y" * 257) == []


def test_a_new_oauth2_is_told_by_the_titles_of_its_fields() -> None:
    reader = Reader(Person(1, "Алиса", Role.ADMIN), load_texts("ru"), ZoneInfo("UTC"), system_clock())
    after = {"oauth2": {"provider": "microsoft", "grant": "device_code", "tenant": "firma.test", "client_id": "a-1"}}
    (line,) = difference_lines(reader, "connections", differences_between({"oauth2": None}, after))
    assert "Поставщик почты: Microsoft 365" in line
    assert "Номер приложения: a-1" in line
    assert not re.search("provider|grant|tenant|client_id", line)
