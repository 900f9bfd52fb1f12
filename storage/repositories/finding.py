"""The whole search for accounts: what was typed as it stands, then what may have been meant."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from operator import itemgetter

from domain.accounts.account import Account, Guess, Why
from domain.accounts.folding import finds, query_words
from domain.accounts.search.guesses import LEAST, SURE, TypedWord, how_far, said_of
from domain.accounts.search.keyboards import on_the_other_keyboard
from domain.accounts.search.phones import with_joined_phones
from domain.accounts.search.words import words_of_account
from domain.turns import in_turns
from storage.repositories.account_search import tiers_of
from storage.repositories.guessing import MOST, Alternatives, Meanings, find_guessed

GetAccounts = Callable[[Sequence[int]], Awaitable[Mapping[int, Account]]]


async def find(text: str, most: int, accounts: GetAccounts) -> dict[int, Guess | None]:
    """Return the numbers of active accounts that `text` finds, in order, and of those that are guesses why.

    Guesses are made only where the page has room for them: mistakes are looked for last, and in short or long words
    only where nobody was found at all.
    """
    found: dict[int, Guess | None] = {}
    for tier in tiers_of(text):
        if len(found) < most:
            found.update(dict.fromkeys(await tier(most - len(found))))
    if text.strip() and len(found) < most:
        found.update(await _guesses(text, accounts, most - len(found), nobody=not found))
    return dict(list(found.items())[:most])


async def _guesses(text: str, accounts: GetAccounts, enough: int, *, nobody: bool) -> dict[int, Guess]:
    """Return what may have been meant, the likeliest first, until there is enough."""
    found: dict[int, Guess] = {}

    async def add(why: Why, reading: str, numbers: Sequence[int], near: Sequence[TypedWord] = ()) -> None:
        known = await accounts([number for number in numbers if number not in found])
        new, like = [], said_of(near)
        async for number in in_turns(number for number in numbers if number in known):
            words = words_of_account(known[number])
            if not finds(said, words):
                new.append((how_far(like, words), number))
        if near:
            new.sort(key=itemgetter(0))
        found.update({number: Guess(why, reading) for _, number in new[: MOST - len(found)]})

    async def guess(why: Why, reading: Meanings, meanings: Sequence[Sequence[Alternatives]]) -> None:
        for meaning in meanings:
            if len(found) < enough:
                await add(why, reading.text, await find_guessed(meaning, MOST), reading.typed)

    said = query_words(with_joined_phones(text))
    typed, *others = readings = [Meanings(reading) for reading in (text, *on_the_other_keyboard(text))]
    for reading in others:
        for tier in tiers_of(reading.text):
            await add(Why.KEYBOARD, reading.text, await tier(MOST))
    for reading in readings:
        await guess(Why.SOUND, reading, await reading.by_sound())
    if len(found) < enough:
        nobody = nobody and not found
        await guess(Why.MISTAKE, typed, await typed.with_a_mistake(LEAST if nobody else SURE))
    for reading in others:
        if nobody and not found:
            await guess(Why.MISTAKE, reading, await reading.with_a_mistake(LEAST))
    for reading in readings:
        if nobody and not found:
            await guess(Why.MISTAKE, reading, await reading.far_fetched())
    return found
