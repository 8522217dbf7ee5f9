// Questions and support (E11): the country decides the number.

import { el, fill } from "/pages/static/dom.js";
import { say } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { brandOf } from "../brand/brands.js";
import { choice, form, textArea } from "../forms.js";
import { countryName } from "../store/prices.js";

const QUESTIONS = [
  "new",
  "months",
  "renew",
  "cancel",
  "sell",
  "used",
  "family",
  "pin",
  "bill",
  "data",
];
const COUNTRIES = ["FR", "JP", "SA", "TH", "US"];

export async function render({ car, me }) {
  const { brands } = await api.get("support");
  return el(
    "div",
    { class: "pair" },
    questions(),
    el("div", { class: "stack" }, contact(brands[brandOf(car).name] ?? {}, me, car), feedback()),
  );
}

function questions() {
  return el(
    "section",
    { class: "card faq" },
    el("h2", { text: t("faq.title") }),
    QUESTIONS.map((name) =>
      el(
        "details",
        {},
        el("summary", { text: t(`faq.${name}.q`) }),
        el("p", { text: t(`faq.${name}.a`) }),
      ),
    ),
  );
}

function contact(contacts, me, car) {
  const place = el("dl", { class: "summary", "aria-live": "polite" });
  const draw = (country) => fill(place, rows(contacts[country] ?? {}, car));
  const known = [...new Set([me.country, ...COUNTRIES])].filter(Boolean);
  draw(me.country);
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("support.title") }),
    choice({
      name: "country",
      label: t("support.country"),
      value: me.country,
      options: known.map((code) => [code, countryName(code)]),
      onchange: (event) => draw(event.target.value),
    }),
    place,
    el("p", { class: "small muted", text: t("support.ready") }),
  );
}

function rows({ phone, web }, car) {
  return [
    row("support.phone", phone && el("a", { href: `tel:${dialled(phone)}`, text: phone })),
    row("support.web", web && el("a", { href: web, rel: "noreferrer", text: new URL(web).host })),
    car && row("support.vin", el("span", { class: "vin", text: car.vin })),
  ];
}

function row(key, known) {
  const value = known || el("span", { class: "muted", text: t("support.unknown") });
  return el("div", {}, el("dt", { text: t(key) }), el("dd", {}, value));
}

/** A number as a telephone dials it: without the 0 in front that stands after +66. */
function dialled(phone) {
  return phone.replace(/[()\s-]/g, "").replace(/^(\+\d{2})0/, "$1");
}

function feedback() {
  const send = async ({ text }) => {
    await api.post("support/feedback", { text });
    say(t("feedback.sent"), "good");
  };
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("feedback.title") }),
    form({
      fields: [
        textArea({ name: "text", label: t("feedback.text"), maxlength: 2_000, required: true }),
      ],
      submit: t("feedback.send"),
      send,
    }),
  );
}
