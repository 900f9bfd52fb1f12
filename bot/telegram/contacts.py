"""A contact that somebody shares, as the directory reads contacts."""

from aiogram.types import Contact

from domain.accounts.vcard import Card, NoCards, read_cards
from domain.visible import visible


def card_of(contact: Contact) -> Card:
    """Return what Telegram passes on: the phone's own card where there is one, else a name and a number."""
    name = visible(" ".join(part for part in (contact.last_name, contact.first_name) if part))
    plain = Card(name or contact.phone_number, phone=visible(contact.phone_number))
    try:
        (card, *_) = read_cards((contact.vcard or "").encode())
    except NoCards:
        return plain
    return Card(card.full_name, card.mbox, card.phone or plain.phone, card.title, card.department)
