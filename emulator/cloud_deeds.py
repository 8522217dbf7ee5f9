"""What people do in the cloud rather than at the car, as a scenario writes it."""

from typing import Annotated

from msgspec import Meta, Struct

from .cloud.accounts import Role
from .cloud.preferences import Topic
from .cloud.subscriptions import PlanName
from .services.restriction_bodies import Name, Restriction
from .tcu.deeds import tag

type Months = Annotated[int, Meta(ge=1, le=60)]
type Text = Annotated[str, Meta(min_length=1, max_length=2_000)]


class OnAccount(
    Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag=tag
):
    """What has to do with people; it needs no car."""


class OnCar(Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag=tag):
    """What has to do with the car of the step."""


class ChangePassword(OnAccount, frozen=True):
    """The owner sets a new password; who is signed in stays so."""

    account: str
    password: Text


class SignOut(OnAccount, frozen=True):
    """The cloud ends all sessions of an account."""

    account: str


class Mail(OnAccount, frozen=True):
    """The maker mails something."""

    to: str
    subject: Text
    text: Text


class AddAlert(OnCar, frozen=True):
    """The owner wants one more alert; he names it (M1)."""

    alert: Restriction


class ChangeAlert(OnCar, frozen=True):
    """The owner wants the alert of a name otherwise."""

    name: Name
    alert: Restriction


class SwitchAlert(OnCar, frozen=True):
    """The owner switches the alert of a name (M2)."""

    name: Name
    on: bool


class RemoveAlert(OnCar, frozen=True):
    """The owner wants the alert of a name no more."""

    name: Name


class Prefer(OnCar, frozen=True):
    """An owner says what his telephone is notified of (M6)."""

    account: str
    topics: dict[Topic, bool]


class EndPlan(OnCar, frozen=True):
    """A plan ends now (P3)."""

    plan: PlanName


class RenewPlan(OnCar, frozen=True):
    """A plan is paid for from now on (P3)."""

    plan: PlanName
    months: Months = 12


class Pair(OnCar, frozen=True):
    """A car comes onto an account; a new owner unpairs who has it still (E6, P5)."""

    account: str
    role: Role = Role.OWNER


class Unpair(OnCar, frozen=True):
    """A car goes from an account, with its owner all that was told of it (E9)."""

    account: str


class Sell(OnCar, frozen=True):
    """A car is another's: the account lists it still, and is refused (F81)."""

    account: str


class Wake(OnCar, frozen=True):
    """Some client has the cloud wake the car, which costs 12 V charge (F74)."""


class Deactivate(OnCar, frozen=True):
    """The car's services are switched off (E8)."""


class Activate(OnCar, frozen=True):
    """The car's services are switched on, which takes minutes (E8)."""


type AccountDeed = ChangePassword | SignOut | Mail
type CarDeed = (
    AddAlert
    | ChangeAlert
    | SwitchAlert
    | RemoveAlert
    | Prefer
    | EndPlan
    | RenewPlan
    | Pair
    | Unpair
    | Sell
    | Wake
    | Deactivate
    | Activate
)
type CloudDeed = AccountDeed | CarDeed
