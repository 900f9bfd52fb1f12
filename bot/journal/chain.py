"""The event chain in words, for the chat and for the command line."""

from collections.abc import Iterator
from typing import Any

from bot.scenarios.actions import drawing_of
from bot.scenarios.drawing import Say
from domain.runs.chain import ChainStep


def step_title(say: Say, step: ChainStep) -> str:
    """Return which action it was, in which pass of the loops around it, and how long it took."""
    took = say("chain-took", ms=round(step.milliseconds))
    name = say(f"action-{step.kind.replace('_', '-')}")
    passes = ".".join(map(str, step.iteration))
    return say("chain-step", number=step.number, name=step.description or name, took=took, passes=passes)


def step_lines(say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:
    """Yield what the action saw and did; texts of letters only where `texts` says so."""
    yield from drawing_of(step.kind).did(say, step, texts=texts)
    if step.error is not None:
        yield f"❌ {error_text(say, step.error, texts=texts)}"


def error_text(say: Say, error: Any, *, texts: bool) -> str:
    """Return what went wrong; what somebody wrote in place of an address may be a piece of a letter."""
    params = dict(error.get("params", {}))
    for name in ("address", "text"):
        value = params.get(name)
        if not texts and isinstance(value, str) and any(map(str.isspace, value.strip())):
            params[name] = say("chain-hidden")
    return say(error["key"], **params)
