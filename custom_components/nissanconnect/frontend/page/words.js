/** The card's own texts, in the language of the page; English where one is missing. */

const FALLBACK = "en";
/** @type {Map<string, Promise<Record<string, string>>>} */
const read = new Map();
let present = [FALLBACK];

/** Tell which languages there are, as the address of the entrance has them. */
export function offer(languages) {
  present = languages;
}

/**
 * Return how to say a text by its key, with `{names}` filled in.
 *
 * @returns {Promise<(key: string, values?: Record<string, string>) => string>}
 */
export async function speak(language) {
  const [fallback, own] = await Promise.all([file(FALLBACK), file(nearest(language))]);
  return (key, values = {}) =>
    (own[key] ?? fallback[key] ?? key).replaceAll(
      /\{(\w+)\}/g,
      (whole, name) => values[name] ?? whole,
    );
}

function nearest(language) {
  const wanted = [language, language.split("-")[0], FALLBACK];
  return wanted.find((one) => present.includes(one));
}

function file(language) {
  if (!read.has(language)) {
    const address = new URL(`./words/${language}.json`, import.meta.url);
    read.set(language, fetch(address).then((answer) => answer.json()));
  }
  return read.get(language);
}
