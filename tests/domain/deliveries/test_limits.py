"""How much goes at once, whose letter is next, and what a wrong clock does."""

from collections import Counter
from datetime import timedelta

from domain.deliveries.delivery import DeliveryState
from domain.deliveries.lanes import IN_HAND
from tests.domain.deliveries.conftest import Office, answers


async def prove(office: Office) -> None:
    """Let a letter through: the configuration is known to work then."""
    await office.letter()
    await office.send()


async def test_until_a_configuration_is_proven_one_letter_goes_alone(office: Office) -> None:
    for _ in range(5):
        await office.letter()
    (first,) = await office.taken()
    assert await office.taken() == []
    await office.attempt(first)
    assert len(await office.taken()) == 4


async def test_a_changed_configuration_is_proven_anew(office: Office) -> None:
    await prove(office)
    await office.change_connection(username="robot")
    for _ in range(3):
        await office.letter()
    assert len(await office.taken()) == 1


async def test_no_more_letters_are_under_way_than_the_connection_allows(office: Office) -> None:
    await office.change_connection(max_connections=3)
    await prove(office)
    for _ in range(20):
        await office.letter()
    letters = await office.taken()
    assert len(letters) == 3 * IN_HAND
    await office.attempt(letters[0])
    assert len(await office.taken()) == 1


async def test_the_minutes_limit_makes_letters_wait_and_fails_none(office: Office) -> None:
    await prove(office)
    office.clock.move(minutes=2)
    await office.change_connection(messages_per_minute=10)
    numbers = [await office.letter() for _ in range(25)]
    gone: list[int] = []
    for minute in range(4):
        while letters := await office.taken():
            for letter in letters:
                await office.attempt(letter)
                gone.append(letter.delivery.id)
        assert len(gone) == min((minute + 1) * 10, 25)
        _, wake_at = await office.outbox.take(office.clock(), timedelta(minutes=2), 1)
        if minute < 2:
            assert wake_at == office.clock() + timedelta(minutes=1)
        office.clock.move(seconds=59)
        assert await office.taken() == []
        office.clock.move(seconds=1)
    assert gone == numbers
    assert {(await office.delivery(number)).state for number in numbers} == {DeliveryState.SENT}


async def test_one_persons_five_hundred_letters_do_not_hold_anothers_one(office: Office) -> None:
    await prove(office)
    many = [await office.letter(author=7) for _ in range(500)]
    (connection,) = await office.configuration.connections()
    room = connection.document.max_connections * IN_HAND
    letters = await office.taken()
    assert len(letters) == room
    one = await office.letter(author=8)
    office.clock.move(seconds=1)
    for letter in letters:
        await office.attempt(letter)
    order = [letter.delivery.id for letter in await office.taken()]
    assert one in order[:2]
    assert [number for number in order if number != one] == many[room : 2 * room - 1]


async def test_authors_take_turns_at_a_limited_connection(office: Office) -> None:
    await office.change_connection(max_connections=6)
    await prove(office)
    for author in (1, 2, 3):
        for _ in range(20):
            await office.letter(author=author)
    letters = await office.taken()
    numbers = sorted(letter.delivery.id for letter in letters)
    assert Counter((number - 2) // 20 for number in numbers) == dict.fromkeys(range(3), 2 * IN_HAND)


async def test_letters_that_wait_for_a_retry_do_not_hold_the_others(office: Office) -> None:
    office.sender.answers = [answers(451)] * 3
    for _ in range(3):
        await office.letter()
        await office.send()
    number = await office.letter()
    assert [letter.delivery.id for letter in await office.taken()] == [number]


async def test_a_clock_that_jumps_ahead_and_back_loses_and_doubles_nothing(office: Office) -> None:
    office.sender.answers = [answers(451)]
    number = await office.letter()
    office.clock.move(days=300)
    office.clock.move(days=-300)
    await office.send()
    office.clock.move(days=-2)
    assert len(await office.taken()) <= 1
    office.clock.move(days=2, minutes=5)
    for letter in await office.taken():
        await office.attempt(letter)
    assert (await office.delivery(number)).state is DeliveryState.SENT
    assert office.sender.dots == 2


async def test_what_a_clock_that_was_days_ahead_has_put_off_is_due(office: Office) -> None:
    await office.letter()
    office.sender.answers = [answers(451)]
    await office.send()
    office.clock.move(hours=-1)
    assert await office.taken() == []
    office.clock.move(days=-2)
    assert len(await office.taken()) == 1


async def test_what_a_clock_that_was_ahead_has_sent_does_not_count_for_this_minute(office: Office) -> None:
    await office.change_connection(messages_per_minute=1)
    await prove(office)
    await office.letter()
    assert await office.taken() == []
    office.clock.move(days=-1)
    assert len(await office.taken()) == 1


async def test_memory_holds_no_letter_that_is_not_in_hand(office: Office) -> None:
    await prove(office)
    for _ in range(100):
        await office.letter()
    letters = await office.taken()
    (connection,) = await office.configuration.connections()
    assert len(letters) == connection.document.max_connections * IN_HAND
    assert not hasattr(await office.delivery(letters[0].delivery.id), "content")
