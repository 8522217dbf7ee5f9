// The owner's pages begin here.

import { loadWords } from "/pages/static/words.js";

import { load } from "./garage.js";
import * as news from "./news.js";
import { start } from "./router.js";
import { isSignedIn, renew } from "./session.js";

await loadWords("/pages/static/words", "/owner/static/words");
await renew();
if (isSignedIn()) {
  await load();
}
news.start();
await start();
