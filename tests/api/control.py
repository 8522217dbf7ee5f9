"""A car of the emulator and a registered remote control of it."""

from dataclasses import dataclass

from custom_components.nissanconnect.api.client import NissanClient
from custom_components.nissanconnect.api.commands import Command, keeps_code
from custom_components.nissanconnect.api.outcomes import CommandResult
from emulator.tcu.deeds import DriverDeed, RadioChange, WorkshopDeed
from emulator.tcu.truth import Truth

from .conftest import Owner
from .remote import Remote

CODE = "1234"
DEVICE = "home-assistant-1"


@dataclass
class Control:
    """The first car of a persona, as its owner holds it in two hands."""

    remote: Remote
    persona: str

    @property
    def truth(self) -> Truth:
        """What is true of the car now."""
        emulator = self.remote.owner.emulator
        return emulator.car(self.persona).truth(emulator.world.clock.now)

    def do(self, deed: DriverDeed | WorkshopDeed | RadioChange) -> None:
        """Do something at the car."""
        self.remote.owner.emulator.do(self.persona, deed)

    async def later(self, seconds: float) -> None:
        """Let time pass."""
        await self.remote.owner.emulator.advance(seconds)

    async def register(self) -> None:
        """Register our device by the mailed code."""
        devices = self.remote.client.devices(self.remote.vehicle)
        await devices.request_otp(DEVICE)
        mailbox = self.remote.owner.emulator.world.cloud.mailbox
        code = mailbox.newest_first()[0].letter.code
        assert code is not None
        await devices.register(DEVICE, code, "Home Assistant")

    async def send(self, command: Command, code: str | None = CODE) -> CommandResult:
        """Send a command with the code."""
        queue = self.remote.queue
        return await queue.send(command, code=code, device_id=DEVICE)


async def control(
    owner: Owner, client: NissanClient, persona: str, *, registered: bool = True
) -> Control:
    """Return a car's remote control, registered if the car keeps a code."""
    remote = Remote(owner, client, await owner.vehicle(client, persona))
    made = Control(remote, persona)
    if registered and keeps_code(remote.vehicle, remote.learnt):
        await made.register()
    owner.meddler.forget()
    return made
