// Another world in place of this one: scenarios to load, snapshots to keep and restore.

import { el, fill } from "/pages/static/dom.js";
import { trying } from "/pages/static/said.js";
import { get, post, remove } from "/pages/static/talk.js";
import { t } from "/pages/static/words.js";
import { button, choiceField, labelled, submit } from "./controls.js";

/** @param {HTMLElement} place */
export async function stage(place) {
  const { scenarios } = await get("scenarios");
  const kept = el("ul", { class: "lines", "aria-live": "polite" });
  const read = async () => {
    const { snapshots } = await get("snapshots");
    const rows = snapshots.map((one) => snapshot(one, read));
    fill(kept, rows);
  };
  const keep = async ({ name }) => {
    await trying(() => post("snapshots", { name }), t("stage.kept", { name }));
    await read();
  };
  fill(place, loading(scenarios), keeping(keep), kept);
  return { read };
}

function loading(scenarios) {
  const options = scenarios.map(({ name, title }) => [name, `${name}: ${title}`]);
  return form([choiceField("name", "stage.scenario", options)], "stage.load", (body) =>
    trying(() => post("scenarios", body), t("stage.loaded", body)),
  );
}

function keeping(keep) {
  const name = el("input", {
    name: "name",
    required: true,
    pattern: "[A-Za-z0-9_\\-]{1,40}",
    placeholder: "before-the-storm",
  });
  return form([labelled("stage.snapshot", name)], "stage.keep", keep);
}

function form(fields, key, act) {
  const onsubmit = (event) => {
    event.preventDefault();
    act({ name: event.target.elements.name.value });
  };
  return el("form", { class: "order", onsubmit }, fields, submit(key));
}

function snapshot({ name, at, scenario }, read) {
  const bring = () =>
    trying(() => post(`snapshots/${name}/restore`, {}), t("stage.restored", { name }));
  const forget = async () => {
    await trying(() => remove(`snapshots/${name}`), t("stage.forgotten", { name }));
    await read();
  };
  const about = `${at.slice(0, 16).replace("T", " ")} UTC · ${scenario}`;
  return el(
    "li",
    { "data-snapshot": name },
    el(
      "span",
      {},
      el("strong", { text: name }),
      " ",
      el("span", { class: "muted small", text: about }),
    ),
    el(
      "span",
      { class: "row" },
      button(t("stage.restore"), bring),
      button(t("stage.forget"), forget),
    ),
  );
}
