"""The maker's HTTP faces: request in, cloud call, response out."""

from aiohttp import web

from emulator.cloud.cloud import Cloud

CLOUD = web.AppKey("cloud", Cloud)
