// The retailer's calls below /retailer/api.

import { callsBelow } from "/pages/static/talk.js";

export const { get, post } = callsBelow("/retailer/api/");
