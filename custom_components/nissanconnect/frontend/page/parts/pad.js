/** Asks for the security code, or whether a command is really meant. */

import { h, icon } from "../dom.js";

const DIGITS = 4;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "back"];

/** Show what is asked, in a dialog that holds the focus until it is answered. */
export function sheet(scene) {
  const { asked } = scene.ui;
  return (
    asked &&
    h(
      "dialog",
      { class: "sheet", "aria-labelledby": "asked", oncancel: () => scene.answer(null), onkeydown: (event) => typed(scene, event) },
      h("span", { class: "disc" }, icon(asked.symbol)),
      h("h3", { id: "asked" }, scene.t(`do_${asked.word}`), " · ", scene.vehicle.name),
      asked.code === undefined ? question(scene) : pad(scene),
    )
  );
}

function question(scene) {
  const { t, ui } = scene;
  return [
    h("p", null, t(`confirm_${ui.asked.word}`)),
    h(
      "div",
      { class: "choices" },
      h("button", { class: "choice", type: "button", onclick: () => scene.answer(null) }, t("cancel")),
      h("button", { class: "choice first", type: "button", autofocus: true, onclick: () => scene.answer("") }, t(`do_${ui.asked.word}`)),
    ),
  ];
}

function pad(scene) {
  const { t, ui } = scene;
  const { code } = ui.asked;
  return [
    h("p", { id: "wanted" }, t("enter_code")),
    h("p", { class: "unseen", role: "status" }, t("digits_entered", { count: String(code.length) })),
    h(
      "div",
      { class: "dots", "aria-hidden": "true" },
      Array.from({ length: DIGITS }, (_, index) => h("i", { class: index < code.length ? "full" : null })),
    ),
    h("div", { class: "keys" }, KEYS.map((key) => padKey(scene, key))),
    h("div", { class: "choices" }, h("button", { class: "choice", type: "button", onclick: () => scene.answer(null) }, t("cancel"))),
  ];
}

function padKey(scene, key) {
  if (key === "") {
    return h("span", null);
  }
  const isBack = key === "back";
  return h(
    "button",
    { class: "key", type: "button", autofocus: key === "1", "aria-label": isBack ? scene.t("delete_digit") : null, onclick: () => press(scene, key) },
    isBack ? icon("backspace-outline") : key,
  );
}

function typed(scene, event) {
  if (scene.ui.asked?.code === undefined) {
    return;
  }
  if (/^\d$/.test(event.key)) {
    press(scene, event.key);
    event.preventDefault();
  } else if (event.key === "Backspace") {
    press(scene, "back");
  }
}

function press(scene, key) {
  const before = scene.ui.asked.code;
  const code = key === "back" ? before.slice(0, -1) : (before + key).slice(0, DIGITS);
  if (code.length === DIGITS) {
    scene.answer(code);
  } else {
    scene.type(code);
  }
}
