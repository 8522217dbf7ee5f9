// The bell above: how much is unread; and what is new is said where one is (N2, M6).

import { byId, el, fill } from "/pages/static/dom.js";
import { say } from "/pages/static/said.js";
import { language, t } from "/pages/static/words.js";

import { icon } from "./icons.js";
import { onNews } from "./news.js";
import { notifications } from "./wire.js";

const LATEST = 20;
const MOST_SHOWN = 9;

// Before the first look it is not known which are new.
const NOBODY = { vin: "", ids: null, unread: 0 };

let stop = () => {};
let known = NOBODY;

/** Draw the bell for a car and keep it up to date. */
export function hang(car) {
  draw();
  if (known.vin !== car.vin) {
    unhang();
    known = { ...NOBODY, vin: car.vin };
    const read = () => look(car).catch(() => {});
    stop = onNews(car.vin, read);
    read();
  }
}

/** Let nobody's bell hang any more. */
export function unhang() {
  stop();
  stop = () => {};
  known = NOBODY;
}

async function look(car) {
  const messages = await notifications(car.vin, language, { to: LATEST });
  const unread = messages.filter((message) => message.status === "UNREAD");
  const before = known.ids;
  const ids = new Set(messages.map((message) => message.notificationId));
  known = { vin: car.vin, ids, unread: unread.length };
  draw();
  if (before) {
    tell(unread.filter((message) => !before.has(message.notificationId)));
  }
}

function draw() {
  const place = byId("bell");
  if (place) {
    fill(place, known.vin && bell(known.unread));
  }
}

/** What the telephone would be notified of: the commands' replies are said anyway. */
function tell(news) {
  const [first] = news.filter(
    (message) => message.metadata?.push && message.categoryKey !== "remotecontrol",
  );
  if (first) {
    say(`${first.messageTitle}: ${first.messageSubtitle}`, first.priority >= 2 ? "alert" : "");
  }
}

function bell(unread) {
  return el(
    "a",
    { class: "bell", href: "#/notifications", "aria-label": t("bell", { number: unread }) },
    icon("bell"),
    unread > 0 && el("span", { class: "count", text: unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread }),
  );
}
