// The console, live: events say what changed, the server draws it again.

const CALLS = "/console/api/";
const GATHER_MS = 150;
const TICK_MS = 2000;

const stale = new Set();
let gathering = false;

async function redraw(part) {
  const answer = await fetch(part.dataset.live);
  if (answer.ok) {
    part.innerHTML = await answer.text();
    showPace();
  }
}

function pace() {
  return document.querySelector("[data-now]")?.dataset.now;
}

function showPace() {
  for (const button of document.querySelectorAll("[data-pace]")) {
    button.setAttribute("aria-pressed", String(button.dataset.pace === pace()));
  }
}

function touch(parts) {
  parts.forEach((part) => stale.add(part));
  if (gathering || stale.size === 0) {
    return;
  }
  gathering = true;
  setTimeout(async () => {
    const now = [...stale];
    stale.clear();
    await Promise.allSettled(now.map(redraw));
    gathering = false;
    touch([]);
  }, GATHER_MS);
}

function parts(kind) {
  return [...document.querySelectorAll(`[data-live][data-kind="${kind}"]`)];
}

function carParts(key) {
  return parts("car").filter((part) => key.includes(part.dataset.vin));
}

function cloudParts(key) {
  return key.startsWith("mail/") ? parts("mail") : carParts(key);
}

function say(text) {
  const place = document.querySelector(".said");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => place.classList.remove("shown"), 4000);
}

async function post(call, body) {
  const answer = await fetch(CALLS + call, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const document_ = answer.status === 204 ? {} : await answer.json();
  if (!answer.ok) {
    throw new Error(document_.error.message);
  }
  return document_;
}

function valueOf(field) {
  if (field.type === "number") {
    return field.valueAsNumber;
  }
  return field.value;
}

function bodyOf(button) {
  const body = JSON.parse(button.dataset.body ?? "{}");
  for (const field of button.closest("fieldset, form")?.elements ?? []) {
    const given = field.name && field.value !== "";
    if (given && (button.dataset.takes ?? "").split(" ").includes(field.name)) {
      body[field.name] = valueOf(field);
    }
  }
  return body;
}

async function press(button) {
  try {
    await post(button.dataset.post, bodyOf(button));
    say(button.dataset.done ?? `${button.textContent.trim()}: done`);
    if (button.dataset.goto) {
      location.assign(button.dataset.goto);
    }
  } catch (error) {
    say(error.message);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-post]");
  if (button) {
    event.preventDefault();
    press(button);
  }
});

function listen() {
  const events = new EventSource(`${CALLS}events`);
  const key = (event) => JSON.parse(event.data).key;
  events.addEventListener("clock", () => touch([...parts("clock"), ...parts("car")]));
  events.addEventListener("car", (event) => touch(carParts(key(event))));
  events.addEventListener("cloud", (event) => touch(cloudParts(key(event))));
  events.addEventListener("request", () => touch(parts("log")));
  events.addEventListener("open", () =>
    touch(["clock", "car", "log", "mail"].flatMap(parts)),
  );
}

function tick() {
  if (pace() !== "held" && document.visibilityState === "visible") {
    touch([...parts("clock"), ...parts("car")]);
  }
}

if (parts("clock").length > 0) {
  showPace();
  listen();
  setInterval(tick, TICK_MS);
}
