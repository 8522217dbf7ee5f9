// What clients asked of the maker's cloud, and what the judge says to it.

import { el, fill, set } from "/pages/static/dom.js";
import { clockTime, number } from "/pages/static/format.js";
import { trying } from "/pages/static/said.js";
import { get, remove } from "/pages/static/talk.js";
import { t } from "/pages/static/words.js";
import { button } from "./controls.js";

const MOST = 200;
const SHOWN = 60;
const FAILED = 400;

/** @param {HTMLElement} place @param {HTMLElement} verdict in a line */
export function requests(place, verdict) {
  const client = el("select", { "aria-label": t("request.client") });
  const log = logPlace();
  const calls = el("div");
  const forget = async () => {
    await trying(() => remove("judge"), t("request.forgotten"));
    await read();
  };
  const read = async () => {
    const asked = get("requests", { limit: MOST });
    const [{ requests: rows }, judged] = await Promise.all([asked, get("judge")]);
    showClients(client, rows);
    showLog(log, rows, judged.findings, client.value);
    showCalls(calls, judged.calls, client.value);
    showVerdict(verdict, judged);
  };
  client.addEventListener("change", read);
  const summary = el("summary", { text: t("request.calls") });
  fill(
    place,
    el("div", { class: "row" }, client, button(t("request.forget"), forget)),
    log,
    el("details", { class: "calls" }, summary, calls),
  );
  return { read };
}

function logPlace() {
  return el("div", {
    class: "log",
    tabindex: 0,
    role: "region",
    "aria-label": t("request.log"),
  });
}

function showVerdict(place, { clean, findings }) {
  const count = findings.length;
  const text = clean ? t("request.clean") : t("request.findings", { count });
  set(place, { text, class: `small ${clean ? "good" : "alert"}` });
}

function showClients(select, rows) {
  const names = [...new Set(rows.map((row) => row.client))].sort();
  if (select.dataset.shown !== JSON.stringify(names)) {
    const chosen = select.value;
    select.dataset.shown = JSON.stringify(names);
    const options = names.map((name) =>
      el("option", { value: name, text: short(name) }),
    );
    fill(select, el("option", { value: "", text: t("request.all_clients") }), options);
    select.value = names.includes(chosen) ? chosen : "";
  }
}

function showLog(place, rows, findings, client) {
  const asked = rows
    .filter((row) => client === "" || row.client === client)
    .slice(-SHOWN)
    .reverse();
  if (asked.length === 0) {
    fill(place, el("p", { class: "muted", text: t("request.none") }));
    return;
  }
  const heads = ["time", "who", "what", "status", "marks"].map((name) =>
    el("th", { scope: "col", text: t(`request.head_${name}`) }),
  );
  const lines = asked.map((row) => line(row, findings));
  fill(
    place,
    el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, lines)),
  );
}

function line(row, findings) {
  const charges = findings
    .filter((one) => isOf(one, row))
    .map((one) => el("span", { class: "pill alert", text: t(`charge.${one.charge}`) }));
  return el(
    "tr",
    { class: charges.length > 0 ? "charged" : "" },
    el(
      "td",
      {},
      el("time", { datetime: row.at, text: clockTime(row.at, "UTC", true) }),
    ),
    el("td", { title: row.client, text: short(row.client) }),
    el("td", {}, el("code", { text: `${row.method} ${row.path}` })),
    el("td", { class: row.status >= FAILED ? "stale" : "", text: row.status }),
    el(
      "td",
      {},
      row.woken && el("span", { class: "pill", text: t("request.woken") }),
      charges,
    ),
  );
}

// What was wrong with a sign-in names no request of it: then all that were sent count.
function isOf(finding, row) {
  if (finding.request !== null) {
    return finding.request === row.id;
  }
  return (
    row.method === "POST" && finding.at === row.at && finding.client === row.client
  );
}

function showCalls(place, calls, client) {
  const rows = calls
    .filter((one) => client === "" || one.client === client)
    .map((one) =>
      el(
        "tr",
        {},
        el("td", { text: short(one.client) }),
        el("td", { text: one.endpoint }),
        el("td", { text: number(one.total) }),
        el("td", { text: number(one.busiest_hour) }),
      ),
    );
  const heads = ["who", "endpoint", "total", "hour"].map((name) =>
    el("th", { scope: "col", text: t(`request.head_${name}`) }),
  );
  fill(
    place,
    el("table", {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows)),
  );
}

function short(client) {
  return client.length > 34 ? `${client.slice(0, 33)}…` : client || "–";
}
