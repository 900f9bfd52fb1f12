"""What a person sets for themselves, and the choice of a time zone."""

from datetime import datetime

from bot.cards.addresses import StartPage
from bot.obstacles.addresses import TellOfOwnAccount
from bot.people.addresses import LinkPage
from bot.settings.addresses import ChooseLanguage, ChooseTimeZone, CopyToSelf, OwnSettingsPage, TimeZonePage
from bot.settings.time_zones import city_of, described, difference
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from bot.texts import LANGUAGES, load_texts
from domain.accounts.account import Account
from domain.scenarios.message import address_of
from domain.time_zones import ZONES


def own_settings_page(reader: Reader, account: Account | None) -> Page:
    """Draw them; whether a copy goes to oneself is asked only where there is an address for it."""
    language = reader.texts.language
    lines = [
        reader.text(
            "own-settings",
            zone=described(reader.zone.key, language, reader.now),
            time=reader.moment(reader.now),
        )
    ]
    if account is None:
        lines.append(reader.text("own-account-unknown", role=reader.person.role))
    else:
        lines.append(reader.text("own-account", name=account.full_name, mbox=account.mbox or "—"))
    buttons = [
        PageButton(
            _taken(reader, load_texts(one)("language-calls-itself"), taken=one == language), ChooseLanguage(language=n)
        )
        for n, one in enumerate(LANGUAGES)
    ]
    buttons.append(PageButton(reader.label("button-time-zone"), TimeZonePage()))
    if account is not None and account.active and account.mbox:
        copied = reader.person.copy_to_self
        lines.append(reader.text("own-copy", wanted="yes" if copied else "no"))
        label = reader.label("button-copy-no" if copied else "button-copy-yes")
        buttons.append(PageButton(label, CopyToSelf(wanted=0 if copied else 1)))
    if account is None and reader.person.is_admin:
        buttons.append(PageButton(reader.label("button-person-account"), LinkPage(person=reader.person.telegram_id)))
    if not reader.person.is_admin and address_of(account) is None:
        buttons.append(PageButton(reader.label("button-tell-administrator"), TellOfOwnAccount()))
    buttons.append(PageButton(reader.label("button-back"), StartPage()))
    return Page("\n".join(lines), in_rows(buttons))


def time_zone_page(reader: Reader) -> Page:
    """Offer the country's zones, and ask for any other to be typed."""
    buttons = [
        PageButton(_zone_label(reader, zone, reader.now), ChooseTimeZone(zone=number))
        for number, zone in enumerate(ZONES)
    ]
    buttons.append(PageButton(reader.label("button-back"), OwnSettingsPage()))
    return Page(reader.text("time-zone-question"), in_rows(buttons))


def _zone_label(reader: Reader, zone: str, now: datetime) -> str:
    label = f"{city_of(zone, reader.texts.language)} {difference(zone, now)}"
    return _taken(reader, label, taken=zone == reader.zone.key)


def _taken(reader: Reader, label: str, *, taken: bool) -> str:
    return reader.label("choice-taken", label=label) if taken else label
