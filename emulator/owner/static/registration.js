// Registering this browser as a device, with the code that is mailed (protocol 5.5).

import { el, fill } from "/pages/static/dom.js";
import { t } from "/pages/static/words.js";

import { isRegistered, mailCode, register } from "./device.js";
import { closeButton, inFront } from "./dialog.js";
import { field, form } from "./forms.js";

/** Let the user register unless he is; false if he did not want to. */
export async function registered(car) {
  if (await isRegistered(car.vin)) {
    return true;
  }
  return Boolean(await inFront(t("device.title"), (answer) => steps(car.vin, answer)));
}

function steps(vin, answer) {
  const place = el("div", { class: "steps-in-front" });
  const type = () => fill(place, typing(vin, answer, mail));
  const mail = () => fill(place, mailing(vin, answer, type));
  mail();
  return place;
}

function mailing(vin, answer, next) {
  return [
    el("p", { text: t("device.intro") }),
    form({
      fields: [],
      submit: t("device.mail"),
      send: async () => {
        await mailCode(vin);
        next();
      },
      beside: [closeButton(answer)],
    }),
  ];
}

function typing(vin, answer, again) {
  return [
    el("p", { text: t("device.mailed") }),
    el("p", {}, el("a", { href: "/mailbox", target: "_blank", text: t("device.mailbox") })),
    form({
      fields: [
        field({
          name: "otp",
          label: t("device.code"),
          wrong: t("device.six_digits"),
          inputmode: "numeric",
          autocomplete: "one-time-code",
          pattern: "[0-9]{6}",
          required: true,
        }),
      ],
      submit: t("device.register"),
      send: async ({ otp }) => {
        await register(vin, otp);
        answer(true);
      },
      beside: [
        el("button", { type: "button", text: t("device.again"), onclick: again }),
        closeButton(answer),
      ],
    }),
  ];
}
