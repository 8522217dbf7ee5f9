"""The baseline: an aiohttp application that does nothing but return bytes.

`python -m benchmarks.bare MEDIA_TYPE` takes the bytes from standard input and prints
one line `ready http://HOST:PORT` as the emulator does.
"""

import asyncio
import sys

from aiohttp import web

from emulator.server import address, bind
from emulator.testing import LOOPBACK


async def _serve(media_type: str, body: bytes) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=body, content_type=media_type)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listener = bind(LOOPBACK, 0)
    await web.SockSite(runner, listener).start()
    sys.stdout.write(f"ready {address(listener)}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], sys.stdin.buffer.read()))
