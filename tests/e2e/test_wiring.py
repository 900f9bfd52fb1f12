"""Everything is put together: what a handler asks for by name is there."""

import inspect
from collections.abc import Iterator

from aiogram import Router
from aiogram.dispatcher.event.handler import HandlerObject

from bot.app.routers import make_routers
from tests.e2e.conftest import Product

GIVEN = {"bot", "callback_data", "command", "person", "visit", "left", "opened", "asked"}
"""What aiogram, middleware and filters give."""


def handlers(router: Router) -> Iterator[HandlerObject]:
    for observer in router.observers.values():
        yield from observer.handlers
    for inner in router.sub_routers:
        yield from handlers(inner)


async def test_every_handler_is_given_what_it_asks_for(product: Product) -> None:
    assert product.app is not None
    given = GIVEN | product.app.dispatcher.workflow_data.keys()
    asked = {
        handler.callback.__qualname__: set(list(inspect.signature(handler.callback).parameters)[1:])
        for router in make_routers()
        for handler in handlers(router)
    }
    assert len(asked) > 100
    assert {name: names - given for name, names in asked.items() if names - given} == {}
