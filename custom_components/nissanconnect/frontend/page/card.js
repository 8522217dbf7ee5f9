/** The card: one car, found by its device. */

import { h, render } from "./dom.js";
import { answers } from "./parts/answers.js";
import { controls } from "./parts/controls.js";
import { head } from "./parts/head.js";
import { map } from "./parts/map.js";
import { notices } from "./parts/notices.js";
import { sheet } from "./parts/pad.js";
import { run, signs, stage } from "./parts/stage.js";
import { engine, freshness, isWithoutService } from "./readings.js";
import { Scene } from "./scene.js";
import { dress } from "./style.js";
import { cars, Vehicle } from "./vehicle.js";
import { panel } from "./views/panel.js";
import { speak } from "./words.js";

const SECOND_MS = 1_000;
/** From here on there are two columns, as in the style. */
const WIDE_PX = 640;
const HALF_MINUTE_MS = 30_000;

export class VehicleCard extends HTMLElement {
  static async getConfigForm() {
    return {
      schema: [{ name: "device", required: true, selector: { device: { integration: "nissanconnect" } } }],
    };
  }

  static getStubConfig(hass) {
    return { device: cars(hass)[0]?.id ?? "" };
  }

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
    dress(this.shadowRoot);
    this._scene = new Scene(this, () => this._draw());
  }

  setConfig(config) {
    if (config.device !== undefined && typeof config.device !== "string") {
      throw new Error("`device` is the id of a device");
    }
    this._config = config;
    this._take();
  }

  set hass(hass) {
    this._hass = hass;
    this._take();
  }

  getCardSize() {
    return 9;
  }

  getGridOptions() {
    return { columns: 12, min_columns: 9 };
  }

  connectedCallback() {
    this._take();
    this._draw();
  }

  disconnectedCallback() {
    clearTimeout(this._timer);
    this._scene.leave();
  }

  _take() {
    if (!this._hass || !this._config || !this.isConnected) {
      return;
    }
    const { vehicle, follows } = this._scene;
    const device = this._config.device;
    const stays = follows && vehicle?.device?.id === device && vehicle.isSameIn(this._hass);
    if (stays && this._language === this._hass.locale.language) {
      return;
    }
    this._scene.enter(new Vehicle(this._hass, device));
    this._listen();
  }

  async _listen() {
    const { language } = this._hass.locale;
    if (this._language !== language) {
      this._language = language;
      this._scene.t = await speak(language);
    }
    this._draw();
  }

  /** Let what depends on the time stay true: each second while a run ends. */
  _drawAgain() {
    const { vehicle } = this._scene;
    const counts = vehicle.device && engine(vehicle).until;
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._draw(), counts ? SECOND_MS : HALF_MINUTE_MS);
  }

  _draw() {
    const scene = this._scene;
    if (!scene.t || !scene.vehicle || !this.isConnected) {
      return;
    }
    scene.here = new Date();
    scene.now = new Date(scene.here.getTime() + (scene.about?.ahead_s ?? 0) * SECOND_MS);
    this.toggleAttribute("dark", this._hass.themes.darkMode === true);
    if (scene.ui.view === undefined && this.offsetWidth >= WIDE_PX) {
      // There is room beside the car; what needs no question to the cloud fills it.
      scene.ui.view = "health";
    }
    show(this.shadowRoot, scene);
    this._drawAgain();
  }
}

/** Make a card look like its scene; the focus is never lost over that. */
function show(root, scene) {
  if (!scene.ui.asked) {
    // One that is only taken away keeps the focus from going back to where it was.
    root.querySelector("dialog[open]")?.close();
  }
  const focused = root.activeElement;
  render(root, scene.vehicle.device ? face(scene) : nobody(scene));
  root.querySelector("dialog:not([open])")?.showModal();
  if (focused?.isConnected === false && !root.activeElement) {
    const next = root.querySelector(".outcome button") ?? root.querySelector(".control");
    next?.focus({ preventScroll: true });
  }
}

function face(scene) {
  const doubtful = freshness(scene).old || isWithoutService(scene.vehicle);
  return h(
    "ha-card",
    null,
    h(
      "article",
      { class: doubtful ? "card doubtful" : "card", "aria-labelledby": "name" },
      h("div", { class: "main" }, head(scene), notices(scene), stage(scene), run(scene), signs(scene), answers(scene), controls(scene)),
      h("div", { class: "more" }, map(scene), panel(scene)),
    ),
    sheet(scene),
  );
}

function nobody({ t }) {
  return h("ha-card", null, h("p", { class: "empty nobody" }, t("no_car")));
}
