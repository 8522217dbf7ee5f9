// Short words on a car's state, the most telling first.

import { el, fill } from "/pages/static/dom.js";
import { listed, number, span } from "/pages/static/format.js";
import { t } from "/pages/static/words.js";

const LOCKABLE = 5;

/** @param {HTMLElement} place */
export function pills(place) {
  let before = "";
  return (vehicle) => {
    const now = all(vehicle).filter(Boolean);
    const text = JSON.stringify(now);
    if (text !== before) {
      before = text;
      fill(
        place,
        now.map(([said, tone]) =>
          el("li", { class: `pill ${tone ?? ""}`, text: said }),
        ),
      );
    }
  };
}

function all(vehicle) {
  return [
    driving(vehicle),
    vehicle.ignition ? [t("pill.ignition_on"), "good"] : [t("pill.ignition_off")],
    locks(vehicle),
    ...remote(vehicle),
    ...codes(vehicle),
    [t(vehicle.asleep ? "pill.asleep" : "pill.awake")],
    vehicle.reachable ? [t("pill.reachable")] : [t("pill.unreachable"), "alert"],
    ...oddities(vehicle),
  ];
}

function driving({ driving: drive, speed_kmh }) {
  const values = drive && { speed: number(speed_kmh), left: number(drive.left_km, 1) };
  return drive && [t("pill.driving", values), "good"];
}

function locks({ locked, unlocked }) {
  if (locked) {
    return [t("pill.locked"), "good"];
  }
  const names = listed(unlocked.map((name) => t(`opening.${name}`)));
  return [
    unlocked.length < LOCKABLE
      ? t("pill.unlocked_some", { names })
      : t("pill.unlocked"),
    "stale",
  ];
}

function remote({ at, remote_run, climate_run, cabin, signal, alarm }) {
  return [
    remote_run && [t("pill.remote_run", { left: until(remote_run.until, at) }), "good"],
    climate_run && [
      t("pill.climate_run", { left: until(climate_run.until, at) }),
      "good",
    ],
    cabin.starts_at && [t("pill.climate_plan", { left: until(cabin.starts_at, at) })],
    signal && [t(`pill.${signal.target}`), "alert"],
    alarm && [t("pill.alarm"), "alert"],
  ];
}

function codes({ codes: all_, at }) {
  return all_.flatMap((code) => [
    code.awaits && [t(`pill.awaits_${code.awaits}`), "stale"],
    code.blocked_until > at && [
      t("pill.blocked", { left: until(code.blocked_until, at) }),
      "alert",
    ],
  ]);
}

function oddities(vehicle) {
  return [
    !vehicle.service && [t("pill.deactivated"), "alert"],
    !vehicle.radio.gnss && [t("pill.no_gnss"), "alert"],
    vehicle.privacy && [t("pill.privacy"), "stale"],
    vehicle.unsent && [t("pill.unsent"), "stale"],
    vehicle.key_inside && [t("pill.key_inside"), "stale"],
    vehicle.hazard_lights && [t("pill.hazard"), "stale"],
    vehicle.gear === "N" && [t("pill.neutral"), "stale"],
  ];
}

function until(moment, now) {
  return span((Date.parse(moment) - Date.parse(now)) / 1_000);
}
