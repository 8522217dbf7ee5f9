"""How the steps of a scenario are done, and what is said of what went wrong."""

from typing import Final

from msgspec.structs import replace

from . import cloud_deeds as deeds
from .cloud import account_mails, departures
from .cloud.accounts import Account, Role
from .cloud.addresses import fold
from .cloud.errors import RefusedError
from .cloud.mailbox import Letter
from .cloud.passwords import SALT_BYTES, quick
from .cloud.subscriptions import Plan, months_after
from .expected import Expected
from .looking import wrongs
from .moments import seconds
from .stage import Stage
from .steps import FaultDeed, Pacing, ServiceDue
from .tcu.deeds import Refused
from .timeline import Planned

_NO_ACCOUNT: Final = "no_account"
_NO_ALERT: Final = "unknown_alert"


def perform(stage: Stage, planned: Planned) -> tuple[str, ...]:
    """Do a step; return what went wrong, or differs from what it asserts."""
    step = planned.step
    if isinstance(step.deed, Expected):
        return tuple(wrongs(stage, step.deed, planned.vin))
    try:
        _do(stage, planned)
    except Refused as err:
        code, text = err.code, err.message
    except RefusedError as err:
        code, text = err.reason.value, err.reason.value
    else:
        return () if step.refused is None else (f"expected {step.refused}, was done",)
    if code == step.refused:
        return ()
    return (text if step.refused is None else f"expected {step.refused}, was {code}",)


def _do(stage: Stage, planned: Planned) -> None:
    """Do a deed; raises Refused and RefusedError."""
    vin = planned.vin or ""
    match planned.step.deed:
        case ServiceDue() as due:
            stage.set_service(vin, due)
        case FaultDeed() as fault:
            _break(stage, fault, planned.vin)
        case Pacing() as pacing:
            stage.clock.change_pace_here(speed=pacing.speed, held=pacing.held)
        case deeds.OnAccount() as deed:
            _do_on_account(stage, deed)
        case deeds.OnCar() as deed:
            _do_on_car(stage, deed, vin)
        case Expected():
            raise TypeError("an assert is no deed")
        case deed:
            stage.act(stage.cars[vin], deed)


def _break(stage: Stage, fault: FaultDeed, vin: str | None) -> None:
    desk = stage.faults
    if fault.start is None:
        for one in desk.switches:
            if fault.stops_all or one.fault == fault.stop:
                desk.turn_off(one.id)
        return
    account = _account(stage, fault.account).user_id if fault.account else None
    desk.turn_on(
        fault.start,
        account=account,
        vin=vin,
        endpoint=fault.endpoint,
        for_s=seconds(fault.for_) if fault.for_ else None,
        probability=fault.probability,
        count=fault.count,
    )


def _do_on_account(stage: Stage, deed: deeds.AccountDeed) -> None:
    cloud = stage.cloud
    match deed:
        case deeds.ChangePassword(address, typed):
            account = _account(stage, address)
            password = quick(typed, cloud.secrets.data(SALT_BYTES))
            changed = replace(account, password=password)
            cloud.accounts.documents[account.user_id] = changed
        case deeds.SignOut(address):
            cloud.tokens.forget(_account(stage, address).user_id)
        case deeds.Mail(to, subject, text):
            cloud.mailbox.send(to, Letter(subject, text))


def _do_on_car(stage: Stage, deed: deeds.CarDeed, vin: str) -> None:
    cloud = stage.cloud
    match deed:
        case deeds.EndPlan(plan):
            ended = Plan(stage.clock.now, renews=False)
            cloud.subscriptions.set(vin, plan, ended)
        case deeds.RenewPlan(plan, months):
            zone = cloud.vehicles.documents[vin].tzinfo
            ends_at = months_after(stage.clock.now, months, zone)
            cloud.subscriptions.set(vin, plan, Plan(ends_at, renews=False))
        case deeds.Prefer(address, topics):
            user_id = _account(stage, address).user_id
            known = cloud.preferences.of(vin, user_id)
            cloud.preferences.put(vin, user_id, replace(known, **topics))
        case deeds.Wake():
            stage.cars[vin].wake(stage.clock.now)
        case deeds.Deactivate():
            cloud.activations.deactivate(vin)
        case deeds.Activate():
            cloud.activations.activate(vin)
        case deeds.Pair() | deeds.Unpair() | deeds.Sell():
            _do_on_pairing(stage, deed, vin)
        case alert:
            _do_on_alert(stage, alert, vin)


def _do_on_pairing(
    stage: Stage, deed: deeds.Pair | deeds.Unpair | deeds.Sell, vin: str
) -> None:
    cloud, account = stage.cloud, _account(stage, deed.account)
    if isinstance(deed, deeds.Pair):
        _pair(stage, account, deed, vin)
        return
    known = account.cars.get(vin)
    if known is None:
        raise Refused("not_paired", "the car is not on the account", "account")
    if isinstance(deed, deeds.Sell):
        cloud.accounts.share(account.user_id, vin, replace(known, sold=True))
    else:
        departures.unpair(cloud, account.user_id, vin)


def _pair(stage: Stage, account: Account, deed: deeds.Pair, vin: str) -> None:
    """Put a car on an account; a new owner unpairs who has it still (P5)."""
    cloud = stage.cloud
    if deed.role is Role.OWNER:
        departures.take_over(cloud, vin)
        letter = account_mails.paired(account, cloud.vehicles.name(vin))
        cloud.mailbox.send(account.email, letter)
    cloud.accounts.pair(account.user_id, vin, at=stage.clock.now, role=deed.role)


def _do_on_alert(
    stage: Stage,
    deed: deeds.AddAlert | deeds.ChangeAlert | deeds.SwitchAlert | deeds.RemoveAlert,
    vin: str,
) -> None:
    monitoring = stage.cloud.monitoring
    if isinstance(deed, deeds.AddAlert):
        alert = deed.alert.alert(monitoring.new_id(vin))
        monitoring.add(vin, alert, deed.alert.name)
        return
    wanted = monitoring.of(vin)
    names = {name: alert_id for alert_id, name in wanted.names.items()}
    known = wanted.find(names.get(deed.name, ""))
    if known is None:
        raise Refused(_NO_ALERT, f"no alert {deed.name!r}", "name")
    match deed:
        case deeds.ChangeAlert(name, wish):
            monitoring.change(vin, wish.alert(known.alert_id), wish.name or name)
        case deeds.SwitchAlert(name, on):
            monitoring.change(vin, replace(known, enabled=on), name)
        case deeds.RemoveAlert():
            monitoring.remove(vin, known.alert_id)


def _account(stage: Stage, address: str) -> Account:
    account = stage.cloud.accounts.documents.find(fold(address))
    if account is None:
        raise Refused(_NO_ACCOUNT, f"no account {address!r}", "account")
    return account
