"""What CONTRIBUTING.md names is there: a path that has moved, or a name that went, would lead somebody astray."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ELSEWHERE = {"vobject", "msal", "authlib", "proto", "/new", "/cancel", "/metrics"}
"""Libraries that were tried and are not used, a word of asyncio; commands of the chat, and an address of the bot."""

CODE = {".py", ".js", ".ftl", ".toml", ".yaml", ".tsv", ".txt", ".lark"}


@cache
def files() -> dict[str, str]:
    """All files of ours by their places, with their text where they are code."""
    found = {}
    for folder in ("bot", "domain", "storage", "mail", "sandbox", "tests", "benchmarks", "docs", "deploy"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                text = path.read_text(encoding="utf-8") if path.suffix in CODE else ""
                found[path.relative_to(ROOT).as_posix()] = text
    return found


def named() -> set[str]:
    """The paths and names that stand in backticks."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return {word for word in re.findall(r"`([^`\n]+)`", text) if re.fullmatch(r"[\w./-]+", word)} - ELSEWHERE


def test_every_path_that_it_names_is_there() -> None:
    paths = {word.rstrip("/") for word in named() if "/" in word}
    assert len(paths) > 100
    places = [f"/{place}" for place in files()]
    missing = {
        path
        for path in paths
        if not any(f"/{path}/" in place or place.endswith((f"/{path}", f"/{path}.py")) for place in places)
    }
    assert missing == set()


def test_every_name_that_it_names_is_in_the_code() -> None:
    names = {word.rpartition(".")[2] for word in named() if re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", word)}
    assert len(names) > 100
    words = set(re.findall(r"\w+", " ".join([*files().values(), *files(), (ROOT / "pyproject.toml").read_text()])))
    assert {name for name in names if name not in words} == set()
