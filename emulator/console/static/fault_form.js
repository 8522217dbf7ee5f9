// Which fault to turn on, for whom, from when, how long, how often.

import { el, fill } from "/pages/static/dom.js";
import { get } from "/pages/static/talk.js";
import { t } from "/pages/static/words.js";
import { labelled } from "./controls.js";
import { doesWhat } from "./fault_words.js";

/**
 * @param {(wish: object) => Promise<unknown>} turnOn
 * @param {() => string} vin the car that is driven
 */
export function faultForm(turnOn, vin) {
  const endpoints = el("datalist", { id: "endpoints" });
  const accounts = el("datalist", { id: "known-accounts" });
  const choice = chooser();
  const onsubmit = (event) => {
    event.preventDefault();
    turnOn(wish(event.target, vin()));
  };
  const drawn = el(
    "form",
    { class: "fault-form", onsubmit },
    choice.drawn,
    scope(),
    [endpoints, accounts],
    knobs(),
    el("button", { class: "main", text: t("fault.turn_on") }),
  );
  let known = false;
  const show = async (desk) => {
    if (!known) {
      known = true;
      choice.show(desk.known);
      suggest(endpoints, desk.endpoints);
      const { accounts: some } = await get("world");
      const emails = some.map((one) => one.email);
      suggest(accounts, emails);
    }
  };
  return { drawn, show };
}

function suggest(place, values) {
  const options = values.map((value) => el("option", { value }));
  fill(place, options);
}

function chooser() {
  const name = t("fault.search");
  const search = el("input", { type: "search", placeholder: name, "aria-label": name });
  const list = el("select", {
    name: "fault",
    size: 6,
    required: true,
    "aria-label": t("fault.which"),
    class: "known",
  });
  const does = el("p", { class: "does small", "aria-live": "polite" });
  let known = [];
  const filter = () => fill(list, options(known, search.value));
  search.addEventListener("input", filter);
  list.addEventListener("change", () => tell(does, known, list.value));
  const show = (faults) => {
    known = faults;
    filter();
  };
  return { drawn: [search, list, does], show };
}

function options(known, typed) {
  const words = typed.toLowerCase().split(/\s+/);
  const isMeant = (one) => {
    const text = `${one.fault} ${one.does} ${doesWhat(one)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return known
    .filter(isMeant)
    .map((one) =>
      el("option", { value: one.fault, text: `${one.fault}  ${doesWhat(one)}` }),
    );
}

function tell(place, known, chosen) {
  const fault = known.find((one) => one.fault === chosen);
  const where =
    fault.endpoints.length > 0 ? fault.endpoints.join(", ") : t("fault.everywhere");
  const often =
    fault.count === null ? "" : ` · ${t("fault.left", { left: fault.count })}`;
  fill(
    place,
    el("span", { text: doesWhat(fault) }),
    el("span", { class: "muted", text: ` · ${where}${often}` }),
  );
}

function scope() {
  const cars = [
    ["all", t("fault.all_cars")],
    ["this", t("fault.this_car")],
  ].map(([value, text]) => el("option", { value, text }));
  return el(
    "div",
    { class: "knobs" },
    labelled(
      "fault.account",
      el("input", {
        name: "account",
        type: "email",
        list: "known-accounts",
        placeholder: t("fault.all_accounts"),
      }),
    ),
    labelled("fault.vin", el("select", { name: "car" }, cars)),
    labelled(
      "fault.endpoint",
      el("input", {
        name: "endpoint",
        list: "endpoints",
        placeholder: t("fault.its_own"),
      }),
    ),
  );
}

function knobs() {
  const knob = (name, more) =>
    labelled(
      `fault.${name}`,
      el("input", { type: "number", name, step: "any", min: 0, ...more }),
    );
  return el(
    "div",
    { class: "knobs" },
    knob("after_s", { placeholder: "0" }),
    knob("for_s", { placeholder: "∞" }),
    knob("probability", { max: 100, min: 1, placeholder: "100" }),
    knob("count", { min: 1, step: 1, placeholder: "∞" }),
  );
}

function wish(form, vin) {
  const of = (name) => form.elements[name];
  const texts = ["fault", "account", "endpoint"].map((name) => [
    name,
    of(name).value.trim(),
  ]);
  const numbers = ["after_s", "for_s", "count"].map((name) => [
    name,
    of(name).valueAsNumber,
  ]);
  const probability = of("probability").valueAsNumber / 100;
  const given = [
    ...texts,
    ...numbers,
    ["probability", probability],
    ["vin", of("car").value === "this" ? vin : ""],
  ];
  return Object.fromEntries(
    given.filter(([, value]) => value !== "" && !Number.isNaN(value)),
  );
}
