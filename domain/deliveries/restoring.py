"""Letters and runs of a database that came back from a copy: what they did after it was made is not known."""

from dataclasses import replace

from domain.deliveries.delivery import Delivery, DeliveryState, RecipientState, move
from domain.errors import GonetsError
from domain.messages.causes import Cause

_OPEN = (RecipientState.PENDING, RecipientState.TRANSMITTING, RecipientState.UNCERTAIN, RecipientState.OVERDUE)


class CutOff(GonetsError):
    """The run was under way when the copy was made: it may have sent its letter since, so it goes no further."""

    key = "error-run-restored"


def restored(letter: Delivery) -> Delivery:
    """Say what a letter is that was open in the copy: its author is asked, and nothing goes by itself.

    One that was uncertain already asks anew: the answer may have been given after the copy.
    """
    recipients = letter.recipients
    for state in _OPEN:
        recipients = move(recipients, state, RecipientState.UNCERTAIN, cause=Cause.RESTORED)
    return replace(
        letter,
        recipients=recipients,
        state=DeliveryState.UNCERTAIN,
        due_at=None,
        cause=Cause.RESTORED,
        reply=None,
        restored=True,
    )
