// Monitoring alerts: what the car watches, and what was broken (M1 to M5).

import { el } from "/pages/static/dom.js";
import { number } from "/pages/static/format.js";
import { trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import { ICONS, MOST, bodyOf, telling } from "../alerts/telling.js";
import { alerts, changeAlert, places, removeAlert } from "../beyond.js";
import { confirm } from "../dialog.js";
import { toggle } from "../forms.js";
import { icon } from "../icons.js";
import { redraw } from "../redraw.js";
import { WATCHED, has } from "../services.js";

const STAGES = {
  ACTIVATED: ["alerts.in_force", "good"],
  STATUS_ACTIVATION_IN_PROGRESS: ["alerts.pending", "stale"],
  STATUS_DELETION_IN_PROGRESS: ["alerts.ending", "stale"],
};

export async function render({ car, live }) {
  const node = el("div", { class: "alerts" });
  const known = await places();
  const read = async () => {
    const told = await alerts(car.vin);
    redraw(node, parts(car, told, known, read));
  };
  live(read);
  await read();
  return node;
}

function parts(car, { restrictions, offences }, known, read) {
  const kinds = Object.keys(WATCHED).filter((kind) => has(car, WATCHED[kind]));
  return [
    broken(offences),
    kinds.map((kind) => {
      const ofKind = restrictions.filter((one) => one.kind === kind);
      return section(car, kind, ofKind, known, read);
    }),
    el("p", { class: "hint", text: t("alerts.hint") }),
    el("p", {}, el("a", { href: "#/preferences", text: t("preferences.title") })),
  ];
}

function broken({ days, total, speed, curfew, zone }) {
  const kinds = { speed, curfew, area: zone };
  return el(
    "section",
    { class: "card offences" },
    el("h2", { text: t("alerts.offences", { days }) }),
    el("strong", { class: total > 0 ? "big alert" : "big", text: number(total) }),
    el(
      "ul",
      {},
      Object.entries(kinds).map(([kind, times]) =>
        el("li", {}, icon(ICONS[kind]), `${t(`alert.${kind}`)}: ${number(times ?? 0)}`),
      ),
    ),
  );
}

function section(car, kind, those, known, read) {
  const counting = those.filter((one) => one.status !== "STATUS_DELETION_IN_PROGRESS").length;
  const isFull = counting >= MOST[kind];
  return el(
    "section",
    { class: "card", "aria-labelledby": `alerts-${kind}` },
    el(
      "header",
      {},
      el("h2", { id: `alerts-${kind}` }, icon(ICONS[kind]), t(`alert.${kind}`)),
      el("span", { class: "small muted", text: counted(counting, MOST[kind]) }),
    ),
    those.length > 0 &&
      el("ul", { class: "alert-rows" }, those.map((one) => row(car, one, known, read))),
    isFull ? el("p", { class: "hint", text: t("alerts.full") }) : more(kind),
  );
}

function counted(times, most) {
  return t("alerts.count", { number: times, most });
}

function more(kind) {
  const href = `#/alerts/${kind}/new`;
  return el("a", { class: "button", href }, icon("plus"), t(`alert.${kind}.add`));
}

function row(car, alert, known, read) {
  const [stage, tone] = STAGES[alert.status];
  const isLeaving = alert.status === "STATUS_DELETION_IN_PROGRESS";
  const says = telling(alert, known);
  return el(
    "li",
    { class: alert.enabled ? null : "off" },
    el(
      "div",
      { class: "about" },
      alert.name && el("strong", { text: alert.name }),
      el("span", { text: says }),
      el(
        "span",
        { class: "pills" },
        el("span", { class: `pill ${tone}`, text: t(stage) }),
        alert.breached && el("span", { class: "pill alert", text: t("alerts.breached") }),
      ),
    ),
    !isLeaving && deeds(car, alert, says, read),
  );
}

function deeds(car, alert, says, read) {
  const name = alert.name || says;
  const change = (enabled) => switched(car, alert, enabled, read);
  return el(
    "div",
    { class: "row" },
    toggle(t("alerts.watched", { name }), alert.enabled, change),
    el("a", { class: "button", href: `#/alerts/${alert.kind}/${alert.id}`, text: t("change") }),
    el(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-label": t("alerts.remove", { name }),
        onclick: () => removed(car, alert, name, read),
      },
      icon("trash"),
    ),
  );
}

async function switched(car, alert, enabled, read) {
  await trying(() => changeAlert(car.vin, alert.id, bodyOf(alert, { enabled })));
  await read();
}

async function removed(car, alert, name, read) {
  const title = t("alerts.remove", { name });
  if (await confirm({ title, text: t("alerts.remove_text"), yes: t("remove"), isGrave: true })) {
    await trying(() => removeAlert(car.vin, alert.id), t("alerts.removed"));
    await read();
  }
}
