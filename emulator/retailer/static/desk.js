// The retailer's desk (P4): a customer by e-mail, a car by VIN; their files, and help.

import { byId, fill } from "/pages/static/dom.js";
import { frame } from "/pages/static/frame.js";
import { gathering, listen } from "/pages/static/live.js";
import { loadWords, t } from "/pages/static/words.js";
import { field, form } from "/owner/static/forms.js";

import { get } from "./calls.js";
import { customerFile } from "./customer.js";
import { vehicleFile } from "./vehicle.js";

await loadWords("/pages/static/words", "/owner/static/words", "/retailer/static/words");
frame();
document.title = `${t("desk.title")} · ${t("brand")}`;

let shown = null;

fill(
  byId("search"),
  form({
    fields: [
      field({
        name: "wanted",
        label: t("desk.wanted"),
        hint: t("desk.wanted_hint"),
        autocomplete: "off",
        spellcheck: "false",
        required: true,
      }),
    ],
    submit: t("desk.search"),
    send: ({ wanted }) => open(wanted.trim()),
  }),
);

/** Look somebody or a car up; throws what the desk does not find. */
async function open(wanted) {
  try {
    const draw = wanted.includes("@") ? await customer(wanted) : await vehicle(wanted);
    shown = { wanted, draw };
    fill(byId("file"), draw);
  } catch (error) {
    error.field = "wanted";
    fill(byId("file"));
    throw error;
  }
}

async function customer(email) {
  return customerFile(await get("customers", { email }), open);
}

async function vehicle(vin) {
  const file = await get(`vehicles/${encodeURIComponent(vin)}`);
  return vehicleFile(file, open);
}

const again = gathering(async () => {
  // A question in front of the page, or a PIN that is shown once, stays.
  if (shown && !document.querySelector("dialog, .pin")) {
    await open(shown.wanted);
  }
});

listen({
  on: (kind) => kind === "cloud" && again("file"),
  up: () => again("file"),
  down: () => {},
});
