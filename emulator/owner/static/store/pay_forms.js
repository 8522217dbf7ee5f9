// The forms of what one pays with: billing address and card (P2).

import { Refusal } from "/pages/static/talk.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { field, form } from "../forms.js";

const LINES = [
  ["street", "address-line1", true],
  ["more", "address-line2", false],
  ["city", "address-level2", true],
  ["postcode", "postal-code", true],
  ["region", "address-level1", false],
  ["country", "country-name", true],
];

/**
 * The form of a billing address.
 * @param {{address: object | null, forbidden: string}} wallet
 * @param {(address: object) => unknown} done gets the address as it is kept
 * @param {Node[]} [beside] more buttons
 */
export function addressForm(wallet, done, beside = []) {
  const fields = LINES.map(([name, autocomplete, required]) =>
    field({
      name,
      label: t(`address.${name}`),
      value: wallet.address?.[name] ?? "",
      autocomplete: `billing ${autocomplete}`,
      maxlength: 100,
      required,
    }),
  );
  const send = async (values) => done(await keptAddress(values, wallet.forbidden));
  return form({ fields, submit: t("ok"), send, beside });
}

/** Name the character that is not taken, in the language of the page. */
async function keptAddress(values, forbidden) {
  try {
    return await api.put("store/address", values);
  } catch (error) {
    const character = [...(values[error.field] ?? "")].find((one) => forbidden.includes(one));
    if (error.code !== "forbidden_character" || !character) {
      throw error;
    }
    const message = t("address.forbidden", { character });
    throw new Refusal(error.status, { code: "character", field: error.field, message });
  }
}

/**
 * The form of a card; nothing of it is kept by the page.
 * @param {string | null} cardId of the card in whose place it is put; null adds one
 * @param {(card: object) => unknown} done gets what is kept of it
 * @param {Node[]} [beside] more buttons
 */
export function cardForm(cardId, done, beside = []) {
  const send = async (values) =>
    done(
      await (cardId ? api.put(`store/cards/${cardId}`, values) : api.post("store/cards", values)),
    );
  const submit = t(cardId ? "card.change" : "card.add");
  return form({ fields: cardFields(), submit, send, beside });
}

function cardFields() {
  const digits = { inputmode: "numeric", required: true };
  return [
    field({
      name: "holder",
      label: t("card.holder"),
      autocomplete: "cc-name",
      required: true,
    }),
    field({
      name: "number",
      label: t("card.number"),
      hint: t("card.number_hint"),
      autocomplete: "off",
      maxlength: 23,
      ...digits,
    }),
    field({
      name: "expiry",
      label: t("card.expiry"),
      placeholder: t("card.expiry_hint"),
      autocomplete: "off",
      maxlength: 7,
      required: true,
    }),
    field({
      name: "security_code",
      label: t("card.security_code"),
      type: "password",
      autocomplete: "off",
      maxlength: 3,
      ...digits,
    }),
  ];
}
