// One plan: what it brings and costs, and how it goes on (P2, P3).

import { el } from "/pages/static/dom.js";
import { trying } from "/pages/static/said.js";
import { t } from "/pages/static/words.js";

import * as api from "../api.js";
import { confirm } from "../dialog.js";
import { toggle } from "../forms.js";
import { askRenewal } from "../store/ask_renewal.js";
import { cardName, featureList, planMark, planName } from "../store/parts.js";
import { length, price, status } from "../store/prices.js";

export async function render(context) {
  const [shop, wallet] = await Promise.all([
    api.get(`store/cars/${context.car.vin}`),
    api.get("store/wallet"),
  ]);
  const plan = shop.plans.find((one) => one.plan === context.params.plan);
  if (!plan) {
    return el("p", { class: "card", text: t("store.empty") });
  }
  return [
    about(plan),
    el("div", { class: "pair" }, prices(plan, shop), running(context, plan, shop, wallet)),
  ];
}

function about(plan) {
  return el(
    "section",
    { class: "card about-plan" },
    planMark(plan.plan),
    el(
      "div",
      {},
      el("h2", { text: planName(plan.plan) }),
      el("p", { class: "muted", text: t(`plan.${plan.plan}.about`) }),
    ),
    featureList(plan),
  );
}

function prices(plan, shop) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("store.prices") }),
    plan.offers.length > 0
      ? el("dl", { class: "prices" }, plan.offers.map((offer) => offerRow(offer, shop)))
      : el("p", { text: t("store.not_sold") }),
    el("p", { class: "small muted", text: t("store.prices_hint") }),
    plan.offers.length > 0 && (shop.may_buy ? buy(plan) : el("p", { text: t("store.owner_only") })),
  );
}

function offerRow(offer, shop) {
  return el(
    "div",
    {},
    el("dt", { text: length(offer.months) }),
    el("dd", { text: price(offer.price, shop.currency) }),
  );
}

function buy(plan) {
  const text = t(plan.ended ? "store.subscribe" : "store.renew");
  return el("a", { class: "button main", href: `#/store/${plan.plan}/subscribe`, text });
}

function running(context, plan, shop, wallet) {
  return el(
    "section",
    { class: "card" },
    el("h2", { text: t("store.yours") }),
    el("p", { text: status(plan, shop.zone) }),
    shop.may_buy && !plan.ended && [
      el(
        "div",
        { class: "row spread" },
        el("span", { text: t("store.auto") }),
        toggle(t("store.auto"), plan.renews, (on) => switched(context, plan, shop, wallet, on)),
      ),
      el("p", { class: "small muted", text: renewalText(plan, shop, wallet) }),
      !plan.cancelled && cancelButton(context, plan, shop),
    ],
  );
}

/** Who is charged what, and when. */
function renewalText(plan, shop, wallet) {
  if (!plan.renews) {
    return t("store.auto.off");
  }
  const offer = plan.offers.find((one) => one.months === plan.months);
  if (!offer || offer.price === 0) {
    return t("store.auto.free");
  }
  const card = wallet.cards.find((one) => one.card_id === plan.card_id);
  return t("store.auto.paid", {
    price: price(offer.price, shop.currency),
    length: length(offer.months),
    card: card ? cardName(card) : t("store.auto.no_card"),
  });
}

async function switched(context, plan, shop, wallet, on) {
  const wish = on ? await askRenewal(plan, shop, wallet) : { renews: false };
  if (wish) {
    await trying(() => api.put(planPath(context, plan, "/renewal"), wish));
  }
  await context.again();
}

function cancelButton(context, plan, shop) {
  const onclick = async () => {
    const sure = await confirm({
      title: t("store.cancel"),
      text: t("store.cancel_text", { status: status({ ...plan, renews: false }, shop.zone) }),
      yes: t("store.cancel"),
      isGrave: true,
    });
    if (sure) {
      await trying(() => api.remove(planPath(context, plan)), t("store.cancelled"));
      await context.again();
    }
  };
  const button = el("button", { type: "button", text: t("store.cancel"), onclick });
  return el("div", { class: "row deeds" }, button);
}

function planPath(context, plan, rest = "") {
  return `store/cars/${context.car.vin}/plans/${plan.plan}${rest}`;
}
