// A new registration PIN, for who has shown that the car is his; it is seen once.

import { el, fill } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";
import { choice, form, tick } from "/owner/static/forms.js";

import { post } from "./calls.js";

const PROOFS = ["registration_certificate", "purchase_contract"];

/** @param {{vin: string}} file */
export function pinCard({ vin }) {
  const place = el("div", { class: "step-part" });
  const send = async ({ proof, seen }) => {
    const { pin } = await post(`vehicles/${vin}/pin`, { proof, seen });
    fill(place, issued(pin, () => draw()));
    place.querySelector(".pin").focus();
  };
  const draw = () => fill(place, asking(send));
  draw();
  return el("section", { class: "card" }, el("h2", { text: t("desk.pin") }), place);
}

function asking(send) {
  return [
    el("p", { class: "muted", text: t("desk.pin.about") }),
    form({
      fields: [
        choice({
          name: "proof",
          label: t("desk.pin.proof"),
          options: PROOFS.map((proof) => [proof, t(`desk.proof.${proof}`)]),
        }),
        tick({
          name: "seen",
          label: t("desk.pin.seen"),
          wrong: t("desk.pin.see_it"),
          required: true,
        }),
      ],
      submit: t("desk.pin.issue"),
      send,
    }),
  ];
}

function issued(pin, done) {
  return [
    el("p", { class: "pin", tabindex: "-1", "aria-label": t("desk.pin.new", { pin }), text: pin }),
    el("p", { class: "muted", text: t("desk.pin.once") }),
    el(
      "div",
      { class: "row deeds" },
      el("button", { type: "button", text: t("desk.pin.done"), onclick: done }),
    ),
  ];
}
