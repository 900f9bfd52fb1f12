"""aiogram's models, built when they are first used instead of all at import.

`aiogram.types` builds each of its 400 models at import, and each holds many of the others: 1.5 s and 100 MB, of which a
bot needs a tenth. The models are made to be built late (`defer_build`), and pydantic builds one where it is first used;
all that it lacks then is the names that aiogram gives at import. So the building is held back, and the names are put
into the modules. Where that does not work with another version of aiogram, all is built at import, and the log says so.
"""

import logging
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from importlib.abc import Loader  # at run time it brings importlib.resources, 2 MB

log = logging.getLogger(__name__)

BASE, TYPES, METHODS = "aiogram.types.base", "aiogram.types", "aiogram.methods.base"
WANTED_SOON = ("Message", "Update")
"""What every update is read with; the inner one first, since the outer then takes it as it was built."""


def build_at_first_use() -> None:
    """Have aiogram's models built at first use, whenever it is imported; where it is already, nothing changes."""
    if TYPES not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    """Finds the modules of aiogram that run otherwise here."""

    def __init__(self) -> None:
        self._held = _Held()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the module's own spec, with our way of running it."""
        if fullname not in (BASE, TYPES, METHODS):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = cast("Loader", _Running(spec.loader, self._held))
        return spec


class _Running:
    """Runs a module, and does what belongs behind it."""

    def __init__(self, loader: "Loader", held: "_Held") -> None:
        self._loader = loader
        self._held = held

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module as ever."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module."""
        self._loader.exec_module(module)
        if module.__name__ == BASE:
            self._held.hold_back(module.TelegramObject)
        elif module.__name__ == TYPES:
            self._held.let_go()
        else:
            module.TelegramMethod.model_config["defer_build"] = True


class _Held:
    """What aiogram would have built at import, and with which names."""

    def __init__(self) -> None:
        self._calls: list[tuple[Any, dict[str, Any]]] = []
        self._base: Any = None

    def hold_back(self, base: Any) -> None:
        """Note from now on what is to be built, instead of building it."""

        def note(model: type[Any], /, **options: Any) -> None:
            self._calls.append((model, options))

        self._base = base
        base.model_rebuild = classmethod(note)

    def let_go(self) -> None:
        """Let each be built at its first use; where what every update needs cannot be, build all at once."""
        del self._base.model_rebuild
        try:
            self._name_everything()
            self._name_for_heirs()
        except Exception as error:  # noqa: BLE001 - whatever another version of aiogram does otherwise
            log.warning("aiogram's models are all built at the start, which takes longer and 100 MB more: %s", error)
            for model, options in self._calls:
                model.model_rebuild(**options)

    def _name_for_heirs(self) -> None:
        """Let models of ours that inherit from aiogram's be built, too: their modules lack the names."""
        build = self._base.model_rebuild.__func__
        names = self._calls[0][1]["_types_namespace"]

        def build_with_names(model: type[Any], /, **options: Any) -> bool | None:
            built: bool | None = build(model, **({"_types_namespace": names} | options))
            return built

        self._base.model_rebuild = classmethod(build_with_names)

    def _name_everything(self) -> None:
        models = {model.__name__: model for model, _ in self._calls}
        for model, options in self._calls:
            for name, value in options["_types_namespace"].items():
                vars(sys.modules[model.__module__]).setdefault(name, value)
        for name in WANTED_SOON:
            models[name].model_rebuild()
