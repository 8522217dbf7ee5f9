// All screens: the one table that the router, the menu and the bars read.
//
// To add a screen:
// 1. Put a row here. `path` may have parts like `:kind`, which come as `context.params`;
//    `title` is a key of words; `module` is loaded when the screen is first opened.
//    `needs` is "nobody", "user" (signed in) or "car" (signed in, and a car chosen).
//    `under` is the path one comes back to. With `menu` (one of MENUS) and `icon` (a name
//    of icons.js) the screen is in the menu; with `bar`, the key of a short title, also
//    below the thumb, where there is room for five.
//    `offered(car)` may leave it out for cars that do not have it.
// 2. Write the module: `export async function render(context)` returns a node, or a list
//    of them, for below the title. The context:
//      me        {userId, email, firstName, lastName, country}, once signed in
//      cars, car rows of the maker's list of cars (wire.js), and the chosen one
//      params    parts of the path
//      go(path)  leaves for another screen; `again()` draws this one anew
//      choose(vin)   another car; `refresh()` reads user and cars again
//      live(draw)    calls `draw` when the cloud knows something new of the car, for
//                    as long as this screen is open; so does `each(seconds, draw)`
//      leave(work)   does something when the screen is left
//    What is asked of the maker goes through wire.js, calls of ours through api.js;
//    elements come from /pages/static/dom.js, fields and forms from forms.js, questions
//    from dialog.js, what came of a deed is said with /pages/static/said.js.
// 3. Put its words into words/en.json, fr.json and th.json; what it wears, beyond
//    parts.css, into a file of styles that owner.css imports.

import { canBeControlled, canWatch, hasCode } from "./services.js";

/** Parts of the menu, in their order; their titles are `menu.<name>`. */
export const MENUS = ["car", "watch", "care", "account"];

/**
 * @typedef {object} Row
 * @property {string} path
 * @property {string} title
 * @property {string} module
 * @property {"nobody" | "user" | "car"} needs
 * @property {string} [under]
 * @property {string} [menu]
 * @property {string} [icon]
 * @property {string} [bar]
 * @property {(car: object) => boolean} [offered]
 */

