// The mails that the maker's services sent, as they come.

import { byId, el, fill } from "./dom.js";
import { clockTime, day } from "./format.js";
import { followVisit } from "./first_visit.js";
import { frame } from "./frame.js";
import { gathering, listen } from "./live.js";
import { get } from "./talk.js";
import { loadWords, t } from "./words.js";

const ZONE = "UTC";

await loadWords("/pages/static/words");
frame();
followVisit();
document.title = `${t("mail.title")} · ${t("brand")}`;

const to = byId("to");
const read = gathering(show);

to.addEventListener("change", () => read("mails"));
listen({
  on: (kind, key) => kind === "cloud" && key.startsWith("mail/") && read("mails"),
  up: () => read("mails"),
  down: () => fill(byId("mails"), el("p", { class: "alert", text: t("unreachable") })),
});

async function show() {
  const { mails } = await get("mailbox");
  showAddresses([...new Set(mails.map((mail) => mail.to))].sort());
  const wanted = mails.filter((mail) => to.value === "" || mail.to === to.value);
  const nothing = el("p", { class: "muted", text: t("mail.none") });
  fill(byId("mails"), wanted.length > 0 ? wanted.map(letter) : nothing);
}

function showAddresses(addresses) {
  const chosen = to.value;
  const options = addresses.map((value) => el("option", { value, text: value }));
  fill(to, el("option", { value: "", text: t("mail.everybody") }), options);
  to.value = addresses.includes(chosen) ? chosen : "";
}

function letter(mail) {
  const when = `${day(mail.at, ZONE)}, ${clockTime(mail.at, ZONE)} ${ZONE}`;
  return el(
    "article",
    { class: "card mail" },
    el(
      "header",
      {},
      el("h2", { lang: mail.language, text: mail.subject }),
      el("time", { class: "muted small", datetime: mail.at, text: when }),
    ),
    el("p", { class: "muted small", text: t("mail.sent_to", { to: mail.to }) }),
    mail.code &&
      el(
        "p",
        { class: "code", "aria-label": t("mail.code") },
        el("code", { text: mail.code }),
      ),
    mail.text.split("\n\n").map((text) => el("p", { lang: mail.language, text })),
    mail.link && link(mail.link),
  );
}

// Only what leads into this emulator is a link.
function link(href) {
  const ours = new URL(href, location.href).origin === location.origin;
  return el(
    "p",
    {},
    ours ? el("a", { href, text: t("mail.open") }) : el("code", { text: href }),
  );
}
