/** What one card shows and does: the car, what was asked of it, what became of that. */

import { act, follow, loadReasons, reason } from "./socket.js";
import { alertsWanted } from "./views/alerts.js";
import { tripsWanted } from "./views/trips.js";

const SHORTLY_MS = 8_000;
const FETCHED = { trips: tripsWanted, alerts: alertsWanted };
const CODE_WANTED = "security_code_required";

export class Scene {
  /**
   * @param {HTMLElement} host where events begin
   * @param {() => void} draw what to call when something has changed
   */
  constructor(host, draw) {
    this.host = host;
    this.draw = draw;
    this.ui = { told: {} };
    /** The present by our clock, and by the cloud's, by which the cars tell time. */
    this.here = this.now = new Date();
    this.look = this.look.bind(this);
    this.open = this.open.bind(this);
    this.tell = this.tell.bind(this);
  }

  /** Whether it hears of what no state carries. */
  get follows() {
    return this._stop !== undefined;
  }

  get hass() {
    return this.vehicle.hass;
  }

  /** Show a car as it is now. */
  enter(vehicle) {
    const back = this.vehicle?.isLost && !vehicle.isLost;
    const another = this.vehicle?.device?.id !== vehicle.device?.id;
    this.vehicle = vehicle;
    if (vehicle.device && (another || back || !this._stop)) {
      this._follow();
    }
    if (another) {
      this.ui = { told: {} };
    }
  }

  leave() {
    this._stop?.then((stop) => stop?.());
    this._stop = undefined;
  }

  /** Open Home Assistant's dialog of an entity. */
  look(entityId) {
    const detail = { entityId };
    const event = new CustomEvent("hass-more-info", { detail, bubbles: true, composed: true });
    this.host.dispatchEvent(event);
  }

  /** Open one of the views, and fetch what it shows; null closes them. */
  async open(view) {
    this.ui.view = view;
    this.draw();
    const wanted = FETCHED[view]?.(this.now);
    if (!wanted) {
      return;
    }
    try {
      const answer = await act(this.hass, this.vehicle.device.id, wanted.action, wanted.data);
      this.ui.told[view] = { answer };
    } catch (error) {
      this.ui.told[view] = { error };
    }
    this.draw();
  }

  /** Give a command; what has to be asked before is asked. */
  command(one) {
    if (this.ui.pending) {
      return;
    }
    const offer = this.about?.commands[one.command];
    if (offer?.asks_code) {
      this._ask({ ...one, code: "" });
    } else if (one.confirm) {
      this._ask(one);
    } else {
      this._carryOut(one);
    }
  }

  /** Take the answer to what was asked: a code, "" for yes, null for no. */
  answer(code) {
    const { asked } = this.ui;
    this.ui.asked = undefined;
    this.draw();
    if (code !== null && asked) {
      this._carryOut(asked, code);
    }
  }

  /** Show how far the code is typed. */
  type(code) {
    this.ui.asked.code = code;
    this.draw();
  }

  /** Say what became of something; null takes it back. */
  tell(outcome) {
    clearTimeout(this._hush);
    this.ui.outcome = outcome;
    if (outcome && !outcome.failed) {
      this._hush = setTimeout(() => this.tell(null), SHORTLY_MS);
    }
    this.draw();
  }

  /** Read the cloud now. */
  async refresh() {
    this.ui.refreshing = true;
    this.draw();
    try {
      await this._call("button", "press", this.vehicle.id("read_cloud"));
      this.tell(null);
    } catch (error) {
      this.tell({ failed: true, text: reason(this.hass, error) });
    }
    this.ui.refreshing = false;
    this.draw();
  }

  /** Turn a switch. */
  async switch(entityId, on) {
    try {
      await this._call("switch", on ? "turn_on" : "turn_off", entityId);
    } catch (error) {
      this.tell({ failed: true, text: reason(this.hass, error) });
    }
  }

  _ask(one) {
    this.ui.asked = one;
    this.draw();
  }

  async _carryOut(one, code) {
    this.ui.pending = one.word;
    this.tell(null);
    try {
      await this._send(one, code);
      this.ui.pending = undefined;
      this.tell({ text: this.t(`done_${one.word}`) });
    } catch (error) {
      this.ui.pending = undefined;
      if (error.translation_key === CODE_WANTED && !code) {
        this._ask({ ...one, code: "" });
      } else {
        this.tell({ failed: true, text: reason(this.hass, error) });
      }
    }
  }

  _send({ command, data, service }, code) {
    if (service) {
      const [domain, action, key] = service;
      return this._call(domain, action, this.vehicle.id(key));
    }
    const given = code ? { security_code: code } : {};
    return act(this.hass, this.vehicle.device.id, command, { ...data, ...given });
  }

  _call(domain, action, entityId) {
    return this.hass.callService(domain, action, {}, { entity_id: entityId }, false);
  }

  _follow() {
    this.leave();
    const told = (about) => {
      this.about = about;
      this.draw();
    };
    // Refused while the account is not loaded: then its entities come back, and we again.
    this._stop = follow(this.hass, this.vehicle.device.id, told).catch(() => undefined);
    loadReasons(this.hass).then(() => this.draw());
  }
}
