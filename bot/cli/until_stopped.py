"""What commands share that work until a signal stops them."""

import asyncio
import gc
import signal


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
