"""Every way that a walk may begin on can be gone, and leads to what chance alone hardly ever meets."""

import asyncio
from pathlib import Path

from bot.telegram.catalogue import addresses
from tests.walk.beginnings import DEEP
from tests.walk.episode import Episode, Met
from tests.walk.forging import kind_of
from tests.walk.offline import offline

SELDOM = {
    "AddNewAccount",
    "AddScenario",
    "AddWithSharedAddress",
    "AskForAddress",
    "DeletedTurn",
    "DeviceCodePage",
    "FoundPage",
    "FoundRecordsPage",
    "ListTurn",
    "ManagersPage",
    "TakeOutRecord",
    "UploadPage",
    "WrongLines",
}
"""What ten thousand steps at random had not met."""


def test_the_ways_lead_to_what_chance_hardly_ever_meets(tmp_path: Path) -> None:
    episode = Episode(tmp_path, "ways", Met())
    episode.beginning.first_day = False
    episode.beginning.way = next(way for way in DEEP if "Рассылка заявки" in way)
    with offline():
        assert asyncio.run(episode.tour(DEEP)) == []
    met = {kind_of(data) for data in episode.watch.seen_data()}
    assert {kind.__name__ for kind in addresses().values()} >= SELDOM
    assert SELDOM - met == set()
