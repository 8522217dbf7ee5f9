/** The card's clothes: read once, worn by each card. */

const SHEETS = ["card", "answers", "commands", "car", "views"];

const worn = await Promise.all(SHEETS.map(read));

/** Dress a shadow root. */
export function dress(root) {
  root.adoptedStyleSheets = worn;
}

async function read(name) {
  const answer = await fetch(new URL(`./style/${name}.css`, import.meta.url));
  return new CSSStyleSheet().replace(await answer.text());
}
