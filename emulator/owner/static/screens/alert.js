// Adding or changing an alert (M2): `:kind` and `:id`, which is `new` for a new one.

import { el } from "/pages/static/dom.js";
import { say } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { areaEditor } from "../alerts/area.js";
import { curfewEditor } from "../alerts/curfew.js";
import { speedEditor } from "../alerts/speed.js";
import { ICONS } from "../alerts/telling.js";
import { addAlert, alerts, changeAlert, places } from "../beyond.js";
import { facts } from "../facts.js";
import { field, form, tick } from "../forms.js";
import { icon } from "../icons.js";

const EDITORS = { speed: speedEditor, curfew: curfewEditor, area: areaEditor };
const LONGEST_NAME = 60;

export async function render({ car, params, go }) {
  const { kind, id } = params;
  const [told, known, { location }] = await Promise.all([
    alerts(car.vin),
    places(),
    facts(car, ["location"]),
  ]);
  const alert = told.restrictions.find((one) => one.id === id);
  if (!(kind in EDITORS) || (!alert && id !== "new")) {
    return el("p", { class: "card", text: t("alert.gone") });
  }
  const editor = EDITORS[kind](alert, { places: known, location });
  const save = async (values) => {
    const body = { ...editor.attributes(values), ...common(values) };
    await (alert ? changeAlert(car.vin, id, body) : addAlert(car.vin, body));
    say(t("alert.saved"), "good");
    await go("/alerts");
  };
  return el(
    "section",
    { class: `card editor ${kind}` },
    el("h2", {}, icon(ICONS[kind]), t(alert ? `alert.${kind}.change` : `alert.${kind}.add`)),
    form({
      fields: [editor.node, nameField(alert), enabledField(alert)],
      submit: t("save"),
      send: save,
      beside: [el("a", { class: "button", href: "#/alerts", text: t("cancel") })],
    }),
    el("p", { class: "hint", text: t("alerts.hint") }),
  );
}

function common({ name, enabled }) {
  return name.trim() ? { enabled, name: name.trim() } : { enabled };
}

function nameField(alert) {
  return field({
    name: "name",
    label: t("alert.name"),
    hint: t("alert.name_hint"),
    maxlength: LONGEST_NAME,
    value: alert?.name ?? "",
    autocomplete: "off",
  });
}

function enabledField(alert) {
  return tick({
    name: "enabled",
    label: t("alert.enabled"),
    checked: alert ? alert.enabled : true,
  });
}
