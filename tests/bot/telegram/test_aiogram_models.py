"""aiogram's models are built at first use, and are what an ordinary import makes of them."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

MODELS = """
import json, re
from aiogram import methods, types
from pydantic import BaseModel
models = [
    model for package in (types, methods) for name in package.__all__
    if isinstance(model := getattr(package, name), type) and issubclass(model, BaseModel)
]
built = [model.__name__ for model in models if model.__pydantic_complete__]
for model in models:
    model.model_rebuild()
fields = {model.__name__: re.sub(" at 0x[0-9a-f]+", "", repr(model.model_fields)) for model in models}
print(json.dumps({"built": built, "fields": fields}))
"""


async def test_models_are_built_late_and_are_those_of_an_ordinary_import() -> None:
    ordinary, late = await asyncio.gather(_run(MODELS), _run(f"import bot\n{MODELS}"))
    there, here = json.loads(ordinary), json.loads(late)
    assert len(there["built"]) == len(there["fields"]) > 500
    assert len(here["built"]) < 20, "aiogram has changed, and builds its models at import once more"
    assert here["fields"] == there["fields"]


AIOGRAM = {
    "__init__": "from . import methods, types",
    "types/__init__": (
        "from .base import TelegramObject\nfrom .update import Message, Update\n"
        "for model in (TelegramObject, Message, Update):\n"
        "    model.model_rebuild(_types_namespace={'Whole': int})\n"
    ),
    "types/base": (
        "from pydantic import BaseModel, ConfigDict\n"
        "class TelegramObject(BaseModel):\n    model_config = ConfigDict(defer_build=True)\n"
    ),
    "types/update": (
        "from __future__ import annotations\nfrom .base import TelegramObject\n"
        "class Message(TelegramObject):\n    text: str\n"
        "class Update(TelegramObject):\n    update_id: Whole\n"
    ),
    "methods/__init__": "from .base import TelegramMethod",
    "methods/base": "from pydantic import BaseModel\nclass TelegramMethod(BaseModel):\n    pass\n",
}
READ = (
    "import bot, logging\nlogging.basicConfig()\n"
    "from aiogram.types import Update\nprint(Update(update_id='7').update_id)"
)


async def test_another_aiogram_that_works_alike_is_built_late_too(tmp_path: Path) -> None:
    said = await _run(READ, _aiogram(tmp_path))
    assert said == "7\n"


async def test_an_aiogram_that_cannot_be_built_late_is_built_at_import_and_the_log_says_so(tmp_path: Path) -> None:
    home = _aiogram(tmp_path)
    (home / "aiogram/types/update.py").write_text(
        "from .base import TelegramObject\n"
        "class Message(TelegramObject):\n    text: str\n"
        "class Update(TelegramObject):\n    update_id: int\n"
        "    @classmethod\n    def model_rebuild(cls, *, _types_namespace):\n"
        "        return super().model_rebuild(_types_namespace=_types_namespace)\n",
        encoding="utf-8",
    )
    said = await _run(f"import sys\nsys.stderr = sys.stdout\n{READ}", home)
    assert "built at the start" in said
    assert said.endswith("7\n")


def _aiogram(home: Path) -> Path:
    for name, text in AIOGRAM.items():
        path = home / "aiogram" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return home


HEIR = """
from aiogram.types import CallbackQuery, Message
class Press(CallbackQuery):
    label: str
press = Press(id="1", chat_instance="2", label="x", **{"from": {"id": 1, "is_bot": False, "first_name": "A"}})
print(press.from_user.first_name, press.label)
"""


async def test_a_model_of_ours_that_inherits_from_aiograms_is_built_like_it() -> None:
    assert await _run(f"import bot\n{HEIR}") == "A x\n"


async def _run(code: str, before: Path | None = None) -> str:
    environment: Mapping[str, str] = {**os.environ, "PYTHONPATH": f"{before}:{Path.cwd()}"} if before else os.environ
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, env=environment, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return said.decode()
