/** A whole card, without Home Assistant. */

import { same } from "./check.js";
import { card, home, LANGUAGES } from "./home.js";

const AT = "2026-11-26T12:00:00Z";
const FREE = { asks_code: false, hindrance: null };
const CODE = "1299";
const FULL = {
  doors: "unlocked",
  fuel_range: "300",
  fuel_level: "10",
  hood: "on",
  tyre_front_left: "2.1",
  warning_brake: "on",
  theft_alarm: "on",
  last_contact: AT,
  reachability: "awake",
  read_cloud: "unknown",
  position: ["home", { latitude: 0, longitude: 0 }],
  trips_today: "0",
  alert_speed: "on",
};

/** What a screen reader comes to has a name; what changes by itself is read out. */
export async function each_control_has_a_name() {
  const commands = { lock: FREE, unlock: FREE, start_engine: FREE, horn_lights: FREE };
  const root = await card(FULL, { about: { commands } });
  for (const tab of root.querySelectorAll(".tab")) {
    tab.click();
    await settled();
    const named = (one) => one.getAttribute("aria-label") || one.textContent.trim();
    const all = [...root.querySelectorAll("button, [role=group], section")];
    same(all.filter((one) => !named(one)).map((one) => one.outerHTML), []);
  }
  same(root.querySelectorAll(".tab").length, 4);
  same([...root.querySelectorAll("[aria-live=polite]")].map((one) => one.classList[0]), ["notices", "outcome"]);
}

/** Long words, in the column of a dashboard and in the picker's preview. */
export async function every_language_fits_a_narrow_card() {
  const names = ["lock", "unlock", "start_engine", "horn_lights", "start_climate", "start_charging"];
  const commands = Object.fromEntries(names.map((name) => [name, FREE]));
  for (const language of LANGUAGES) {
    const root = await card({ ...FULL, wake: "unknown", reachability: "asleep" }, { about: { commands }, language });
    for (const width of [285, 340, 396]) {
      root.host.style.inlineSize = `${width}px`;
      same([language, width, ...tooWide(root)], [language, width]);
    }
  }
}

/** Need 2: what may have changed since is grey, not only the car. */
export async function old_data_is_grey() {
  const hour_ago = new Date(Date.now() - 3_600_000).toISOString();
  const trouble = { trouble: "cloud_unavailable", answered_at: hour_ago };
  const look = (root) => ["answers", "map", "signs"].map((part) => getComputedStyle(root.querySelector(`.${part}`)).filter);
  same(look(await card(FULL)), ["none", "none", "none"]);
  same(look(await card(FULL, { about: trouble })), Array(3).fill("grayscale(1)"));
}

/** After hours without the cloud the card says so once, and shows no empty boxes. */
export async function nothing_known_is_said_once() {
  const root = await card({ doors: "unavailable", last_contact: "unavailable", fuel_range: "unavailable" });
  same(root.querySelector(".notice").textContent, "Nothing is known of this car now");
  same(root.querySelectorAll(".answers").length, 0);
}

/** R1: the code goes by the integration's own way, and what became of it is said. */
export async function a_command_is_asked_sent_and_answered() {
  let refusal = { message: "A door is open." };
  const answer = () => (refusal ? settled().then(() => Promise.reject(refusal)) : undefined);
  const commands = { lock: { asks_code: true, hindrance: null } };
  const root = await card({ doors: "unlocked", last_contact: AT }, { about: { commands }, answer });
  give(root, CODE);
  same(said(root), "On its way to the car…");
  await settled();
  await settled();
  same(said(root), "A door is open.");
  refusal = undefined;
  give(root, CODE);
  await settled();
  same(said(root), "Locked");
  const sent = { type: "nissanconnect/act", device_id: "car", action: "lock", data: { security_code: CODE } };
  same(root.host._hass.asked, [sent, sent]);
}

/** The pad counts for who cannot see it, and gives the focus back. */
export async function a_pad_is_left_by_the_keyboard() {
  const commands = { lock: { asks_code: true, hindrance: null } };
  const root = await card({ doors: "unlocked", last_contact: AT }, { about: { commands } });
  give(root, ["1", "Backspace", "7"]);
  same(root.querySelector("dialog [role=status]").textContent, "Digits entered: 1 of 4");
  root.querySelector("dialog").dispatchEvent(new Event("cancel"));
  same(root.querySelector("dialog"), null);
  same(root.activeElement.classList.contains("lock"), true);
  same(root.host._hass.asked, []);
}

/** A car that is locked has no *Lock* any more: the keyboard goes on beside it. */
export async function focus_outlives_its_button() {
  const commands = { lock: FREE, horn_lights: FREE };
  const root = await card({ doors: "unlocked", last_contact: AT }, { about: { commands } });
  root.querySelector(".control.lock").focus();
  root.host.hass = home({ doors: "locked", last_contact: AT });
  await settled();
  same(root.querySelector(".control.lock"), null);
  same(root.activeElement?.classList.contains("lights"), true);
}

/** The reason comes before anybody types a code. */
export async function what_cannot_be_given_says_why() {
  const hindrance = { translation_key: "plan_ended", message: "Ended." };
  const commands = { lock: { asks_code: true, hindrance } };
  const root = await card({ doors: "unlocked", last_contact: AT }, { about: { commands } });
  root.querySelector(".control.lock").click();
  same([root.querySelector("dialog"), said(root)], [null, "Ended."]);
}

/** Read-only: a car that takes no command has no buttons for them. */
export async function no_commands_no_buttons() {
  const root = await card(FULL);
  same(root.querySelectorAll(".control").length, 0);
}

/** Lights that flash are lit without motion; a low tyre is as red in the dark. */
export async function states_show_without_motion_and_in_the_dark() {
  const told = { climate: "heat_cool", last_contact: AT, tyre_rear_left: "1.5", warning_tyre_rear_left: "on" };
  for (const dark of [false, true]) {
    const root = await card(told, { about: { running: "horn_lights" }, dark });
    const style = (which) => getComputedStyle(root.querySelector(which));
    same(style(".beams").opacity, "0.85");
    same(style(".tyre.bad").backgroundColor, "rgb(212, 60, 60)");
    same(root.querySelectorAll(".air path").length, 4);
    same(root.getAnimations().length, 0);
  }
}

/** Open the pad of a command and press keys. */
function give(root, keys) {
  const button = root.querySelector(".control.lock");
  button.focus();
  button.click();
  for (const key of keys) {
    root.querySelector("dialog").dispatchEvent(new KeyboardEvent("keydown", { key }));
  }
}

/** Return what is wider than the card, or than its own button. */
function tooWide(root) {
  const { left, right } = root.host.getBoundingClientRect();
  const parts = [...root.querySelectorAll("button, h2, .word, b, small")];
  return parts
    .filter((part) => {
      const room = part.getBoundingClientRect();
      return room.left < left - 1 || room.right > right + 1 || part.scrollWidth > part.offsetWidth + 1;
    })
    .map((part) => part.outerHTML);
}

function said(root) {
  return root.querySelector(".outcome").textContent;
}

function settled() {
  return new Promise((done) => setTimeout(done, 10));
}
