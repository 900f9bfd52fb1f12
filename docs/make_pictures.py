"""Writes the pictures of scenarios that the README and the guides show: of examples, and of what a run has done.

python -m docs.make_pictures
"""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.examples.catalogue import EXAMPLES, example_text
from bot.files.config_file import read_configuration
from bot.objects.scenario_picture import Fared, boxes_of
from bot.scenarios.picture.boxes import Fate
from bot.scenarios.picture.painting import painted
from bot.telegram.reader import Reader
from bot.texts import load_texts
from domain.configuration.explain_scenario import explain_scenario
from domain.people import Person, Role

IMAGES = Path(__file__).parent / "images"
READER = Reader(
    Person(1, "Алиса", Role.ADMIN), load_texts("ru"), ZoneInfo("Europe/Moscow"), datetime(2026, 1, 15, tzinfo=UTC)
)
LEGEND = {fate: READER.label("picture-legend", fate=fate.value) for fate in Fate}

STOPPED = {(0,): Fared(Fate.DONE), (1,): Fared(Fate.DONE), (1, 0): Fared(Fate.DONE), (1, 0, 0): Fared(Fate.FAILED)}
"""The order whose author has no manager: its check has ended the run."""


def main() -> None:
    """Write them all."""
    for name, picture in pictures().items():
        (IMAGES / f"{name}.png").write_bytes(picture)


def pictures() -> dict[str, bytes]:
    """Return them by their names."""
    return {
        **{f"scenario-{name}": _picture(name) for name in EXAMPLES},
        "chain-order": _picture("order", STOPPED),
    }


def _picture(example: str, run: dict[tuple[int, ...], Fared] | None = None) -> bytes:
    file = read_configuration(example_text(example), {}).file
    scenario = file.scenarios[0]
    titles = {item.system_name: item.title for item in file.routes}
    lines = explain_scenario(scenario.stored(), {item.system_name: item for item in file.templates}, titles)
    content, _ = painted(scenario.title, boxes_of(READER, lines, run), {} if run is None else LEGEND)
    return content


if __name__ == "__main__":
    main()
