// The owner's own calls below /owner/api: what is not on the maker's wire.

import { callsBelow } from "/pages/static/talk.js";

export const { get, post, put, remove } = callsBelow("/owner/api/");
