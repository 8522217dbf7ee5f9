// Words of a page in the language that was chosen, else in one that the browser asks for.

export const LANGUAGES = { en: "English", fr: "Français", th: "ไทย" };

const STORED = "language";
const known = new Map();

export const language = chosen();

/** Load the words of all folders of a page; later ones may add, not replace. */
export async function loadWords(...folders) {
  const files = folders.map((folder) => `${folder}/${language}.json`);
  for (const words of await Promise.all(files.map(read))) {
    Object.entries(words).forEach(([key, text]) => known.set(key, text));
  }
  document.documentElement.lang = language;
  translate(document);
}

/**
 * Return a text; `{name}` in it stands for values. An unknown key is its own text.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const text = known.get(key) ?? key;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Whether there are words for a key that comes from the emulator. */
export function has(key) {
  return known.has(key);
}

/** Fill what the page's HTML marks: `data-word`, `data-label` (for screen readers). */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-word]")) {
    element.textContent = t(element.dataset.word);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(element.dataset.label));
  }
}

/** Choose a language; the page is drawn anew. */
export function choose(code) {
  localStorage.setItem(STORED, code);
  location.reload();
}

function chosen() {
  const wanted = [localStorage.getItem(STORED), ...navigator.languages];
  const codes = wanted.map((code) => String(code).slice(0, 2).toLowerCase());
  return codes.find((code) => code in LANGUAGES) ?? "en";
}

async function read(file) {
  const answer = await fetch(file);
  return answer.json();
}
