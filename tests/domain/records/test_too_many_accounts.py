"""A letter has at most a hundred recipients: one more is refused where it is chosen."""

from typing import Any, cast

import pytest

from domain.records.types.account import AccountAttribute, TooManyAccounts
from domain.records.types.asked import Asked, Sources


class Chosen:
    """What is asked about, with so many chosen already."""

    def __init__(self, count: int) -> None:
        self.value: Any = [{"account": number} for number in range(1, count + 1)]


async def test_the_hundred_and_first_is_refused() -> None:
    attribute = AccountAttribute.model_validate(
        {"title": "Кому", "system_name": "Komu", "type": "account", "multiple": True}
    )
    with pytest.raises(TooManyAccounts):
        await attribute.chosen(200, cast("Asked", Chosen(100)), cast("Sources", None))
