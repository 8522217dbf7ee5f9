// This browser as a device of the user: commands with a code want one (protocol 5.5).

import { get, sendPlain } from "./wire.js";
import { userId } from "./session.js";

const STORED = "owner-device";
const ID_BYTES = 8;

/** This browser's id, drawn once. */
export function deviceId() {
  const known = localStorage.getItem(STORED);
  if (known) {
    return known;
  }
  const drawn = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  const id = [...drawn].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  localStorage.setItem(STORED, id);
  return id;
}

/** Whether this browser is registered for a car. */
export async function isRegistered(vin) {
  try {
    await get(`${base(vin)}/devices/${deviceId()}/registration-status`);
    return true;
  } catch (error) {
    if (error.code === "404") {
      return false;
    }
    throw error;
  }
}

/** Let a one-time code be mailed. */
export function mailCode(vin) {
  const told = { deviceId: deviceId() };
  return sendPlain(`${base(vin)}/generate-device-otp`, "GenerateDeviceOtp", told);
}

/** Register with the mailed code; one that is registered already is as good. */
export async function register(vin, otp) {
  const told = { deviceId: deviceId(), otp, modelName: "Browser" };
  try {
    await sendPlain(`${base(vin)}/register-device`, "RegisterDevice", told);
  } catch (error) {
    if (error.code !== "409010") {
      throw error;
    }
  }
}

function base(vin) {
  return `/bff-web/v1/users/${userId()}/vehicles/${vin}`;
}
