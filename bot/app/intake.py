"""What comes from Telegram, put together: from the poller to the handlers of all rooms."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher
from pydantic import SecretStr

from bot.app.rooms import Rooms
from bot.app.routers import make_routers
from bot.composing.typed_labels import ShowsBelow, TypedLabels
from bot.ground import Ground
from bot.telegram.groups import Groups
from bot.telegram.keeping_updates import KeepUpdates
from bot.telegram.middleware import AdmitsPeople, Errors, LeavesLivePages
from bot.telegram.poller import Poller
from bot.telegram.pump import Pump
from bot.telegram.turns import Turns
from bot.telegram.updates import read_update
from storage.transactions import handling

if TYPE_CHECKING:
    from bot.telegram.webhook import Webhook


@dataclass(frozen=True, slots=True)
class Intake:
    """What takes updates in and hands them on."""

    dispatcher: Dispatcher
    updates: "Poller | Webhook"
    pump: Pump


def make_intake(
    ground: Ground, rooms: Rooms, *, bot: Bot, webhook: tuple[str, SecretStr] | None, shared: bool
) -> Intake:
    """Put it together; `webhook` is its address and secret word.

    `shared` says that other processes take from the inbox, too.
    """
    people, composing = rooms.people, rooms.composing
    dispatcher = _dispatcher(ground, rooms)
    turns = Turns(
        bot=bot,
        dispatcher=dispatcher,
        screen=ground.screen,
        whereabouts=composing.screen,
        people=ground.people,
        strangers=people.strangers,
        questions=rooms.questions,
        again=(rooms.files.screen.show_again, composing.kept_screen.show_again),
        texts=ground.texts,
        handling=handling,
    )
    read = partial(read_update, bot=bot)
    groups = Groups(ground.chat.leave, ground.clock)
    pump = Pump(
        inbox=ground.inbox,
        read=read,
        known=ground.people.known,
        groups=groups,
        handle=turns.handle,
        show_again=turns.show_again,
        apologise=turns.apologise,
        say_trouble=turns.say_trouble,
        clock=ground.clock,
        say_trouble_to=turns.say_trouble_to,
        shared=ground.inbox if shared else None,
    )
    keep = KeepUpdates(ground.inbox, read, groups, pump.wake, turns.say_trouble, ground.clock)
    updates = _updates(ground, bot, keep, webhook)
    return Intake(dispatcher, updates, pump)


def _updates(ground: Ground, bot: Bot, keep: KeepUpdates, webhook: tuple[str, SecretStr] | None) -> "Poller | Webhook":
    if webhook is None:
        return Poller(bot, ground.inbox, keep, ground.clock, ground.counters)
    # It brings a server of HTTP, which costs 2 MB where updates are fetched.
    from bot.telegram.webhook import Webhook  # noqa: PLC0415

    url, secret = webhook
    return Webhook(bot, keep, url=url, secret=secret, clock=ground.clock, counters=ground.counters)


def _dispatcher(ground: Ground, rooms: Rooms) -> Dispatcher:
    dispatcher, composing = Dispatcher(), rooms.composing
    for part in rooms.workflow:
        dispatcher.workflow_data.update(part)
    access = AdmitsPeople(rooms.people.admission, rooms.people.strangers, ground.screen)
    errors = Errors(ground.screen, composing.screen, rooms.questions)
    for observer in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        observer.outer_middleware(access)
        observer.outer_middleware(errors)
        observer.outer_middleware(rooms.obstacles.sees)
    dispatcher.callback_query.outer_middleware(LeavesLivePages(rooms.connections.live))
    dispatcher.callback_query.outer_middleware(ShowsBelow())
    dispatcher.message.outer_middleware(
        TypedLabels(
            dispatcher,
            screen=ground.screen,
            keep=composing.keep_message,
            fill=composing.fill,
            fetch=composing.fetch_file,
        )
    )
    for router in make_routers():
        dispatcher.include_router(router)
    return dispatcher
