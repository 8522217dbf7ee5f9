"""The maker's HTTP faces: request in, cloud call, response out."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from emulator.cloud.cloud import Cloud

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CLOUD = web.AppKey[Callable[[], Cloud]]("cloud")
