"""The servers of a burst: a sink that keeps nothing, a way to it that takes time, and a real Postfix (in the tests)."""

import asyncio
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

PATH = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"


@asynccontextmanager
async def sink() -> AsyncIterator[int]:
    """Run Postfix's smtp-sink; give its port."""
    port = _free_port()
    program = shutil.which("smtp-sink", path=PATH) or ""
    process = await asyncio.create_subprocess_exec(program, "-u", "nobody", f"127.0.0.1:{port}", "1024")
    try:
        await _until_open(port)
        yield port
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def delayed(port: int, one_way: float) -> AsyncIterator[int]:
    """Lay a way to a port on which everything takes `one_way` seconds in each direction; give its own port."""
    command = (sys.executable, "-m", "benchmarks.sending.servers", str(port), str(one_way))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield int(await process.stdout.readline())
    finally:
        process.terminate()
        await process.wait()


async def _delay(port: int, one_way: float) -> None:
    async def connect(near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        far, far_out = await asyncio.open_connection("127.0.0.1", port)
        async with asyncio.TaskGroup() as group:
            group.create_task(_carry(near, far_out, one_way))
            group.create_task(_carry(far, near_out, one_way))

    async with await asyncio.start_server(connect, "127.0.0.1", 0) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


async def _carry(source: asyncio.StreamReader, target: asyncio.StreamWriter, one_way: float) -> None:
    _at_once(target)
    loop = asyncio.get_running_loop()
    with suppress(ConnectionError):
        while piece := await source.read(64 * 1024):
            loop.call_later(one_way, target.write, piece)
    loop.call_later(one_way, target.close)


def _at_once(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


async def _until_open(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


if __name__ == "__main__":
    asyncio.run(_delay(int(sys.argv[1]), float(sys.argv[2])))
