"""Makes the database that is kept of a released version, by living with that version's bot for a day.

Run once, by the code of the release, from its root, with this folder put into it:

    git worktree add --detach ../released 3eea020 && cp -r tests/upgrade ../released/tests/ && cd ../released
    python -m tests.upgrade.making tests/upgrade/v0_1_0

What the release refuses of `configured.yaml` is put right there first.

Everything is done by presses, words and files in the sandbox's chats and by the bot's own work. Only people who
are needed by the dozen come in through the repository. At the end Telegram does not answer, letters are under way, and
the database is copied in the middle of it, as a kill would leave it. `kept_release.py` says what is kept.
"""

import asyncio
import gzip
import json
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.demo.stage import TOKEN
from sandbox import Sandbox
from storage.database import open_database
from tests.e2e.conftest import Product
from tests.mail.scripted_smtp import SILENCE, ScriptedServer
from tests.upgrade.kept_chats import chats_of
from tests.upgrade.mail_hosts import MAIL, MUTE, SLOW, leading_to
from tests.upgrade.making.letters import write_letters
from tests.upgrade.making.middle import be_in_the_middle
from tests.upgrade.making.odd import be_odd
from tests.upgrade.making.people import configure, keep_directory, leave, meet
from tests.upgrade.making.questions import ask_everything, edit_objects, fill_in_forms, send_files
from tests.upgrade.making.samples import meaning_of, samples_of, tokens_of
from tests.upgrade.making.scene import GLEB, Moved, Scene

LOGIN = ("notify", "kept-password")

STEPS: tuple[Callable[[Scene], Any], ...] = (
    configure,
    meet,
    keep_directory,
    write_letters,
    leave,
    edit_objects,
    ask_everything,
    fill_in_forms,
    send_files,
    be_odd,
    be_in_the_middle,
)


async def live(home: Path) -> dict[str, Any]:
    """Live the day; return what is kept beside the database, whose copy is then in `home`."""
    sandbox, clock = Sandbox(token=TOKEN), Moved()
    sandbox.mail.user, sandbox.mail.password = LOGIN
    slow = ScriptedServer({"DOT": SILENCE}, login=LOGIN)
    mute = ScriptedServer({"CONNECT": SILENCE}, login=LOGIN)
    database = home / "gonets.db"
    async with sandbox, slow, mute, open_database(f"sqlite://{database}"), asyncio.TaskGroup() as group:
        product = Product(sandbox, home, clock=clock)
        scene = Scene(sandbox, product, clock)
        watching = group.create_task(scene.watch())
        with leading_to({MAIL: sandbox.smtp_port, SLOW: slow.port, MUTE: mute.port}):
            await product.start()
            for step in STEPS:
                print(step.__name__, flush=True)
                await step(scene)
            with closing(sqlite3.connect(database)) as before, closing(sqlite3.connect(home / "kept.db")) as after:
                before.backup(after)
            made_at = clock()
            chats = chats_of(sandbox)
            gleb = await product.people.get(GLEB)
            assert gleb is not None
            scene.notes["gleb"] = {"id": GLEB, "stamp": gleb.stamp}
            samples = await samples_of(scene.notes)
            topics = sorted(product.app.pump._handle.__self__._asked)
            sandbox.telegram.forget()
            await product.crash()
        watching.cancel()
    seen = [
        {"person": person, "message": message, "label": label, "data": data, "means": meaning_of(data)}
        for (person, message, data), label in sorted(scene.seen.items())
    ]
    return {
        "made_at": made_at.isoformat(),
        "topics": topics,
        "notes": scene.notes,
        "chats": chats,
        "buttons": seen,
        "samples": [sample | {"means": meaning_of(sample["data"])} for sample in samples],
        "tokens": tokens_of(),
    }


def main() -> None:
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        kept = asyncio.run(live(Path(folder)))
        write(Path(folder), target, kept)


def write(home: Path, target: Path, kept: dict[str, Any]) -> None:
    """Put what is kept in its place, with what the release's own commands make of the database."""
    again = home / "again"
    again.mkdir()
    shutil.copy(home / "kept.db", again / "gonets.db")
    shutil.copy(home / "secret.key", again / "secret.key")
    command(again, "config", "export", str(target / "export.yaml"))
    command(again, "backup", str(again / "backup.db"), "--with-key")
    pack(target / "gonets.db.gz", (home / "kept.db").read_bytes())
    pack(target / "backup.db.gz", (again / "backup.db").read_bytes())
    pack(target / "kept.json.gz", json.dumps(kept, ensure_ascii=False).encode())
    shutil.copy(again / "backup.db.key", target / "secret.key")


def command(home: Path, *arguments: str) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
    subprocess.run([sys.executable, "-m", "bot", *arguments], env=clean | {"GONETS_HOME": str(home)}, check=True)


def pack(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, mtime=0))


if __name__ == "__main__":
    main()
