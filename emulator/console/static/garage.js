// The cars to choose from; a fleet is not drawn, but searched.

import { el, fill, set, svg } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { get } from "/pages/static/talk.js";
import { t } from "/pages/static/words.js";
import { outline, shapeOf } from "./car_shape.js";
import { paint } from "./paint.js";

const MOST = 12;

/**
 * @param {HTMLElement} place
 * @param {() => string} chosen the VIN of the car that is driven
 */
export function garage(place, chosen) {
  const list = el("ul", { class: "cars" });
  const more = el("p", { class: "muted small", "aria-live": "polite" });
  const search = el("input", {
    type: "search",
    "aria-label": t("garage.search"),
    placeholder: t("garage.search"),
  });
  fill(place, search, list, more);
  let drawn = "";
  const read = async () => {
    const { vehicles, found } = await get("vehicles", {
      search: search.value.trim(),
      limit: MOST,
    });
    const text = JSON.stringify([vehicles.map(told), chosen()]);
    if (text !== drawn) {
      drawn = text;
      redraw(list, vehicles, chosen());
    }
    search.hidden = found <= MOST && search.value === "";
    set(more, {
      text:
        found > MOST
          ? t("garage.more", { more: number(found - MOST) })
          : found === 0
            ? t("garage.none")
            : "",
    });
    return vehicles;
  };
  search.addEventListener("input", read);
  return { read, holds: (vin) => drawn.includes(vin) };
}

// What of a car is drawn here: else each metre driven would draw it anew.
function told({ vin, nickname, title, color, locked, driving, ignition, alarm }) {
  return [vin, nickname, title, color, locked, Boolean(driving), ignition, alarm];
}

function redraw(list, vehicles, chosen) {
  const focused = document.activeElement?.dataset?.vin;
  fill(
    list,
    vehicles.map((one) => el("li", {}, link(one, one.vin === chosen))),
  );
  list.querySelector(`[data-vin="${focused}"]`)?.focus();
}

function link(vehicle, is) {
  return el(
    "a",
    {
      href: `#${vehicle.vin}`,
      "data-vin": vehicle.vin,
      "aria-current": is ? "true" : null,
    },
    thumbnail(vehicle),
    el(
      "span",
      { class: "names" },
      el("strong", { text: vehicle.nickname ?? vehicle.model }),
      el("span", { class: "muted small", text: whose(vehicle) }),
    ),
    el("span", {
      class: `dot ${mood(vehicle)}`,
      title: t(`garage.${mood(vehicle)}`),
      role: "img",
      "aria-label": t(`garage.${mood(vehicle)}`),
    }),
  );
}

function whose({ paired_to }) {
  return paired_to.length > 0 ? paired_to.join(", ") : t("garage.showroom");
}

function mood({ alarm, driving, ignition, locked }) {
  return alarm
    ? "alarm"
    : driving
      ? "drives"
      : ignition
        ? "on"
        : locked
          ? "parked"
          : "unlocked";
}

function thumbnail({ model, color }) {
  const shape = shapeOf(model);
  const half = shape.half;
  return svg(
    "svg",
    { viewBox: "-110 40 220 520", class: "thumb", "aria-hidden": "true" },
    svg("path", { d: outline(shape), fill: paint(color).body, class: "thumb-body" }),
    svg("rect", {
      x: -half + 22,
      y: shape.glass,
      width: 2 * half - 44,
      height: shape.roofEnd - shape.glass + 30,
      rx: 26,
      class: "thumb-glass",
    }),
  );
}
