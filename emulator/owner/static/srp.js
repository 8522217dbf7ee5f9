// The security code's proof (protocol 6, S3): computed here, the code never leaves.

const N = BigInt(
  "0xAC6BDB41324A9A9BF166DE5E1389582FAF72B6651987EE07FC3192943DB56050" +
    "A37329CBB4A099ED8193E0757767A13DD52312AB4B03310DCD7F48A9DA04FD50" +
    "E8083969EDB767B0CF6095179A163AB3661A05FBD5FAAAE82918A9962F0B93B8" +
    "55F97993EC975EEAA80D740ADBF4FF747359D041D5C33EA71D281E446B14773B" +
    "CA97B43A23FB801676BD207A436C6481F1D2B9078717461A5B9D32E688F87748" +
    "544523B524B0D57D5EA77A2775D2ECFA032CFBDBF52FB3786160279004E57AE6" +
    "AF874E7303CE53299CCC041C7BC308D82A5698F3A8D0C38271AE35F8E9DBFBB6" +
    "94B5C803D89F7AE435DE236D525F54759B65E372FCD68EF20FA7111F9E4AFF73",
);
const G = 2n;
const SIZE = 256;
const SALT_SIZE = 10;
const SECRET_SIZE = 32;
const WINDOW = 4n;

/** The shared secret begins with a zero byte, where readings differ: begin anew. */
export class ShortSecret extends Error {}

/** Whether this page may compute at all: only on this machine, or over https. */
export function canProve() {
  return Boolean(globalThis.crypto?.subtle);
}

/** What `srp-initiates` carries: salt and verifier in hex. */
export async function enrolment(userId, code) {
  const salt = random(SALT_SIZE);
  const verifier = power(G, await privateKey(salt, userId, code));
  return { salt: hex(salt), verifier: hex(padded(verifier)) };
}

/** One challenge: `toSend` goes out with `srp-sets`; then `proof` proves one order. */
export class Handshake {
  constructor(userId) {
    this.userId = userId;
    do {
      this.secret = number(random(SECRET_SIZE));
      this.public = power(G, this.secret);
    } while (minimal(this.public).length < SIZE);
  }

  get toSend() {
    return hex(padded(this.public));
  }

  /**
   * @param {string} code
   * @param {{salt: string, public: string}} answer the car's, in hex
   * @param {string} order like `VIN/RLU/Lock`
   * @returns {Promise<string>} 64 hex characters; raises ShortSecret
   */
  async proof(code, answer, order) {
    const salt = bytes(answer.salt);
    const theirs = number(bytes(answer.public));
    const x = await privateKey(salt, this.userId, code);
    const k = await hashed(minimal(N), minimal(G));
    const u = await hashed(minimal(this.public), padded(theirs));
    const base = (((theirs - k * power(G, x)) % N) + N) % N;
    const shared = minimal(power(base, this.secret + u * x));
    if (shared.length < SIZE) {
      throw new ShortSecret();
    }
    const told = [padded(this.public), padded(theirs), text(this.userId), salt, text(order)];
    return hex(await signed(await digest(shared), joined(told)));
  }
}

async function privateKey(salt, userId, code) {
  return hashed(salt, await digest(text(`${userId}:${code}`)));
}

async function hashed(...parts) {
  return number(await digest(joined(parts)));
}

async function digest(data) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}

async function signed(key, data) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

/** base ** exponent mod N, four bits at a time. */
function power(base, exponent) {
  const powers = [1n];
  for (let index = 1; index < 1 << Number(WINDOW); index += 1) {
    powers.push((powers[index - 1] * base) % N);
  }
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let bit = 0n; bit < WINDOW; bit += 1n) {
      result = (result * result) % N;
    }
    result = (result * powers[Number.parseInt(digit, 16)]) % N;
  }
  return result;
}

function random(size) {
  return crypto.getRandomValues(new Uint8Array(size));
}

function number(data) {
  return BigInt(`0x${hex(data)}`);
}

function minimal(value) {
  const digits = value.toString(16);
  return bytes(digits.padStart(digits.length + (digits.length % 2), "0"));
}

function padded(value) {
  return bytes(value.toString(16).padStart(2 * SIZE, "0"));
}

function bytes(digits) {
  const pairs = digits.match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

function hex(data) {
  return [...data].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function text(string) {
  return new TextEncoder().encode(string);
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
