// Fields that signing up, the profile and new passwords share.

import { t } from "/pages/static/words.js";

import { choice, field } from "../forms.js";
import { countryName } from "../store/prices.js";

const SHORTEST_PASSWORD = 8;
// Where the models that are shipped are sold; the account's own is added.
const COUNTRIES = "BE CH DE ES FR GB IT JP NL PT SA SE TH US".split(" ");

/** What is wrong with what was typed, told as a refusal of the emulator's is. */
export class Mistyped extends Error {
  constructor(code, name) {
    super(code);
    this.code = code;
    this.field = name;
  }
}

export function emailField(attributes = {}) {
  return field({
    name: "email",
    label: t("field.email"),
    type: "email",
    autocomplete: "email",
    maxlength: 254,
    required: true,
    ...attributes,
  });
}

export function passwordField(attributes = {}) {
  return field({
    name: "password",
    label: t("field.password"),
    type: "password",
    autocomplete: "current-password",
    maxlength: 128,
    required: true,
    ...attributes,
  });
}

/** A new password, twice; `checkTwice` compares them. */
export function newPasswordFields(label) {
  const rules = {
    autocomplete: "new-password",
    minlength: SHORTEST_PASSWORD,
    wrong: t("refused.weak_password"),
  };
  return [
    passwordField({ name: "new_password", label, hint: t("password.hint"), ...rules }),
    passwordField({ name: "again", label: t("password.again"), ...rules }),
  ];
}

export function checkTwice({ new_password: once, again }) {
  if (once !== again) {
    throw new Mistyped("passwords_differ", "again");
  }
}

export function nameFields(known = {}) {
  const one = (name, label, autocomplete) =>
    field({
      name,
      label,
      autocomplete,
      value: known[name],
      maxlength: 60,
      pattern: ".*\\S.*",
      required: true,
    });
  return [
    one("first_name", t("profile.first_name"), "given-name"),
    one("last_name", t("profile.last_name"), "family-name"),
  ];
}

export function phoneField(value) {
  return field({
    name: "phone",
    label: t("profile.phone"),
    type: "tel",
    autocomplete: "tel",
    maxlength: 30,
    pattern: "[+()0-9 .\\-]*",
    value,
  });
}

export function countryField(value) {
  const codes = [...new Set([value, ...COUNTRIES])].filter(Boolean);
  const options = codes.map((code) => [code, countryName(code)]);
  options.sort(([, one], [, other]) => one.localeCompare(other));
  return choice({ name: "country", label: t("profile.country"), value, options });
}
