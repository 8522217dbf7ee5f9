// Who is signed in: the token for the maker's wire, in this page's memory only.

import * as api from "./api.js";

/** @type {{token: string, userId: string} | null} */
let held = null;

export function isSignedIn() {
  return held !== null;
}

export function token() {
  return held?.token ?? "";
}

export function userId() {
  return held?.userId ?? "";
}

/** Go on with the session of this browser's cookie; false if there is none. */
export async function renew() {
  hold(await api.get("session"));
  return isSignedIn();
}

export async function signIn(email, password) {
  hold(await api.post("session", { email, password }));
}

export async function signOut() {
  await api.remove("session");
  held = null;
}

function hold({ access_token, user_id }) {
  held = access_token ? { token: access_token, userId: user_id } : null;
}
