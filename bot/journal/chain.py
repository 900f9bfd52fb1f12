"""The event chain in words, for the chat and for the command line."""

from collections.abc import Iterator
from typing import Any, Protocol

from domain.scenarios.chain import ChainStep, is_harmless, leaves

LONGEST_VALUE = 160
LONGEST_SOURCE = 120
MOST_ADDRESSES = 10


class Say(Protocol):
    """Returns a text by its key; for a page the values put into it are escaped."""

    def __call__(self, key: str, /, **params: str | int) -> str:
        """Return it."""
        ...


def step_title(say: Say, step: ChainStep) -> str:
    """Return which action it was and how long it took."""
    took = say("chain-took", ms=round(step.milliseconds))
    name = say(f"action-{step.kind.replace('_', '-')}")
    return say("chain-step", number=step.number, name=step.description or name, took=took)


def step_lines(say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:
    """Yield what the action saw and did; texts of letters only where `texts` says so."""
    did = dict(step.did)
    match step.kind:
        case "change_context" if did:
            records = did.get("records", [])
            yield say("chain-context", template=str(did.get("template", "")), records=", ".join(records))
        case "change_variables":
            yield from _variables(say, step, texts=texts)
        case "send_message" if did:
            yield from _letter(say, did, texts=texts)
        case "server_answer":
            yield from _answer(say, did)
        case _:
            for path, value in leaves(did):
                yield say("chain-value", name=path, value=_value(say, path, value, texts=texts), source="")
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


def _variables(say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:
    for path, value in leaves(step.did.get("values", {})):
        name = f"{step.did.get('set', '')}.{path}"
        source = _short(step.sources.get(path, ""), LONGEST_SOURCE)
        yield say("chain-value", name=name, value=_value(say, path, value, texts=texts), source=source)


def _letter(say: Say, did: dict[str, Any], *, texts: bool) -> Iterator[str]:
    yield say("chain-sends", route=str(did.get("route", "")), connection=str(did.get("connection", "")))
    to = [str(address) for address in did.get("to", [])]
    yield say("chain-to", addresses=", ".join(to[:MOST_ADDRESSES]), more=max(0, len(to) - MOST_ADDRESSES))
    yield say("chain-subject", subject=_value(say, "Subject", did.get("subject"), texts=texts))
    if did.get("reply_to"):
        yield say("chain-reply-to", address=str(did["reply_to"]))


def _answer(say: Say, did: dict[str, Any]) -> Iterator[str]:
    for of in ("accepted", "refused"):
        words = did.get(of)
        if words is not None:
            yield say("chain-answer", of=of, words=_short(words, LONGEST_VALUE))


def _value(say: Say, path: str, value: Any, *, texts: bool) -> str:
    if value is None or value in ("", [], ()):
        return say("chain-empty")
    if isinstance(value, bool):
        return say("chain-yes-no", value="yes" if value else "no")
    if not texts and not is_harmless(path, value):
        return say("chain-hidden")
    return _short(", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value), LONGEST_VALUE)


def _short(text: str, limit: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