/** @type {Row[]} */
export const SCREENS = [
  {
    path: "/sign-in",
    title: "sign_in.title",
    module: "./screens/sign_in.js",
    needs: "nobody",
  },
  {
    path: "/sign-up",
    title: "sign_up.title",
    module: "./screens/sign_up.js",
    needs: "nobody",
    under: "/sign-in",
  },
  {
    path: "/validate/:code",
    title: "validate.title",
    module: "./screens/validate.js",
    needs: "nobody",
  },
  {
    path: "/forgotten",
    title: "forgotten.title",
    module: "./screens/forgotten.js",
    needs: "nobody",
    under: "/sign-in",
  },
  {
    path: "/reset/:code",
    title: "reset.title",
    module: "./screens/reset.js",
    needs: "nobody",
  },
  {
    path: "/change/:code",
    title: "change.title",
    module: "./screens/change.js",
    needs: "nobody",
  },
  {
    path: "/invitation/:code",
    title: "invitation.title",
    module: "./screens/invitation.js",
    needs: "nobody",
  },
  {
    path: "/home",
    title: "home.title",
    module: "./screens/home.js",
    needs: "car",
    menu: "car",
    icon: "home",
    bar: "home.title",
  },
  {
    path: "/remote",
    title: "remote.title",
    module: "./screens/remote.js",
    needs: "car",
    menu: "car",
    icon: "remote",
    bar: "remote.short",
    offered: canBeControlled,
  },
  {
    path: "/health",
    title: "health.title",
    module: "./screens/health.js",
    needs: "car",
    menu: "car",
    icon: "pulse",
  },
  {
    path: "/finder",
    title: "finder.title",
    module: "./screens/finder.js",
    needs: "car",
    menu: "car",
    icon: "pin",
    bar: "finder.short",
  },
  {
    path: "/security-code",
    title: "code.title",
    module: "./screens/security_code.js",
    needs: "car",
    under: "/remote",
    offered: hasCode,
  },
  {
    path: "/alerts",
    title: "alerts.title",
    module: "./screens/alerts.js",
    needs: "car",
    menu: "watch",
    icon: "alert",
    bar: "alerts.short",
    offered: canWatch,
  },
  {
    path: "/alerts/:kind/:id",
    title: "alerts.title",
    module: "./screens/alert.js",
    needs: "car",
    under: "/alerts",
    offered: canWatch,
  },
  {
    path: "/notifications",
    title: "notifications.title",
    module: "./screens/notifications.js",
    needs: "car",
    menu: "watch",
    icon: "bell",
  },
  {
    path: "/preferences",
    title: "preferences.title",
    module: "./screens/preferences.js",
    needs: "car",
    menu: "watch",
    icon: "phone",
    under: "/notifications",
  },
  {
    path: "/trips",
    title: "trips.title",
    module: "./screens/trips.js",
    needs: "car",
    menu: "care",
    icon: "chart",
  },
  {
    path: "/service",
    title: "service.title",
    module: "./screens/service.js",
    needs: "car",
    menu: "care",
    icon: "wrench",
  },
  {
    path: "/cars",
    title: "cars.title",
    module: "./screens/cars.js",
    needs: "user",
    menu: "account",
    icon: "car",
  },
  {
    path: "/cars/add",
    title: "pair.title",
    module: "./screens/add_car.js",
    needs: "user",
    under: "/cars",
  },
  {
    path: "/manage",
    title: "manage.title",
    module: "./screens/manage.js",
    needs: "car",
    menu: "car",
    icon: "key",
    under: "/more",
  },
  {
    path: "/profile",
    title: "profile.title",
    module: "./screens/profile.js",
    needs: "user",
    menu: "account",
    icon: "person",
    under: "/more",
  },
  {
    path: "/store",
    title: "store.title",
    module: "./screens/store.js",
    needs: "car",
    menu: "account",
    icon: "store",
  },
  {
    path: "/store/:plan",
    title: "store.plan_title",
    module: "./screens/plan.js",
    needs: "car",
    under: "/store",
  },
  {
    path: "/store/:plan/subscribe",
    title: "store.subscribe_title",
    module: "./screens/subscribe.js",
    needs: "car",
    under: "/store",
  },
  {
    path: "/payment",
    title: "payment.title",
    module: "./screens/payment.js",
    needs: "user",
    under: "/store",
  },
  {
    path: "/bills",
    title: "bills.title",
    module: "./screens/bills.js",
    needs: "user",
    under: "/store",
  },
  {
    path: "/help",
    title: "help.title",
    module: "./screens/help.js",
    needs: "user",
    menu: "account",
    icon: "help",
    under: "/more",
  },
  {
    path: "/more",
    title: "more.title",
    module: "./screens/more.js",
    needs: "user",
    icon: "more",
    bar: "more.title",
  },
  {
    path: "/appearance",
    title: "appearance.title",
    module: "./screens/appearance.js",
    needs: "nobody",
    menu: "account",
    icon: "moon",
    under: "/more",
  },
];

/** Where one begins. */
export const FIRST = "/home";
export const SIGN_IN = "/sign-in";
export const CARS = "/cars";

/** Rows of a part of the menu that a car has. */
export function rowsOf(menu, car) {
  return SCREENS.filter((row) => row.menu === menu && isOffered(row, car));
}

/** Whether a row is there for a car; null for who has none. */
export function isOffered(row, car) {
  if (row.needs === "car" && !car) {
    return false;
  }
  return !row.offered || Boolean(car && row.offered(car));
}

/** Find what a path is: its row and the parts of the path; null if it is nothing. */
export function find(path) {
  for (const row of SCREENS) {
    const params = matched(row.path, path);
    if (params) {
      return { row, params };
    }
  }
  return null;
}

function matched(pattern, path) {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) {
    return null;
  }
  const params = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith(":")) {
      params[part.slice(1)] = decoded(given[index]);
    } else if (part !== given[index]) {
      return null;
    }
  }
  return params;
}

/** A part of an address as it was meant; as it stands if it is not well formed. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
