// Where the emulator listens beyond its own machine: the token that it printed at start.

import { byId } from "./dom.js";
import { frame } from "./frame.js";
import { trying } from "./said.js";
import { post } from "./talk.js";
import { loadWords, t } from "./words.js";

await loadWords("/pages/static/words");
frame();
document.title = t("token.title");

byId("enter").addEventListener("submit", async (event) => {
  event.preventDefault();
  const token = event.target.elements.token.value;
  if (await trying(() => post("session", { token }))) {
    location.reload();
  }
});
