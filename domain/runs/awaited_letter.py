"""A letter that its action waited for has ended: what the scenario's variables say of it, and what follows."""

from collections.abc import Sequence
from enum import StrEnum

from domain.deliveries.delivery import OWN_COPY, Delivery, DeliveryState, Recipient, RecipientState
from domain.errors import GonetsError
from domain.messages.causes import Cause
from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.server_answer import ServerAnswer
from domain.scenarios.state import RunState
from domain.scenarios.tracing import Entry, passes_of
from domain.scenarios.walking import level_of, under_way

SEVERAL = "; "
"""Between what several servers or tries said: a variable may be put into a subject, which has one line."""


class LetterNotAccepted(GonetsError):
    """The letter that the scenario waited for was accepted for nobody, and no variable was to take that."""

    key = "error-letter-not-accepted"


class Follows(StrEnum):
    """What a run does when the letter that it waited for has ended."""

    GOES_ON = "goes_on"
    FAILS = "fails"
    IS_CANCELLED = "is_cancelled"


def answer_of(letter: Delivery) -> ServerAnswer:
    """Read it off the recipients. The author's own copy counts only where it is all there is."""
    counted = [item for item in letter.recipients if item.kind != OWN_COPY] or list(letter.recipients)
    reached = [item for item in counted if item.state is RecipientState.SENT]
    missed = [item for item in counted if item.state is not RecipientState.SENT]
    words = [item.reply or letter.reply or "" for item in reached if item.cause != Cause.COUNTED_AS_SENT]
    return ServerAnswer(
        accepted=SEVERAL.join(dict.fromkeys(filter(None, words))) if reached else None,
        refused=_why(letter, missed) if missed else None,
        cancelled=letter.state is DeliveryState.CANCELLED,
    )


def take_answer(actions: tuple[Action, ...], state: RunState, letter: Delivery) -> tuple[Follows, Entry]:
    """Put the answer into the variables that the waiting action names, and stand behind that action.

    Returns what follows, with the entry of the event chain. A letter that was accepted for nobody is its action's
    error where no `error_variable` takes it: the nearest action around it that ignores errors goes on.
    """
    frame = state.frames[-1]
    numbers = (*frame.container, frame.index - 1)
    state.waiting_for = None
    answer = answer_of(letter)
    entry: Entry = {
        "place": list(numbers),
        "iteration": passes_of(state.frames),
        "kind": "server_answer",
        "did": {"accepted": answer.accepted, "refused": answer.refused},
    }
    if answer.cancelled:
        return Follows.IS_CANCELLED, entry
    body = _waiting(actions, state)
    goes_on = hear(actions, state, answer)
    if not body.bears(answer):
        error = LetterNotAccepted(answer.refused or "")
        entry["error"] = {"key": error.key, "params": error.params}
    return (Follows.GOES_ON if goes_on else Follows.FAILS), entry


def hear(actions: Sequence[Action], state: RunState, answer: ServerAnswer) -> bool:
    """Put an answer where the waiting action wants it, and stand behind that action; return whether the run goes on."""
    body = _waiting(actions, state)
    state.variables.update(body.take(answer))
    return body.bears(answer) or _is_ignored(actions, state)


def _waiting(actions: Sequence[Action], state: RunState) -> ActionBody:
    frame = state.frames[-1]
    return level_of(actions, frame.container)[frame.index - 1].body


def _is_ignored(actions: Sequence[Action], state: RunState) -> bool:
    """Whether the action that waited ignores errors, or one around it, which is then left."""
    for depth, action in under_way(actions, state.frames):
        if action.body.ignore_errors:
            del state.frames[depth:]
            return True
    return False


def _why(letter: Delivery, missed: Sequence[Recipient]) -> str:
    """Return whom the letter did not reach, each reason once."""
    reasons: dict[str, list[str]] = {}
    for item in missed:
        was_cancelled = item.state is RecipientState.CANCELLED
        reason = "cancelled" if was_cancelled else item.reply or item.cause or letter.reply or letter.cause or ""
        reasons.setdefault(reason, []).append(item.address)
    return SEVERAL.join(f"{', '.join(addresses)}: {reason}".rstrip(": ") for reason, addresses in reasons.items())
