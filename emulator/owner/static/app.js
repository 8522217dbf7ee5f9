// The owner's pages begin here.

import { followVisit } from "/pages/static/first_visit.js";
import { loadWords } from "/pages/static/words.js";

import * as news from "./news.js";
import { start } from "./router.js";
import { renew } from "./session.js";

await loadWords("/pages/static/words", "/owner/static/words");
// Who cannot be recognised now may sign in, which says what is wrong.
await renew().catch(() => false);
news.start();
await start();
followVisit();
