"""The picture of the car: the maker's, else our own drawing in the car's colour."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from homeassistant.components.image import Image, async_get_image
from homeassistant.const import Platform
import pytest

from custom_components.nissanconnect.picture.paint import SILVER, paint
from emulator import persona

from .world import World

PNG = b"\x89PNG\r\n\x1a\n a picture"
HOUR = 3_600


class Gallery:
    """Where the maker keeps pictures."""

    def __init__(self) -> None:
        """Answer well."""
        self.asked = 0
        self.status = HTTPStatus.OK

    async def show(self, request: web.Request) -> web.Response:
        """Answer with a picture, or not."""
        self.asked += 1
        return web.Response(body=PNG, content_type="image/png", status=self.status)


@pytest.fixture
async def gallery(socket_enabled: None) -> AsyncIterator[tuple[Gallery, str]]:
    """Serve pictures; return who does and the address of one."""
    gallery = Gallery()
    app = web.Application()
    app.router.add_get("/FE0/XGG.png", gallery.show)
    async with TestServer(app) as server:
        yield gallery, str(server.make_url("/FE0/XGG.png"))


async def _picture(world: World) -> Image:
    entity_id = world.entity_id("almera", Platform.IMAGE, "picture")
    return await async_get_image(world.hass, entity_id)


def _name(world: World, **changes: Any) -> None:
    """Have the list of cars say something else of the car."""
    cloud = world.emulator.world.cloud
    vin = world.emulator.car("almera").vin
    row = {"vin": vin, "modelName": "Almera", "color": "QAB", "services": []}
    world.front.heal()
    world.front.say(r"/v5/users/.*/cars$", {"data": [{**row, **changes}]})
    assert vin in cloud.vehicles.documents


async def test_a_car_is_drawn_in_its_colour(world: World) -> None:
    """Nothing is asked of anybody for it; another colour is another picture."""
    world.keep("almera")
    await world.set_up(world.entry())
    drawn = await _picture(world)
    assert drawn.content_type == "image/svg+xml"
    assert drawn.content.startswith(b"<svg")
    assert paint("QAB").encode() in drawn.content
    seen = world.state("almera", Platform.IMAGE, "picture").state
    _name(world, color="NAH")
    await world.advance(HOUR + 60)
    assert paint("NAH").encode() in (await _picture(world)).content
    assert world.state("almera", Platform.IMAGE, "picture").state > seen


async def test_the_makers_picture_is_fetched_once(
    world: World, gallery: tuple[Gallery, str]
) -> None:
    """And our own is shown where that fails."""
    maker, url = gallery
    world.keep("almera")
    _name(world, pictureURL=url)
    await world.set_up(world.entry())
    for _ in range(2):
        shown = await _picture(world)
        assert (shown.content, shown.content_type) == (PNG, "image/png")
    assert maker.asked == 1
    maker.status = HTTPStatus.NOT_FOUND
    _name(world, pictureURL=f"{url}?again")
    await world.advance(HOUR + 60)
    assert (await _picture(world)).content_type == "image/svg+xml"


async def test_an_address_of_another_kind_is_not_followed(world: World) -> None:
    """No file is read for it."""
    world.keep("almera")
    _name(world, pictureURL="file:///etc/hostname")
    await world.set_up(world.entry())
    assert (await _picture(world)).content_type == "image/svg+xml"


def test_every_colour_of_the_personas_is_known() -> None:
    """Else they are drawn in silver."""
    codes = {
        code for name in persona.names() for code in persona.load(name).platform.colors
    }
    assert not {code for code in codes if paint(code) == SILVER}
    assert paint(None) == paint("???") == SILVER
