// Look and units: of this browser at once, and kept with the account (E10).

import { dress } from "/pages/static/frame.js";
import { trying } from "/pages/static/said.js";

import * as api from "../api.js";
import { isSignedIn } from "../session.js";
import { chooseUnits } from "../units.js";

const SETTINGS = { look: dress, units: chooseUnits };

/** @param {keyof SETTINGS} name @param {string} value */
export async function setTo(name, value) {
  SETTINGS[name](value);
  if (isSignedIn()) {
    await trying(() => api.put("profile", { [name]: value }));
  }
}

/** Wear in this browser what was chosen for the account, and return its profile. */
export async function wearProfile() {
  const profile = await api.get("profile");
  for (const [name, wear] of Object.entries(SETTINGS)) {
    if (profile[name] !== null) {
      wear(profile[name]);
    }
  }
  return profile;
}
