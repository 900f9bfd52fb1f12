"""A server's limit is for all that send together: the parts of all processes make the whole."""

import pytest

from domain.deliveries.share import Share


@pytest.mark.parametrize("of", [1, 2, 3, 7])
@pytest.mark.parametrize("whole", [1, 2, 5, 10, 100])
def test_all_parts_together_are_the_whole(of: int, whole: int) -> None:
    parts = []
    for place in range(of):
        share = Share()
        share.is_of(place, of)
        parts.append(share.part(whole))
    assert sum(parts) == whole
    assert max(parts) - min(parts) <= 1


def test_who_is_alone_has_everything_and_who_is_not_known_yet_has_nothing() -> None:
    share = Share()
    assert share.part(5) == 5
    share.is_of(None, 2)
    assert share.part(5) == 0


def test_a_change_is_told_once() -> None:
    share, told = Share(), []
    share.on_change(lambda: told.append(share.part(4)))
    for place, of in ((0, 1), (1, 2), (1, 2), (0, 1)):
        share.is_of(place, of)
    assert told == [2, 4]
