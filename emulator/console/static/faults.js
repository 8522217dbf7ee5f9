// The fault desk: what is broken now, and what could be, for whom and for how long.

import { el, fill, set } from "/pages/static/dom.js";
import { span } from "/pages/static/format.js";
import { trying } from "/pages/static/said.js";
import { get, post, remove } from "/pages/static/talk.js";
import { t } from "/pages/static/words.js";
import { button } from "./controls.js";
import { faultForm } from "./fault_form.js";
import { doesWhat } from "./fault_words.js";

/**
 * @param {HTMLElement} place @param {HTMLElement} count how many are on
 * @param {() => string} vin the car that is driven
 */
export function faultDesk(place, count, vin) {
  const active = el("div", { class: "active-faults", "aria-live": "polite" });
  const form = faultForm(turnOn, vin);
  fill(place, active, form.drawn);
  const read = async () => {
    const [desk, { now }] = await Promise.all([get("faults"), get("clock")]);
    form.show(desk);
    showActive(active, desk.faults, now);
    const words = t(desk.faults.length > 0 ? "fault.on" : "fault.none_on", {
      count: desk.faults.length,
    });
    set(count, {
      text: words,
      class: `small ${desk.faults.length > 0 ? "alert" : "muted"}`,
    });
  };
  return { read };
}

function turnOn(wish) {
  return trying(
    () => post("faults", wish),
    t("fault.turned_on", { fault: wish.fault }),
  );
}

function showActive(place, faults, now) {
  const rows = faults.map((one) => row(one, now));
  if (JSON.stringify(faults.map((one) => line(one, now))) === place.dataset.shown) {
    return;
  }
  place.dataset.shown = JSON.stringify(faults.map((one) => line(one, now)));
  const all = button(t("fault.remove_all"), () => takeAway("faults", "fault.all_off"));
  fill(
    place,
    faults.length > 0 && [el("ul", { class: "lines" }, rows), faults.length > 1 && all],
  );
}

function row(fault, now) {
  const name = t("fault.remove", { fault: fault.fault });
  const onclick = () => takeAway(`faults/${fault.id}`, "fault.off");
  return el(
    "li",
    { "data-fault": fault.fault },
    el(
      "span",
      { class: "fault-text" },
      el("strong", { text: fault.fault }),
      " ",
      el("span", { text: doesWhat(fault) }),
      el("span", { class: "muted small", text: line(fault, now) }),
    ),
    button(t("fault.off_button"), onclick, { "aria-label": name }),
  );
}

function line(fault, now) {
  const { begins, ends, left, done, probability } = fault;
  const waits = seconds(now, begins);
  return [
    fault.account,
    fault.vin,
    fault.endpoint,
    waits > 0 && t("fault.begins_in", { span: span(waits) }),
    ends ? t("fault.ends_in", { span: span(seconds(now, ends)) }) : t("fault.endless"),
    left !== null && t("fault.left", { left }),
    probability < 1 && `${Math.round(probability * 100)} %`,
    t("fault.done", { done }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function takeAway(call, key) {
  return trying(() => remove(call), t(key));
}

function seconds(from, to) {
  return (Date.parse(to) - Date.parse(from)) / 1_000;
}
