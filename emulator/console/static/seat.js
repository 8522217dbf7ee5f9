// The driver's seat: one car in the middle, and around it all that can be done and seen.

import { byId, set } from "/pages/static/dom.js";
import { followVisit } from "/pages/static/first_visit.js";
import { frame } from "/pages/static/frame.js";
import { gathering, listen } from "/pages/static/live.js";
import { reason, say, trying } from "/pages/static/said.js";
import { get, post } from "/pages/static/talk.js";
import { language, loadWords, t } from "/pages/static/words.js";
import { beliefs } from "./beliefs.js";
import { carDrawing } from "./car_drawing.js";
import { worldClock } from "./clock.js";
import { cluster } from "./cluster.js";
import { deeds } from "./deeds.js";
import { faultDesk } from "./faults.js";
import { garage } from "./garage.js";
import { owned } from "./owned.js";
import { pills } from "./pills.js";
import { requests } from "./requests.js";
import { routeMap } from "./route_map.js";
import { stage } from "./stage.js";
import { story } from "./story.js";

const TICK_MS = 1_000;
const NO_CAR = ["unknown_vin", "invalid_vin"];

await loadWords("/pages/static/words", "/console/static/words");
frame();
followVisit();
document.title = `${t("place.seat")} · ${t("brand")}`;

const { routes } = await get("routes");
let vin = location.hash.slice(1);
let zone = "UTC";
let planned = [];

const clock = worldClock(byId("clock"));
const cars = garage(byId("garage"), () => vin);
const desk = faultDesk(byId("faults"), byId("faults-count"), () => vin);
const next = story(byId("story"), byId("story-name"), () => zone);
const worlds = await stage(byId("stage"));
const log = requests(byId("requests"), byId("verdict"));
const ways = {
  routes,
  plan: (points) => {
    planned = points;
    changed("car");
  },
  pick: () => {},
};
const map = routeMap(byId("map"), (point) => ways.pick(point));
const draw = carDrawing(byId("drawing"), (body) => act("driver", body));
const instruments = cluster(byId("cluster"));
const state = pills(byId("pills"));
const views = [
  ({ vehicle }) => draw(vehicle),
  ({ vehicle }) => instruments(vehicle),
  ({ vehicle }) => state(vehicle),
  deeds(byId("deeds"), act, ways),
  (seen) => map({ ...seen, planned }),
  beliefs(byId("beliefs"), byId("heard")),
  owned(byId("owned")),
  title,
];
const readers = {
  clock: clock.read,
  cars: cars.read,
  car: () => vin && readCar().catch(leave),
  faults: desk.read,
  requests: log.read,
  story: next.read,
  worlds: worlds.read,
};
const changed = gathering((names) =>
  Promise.allSettled(names.map((name) => readers[name]())),
);

async function readCar() {
  const wanted = vin;
  const [vehicle, cloud, owner, way] = await Promise.all([
    get(`vehicles/${wanted}`),
    get(`vehicles/${wanted}/cloud`),
    get(`vehicles/${wanted}/owned`, { language }),
    get(`vehicles/${wanted}/route`),
  ]);
  if (wanted === vin) {
    zone = vehicle.zone;
    clock.inZone(zone);
    views.forEach((show) => show({ vehicle, cloud, owned: owner, route: way.points }));
  }
}

/** Go to the first car where there is none of this VIN, as after a start anew. */
function leave(error) {
  if (NO_CAR.includes(error.code)) {
    say(reason(error), "alert");
    location.hash = "";
  }
}

function title({ vehicle }) {
  const { nickname, model, brand, model_year } = vehicle;
  set(byId("car-name"), { text: nickname ?? `${brand} ${model}` });
  const owners = vehicle.paired_to.join(", ") || t("garage.showroom");
  set(byId("car-about"), {
    text: `${brand} ${model} ${model_year} · ${vehicle.vin} · ${owners}`,
  });
}

async function act(kind, body, done) {
  await trying(() => post(`vehicles/${vin}/${kind}`, body), done);
  // Also after a refusal: a switch shows again what is true.
  changed("car");
}

async function choose() {
  const [first] = await cars.read();
  vin = location.hash.slice(1) || first?.vin || "";
  changed("cars", "car");
}

const HEARD = {
  clock: () => ["clock", "cars", "car", "faults", "story"],
  car: (key) => [key === vin && "car", cars.holds(key) && "cars"],
  cloud: (key) => [key.includes(vin) && "car"],
  fault: () => ["faults"],
  request: () => ["requests"],
  world: () => Object.keys(readers),
};

function heard(kind, key) {
  const names = HEARD[kind](key).filter(Boolean);
  if (names.length > 0) {
    changed(...names);
  }
}

function lost(is) {
  set(byId("lost"), { text: is ? t("lost") : "", hidden: !is });
  document.body.toggleAttribute("data-lost", is);
}

addEventListener("hashchange", choose);
await choose();
listen({
  on: heard,
  up: () => {
    lost(false);
    changed(...Object.keys(readers));
  },
  down: () => lost(true),
});
setInterval(() => {
  if (clock.runs() && document.visibilityState === "visible") {
    changed("car", "faults", "story");
  }
}, TICK_MS);
