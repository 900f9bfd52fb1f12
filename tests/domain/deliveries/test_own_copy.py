"""The author's own copy goes along with a letter and decides nothing about it."""

import pytest

from domain.deliveries.delivery import (
    OWN_COPY,
    DeliveryState,
    Recipient,
    RecipientState,
    let_copies_go,
    state_of,
)

S = RecipientState


def people(main: list[RecipientState], copy: RecipientState) -> tuple[Recipient, ...]:
    others = [Recipient(number, f"{number}@b.ru", "", "to", state) for number, state in enumerate(main)]
    return (*others, Recipient(99, "own@b.ru", "", OWN_COPY, copy))


@pytest.mark.parametrize("copy", RecipientState)
@pytest.mark.parametrize(
    ("main", "state"),
    [
        ([S.SENT], DeliveryState.SENT),
        ([S.REFUSED], DeliveryState.FAILED),
        ([S.SENT, S.REFUSED], DeliveryState.PARTLY_SENT),
        ([S.PENDING], DeliveryState.DEFERRED),
        ([S.UNCERTAIN], DeliveryState.UNCERTAIN),
        ([S.CANCELLED], DeliveryState.CANCELLED),
    ],
)
def test_the_letter_is_where_everybody_else_is(
    main: list[RecipientState], state: DeliveryState, copy: RecipientState
) -> None:
    assert state_of(people(main, copy), 1) is state


def test_a_copy_waits_as_long_as_somebody_else_does_and_no_longer() -> None:
    waiting = people([S.PENDING, S.SENT], S.PENDING)
    assert let_copies_go(waiting) == waiting
    assert [item.state for item in let_copies_go(people([S.SENT, S.REFUSED], S.PENDING))] == [
        S.SENT,
        S.REFUSED,
        S.GIVEN_UP,
    ]


def test_a_letter_to_nobody_but_its_author_goes_as_any_other() -> None:
    alone = (Recipient(1, "own@b.ru", "", OWN_COPY, S.PENDING),)
    assert let_copies_go(alone) == alone
    assert state_of(alone, 1) is DeliveryState.DEFERRED
