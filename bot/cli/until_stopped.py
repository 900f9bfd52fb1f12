"""What commands share that work until a signal stops them."""

import asyncio
import gc
import importlib
import signal

NEVER = 1_000_000


def stop_at_signals() -> asyncio.Event:
    """Return what is set by SIGINT and SIGTERM from now on."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def spare_what_stays() -> None:
    """Let no collection walk through what is there now.

    What the libraries hold stays for ever: walking through it all would stop everybody for a third of a second.
    """
    gc.collect()
    gc.freeze()


def import_at_once(name: str) -> None:
    """Import a module, and all that it needs, without walking again and again through what was imported so far.

    Nearly all of it stays; what is young is collected as ever.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    try:
        importlib.import_module(name)
    finally:
        gc.set_threshold(young, middle, old)
