// The time on a wall in a zone, and back.

// Swedish writes times as ISO does.
const ISO_LIKE = "sv";

/** @param {number} at milliseconds @param {string} zone @returns {string} for a time field */
export function wallTime(at, zone) {
  const format = new Intl.DateTimeFormat(ISO_LIKE, {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return format.format(at).replace(" ", "T");
}

/** The moment at which a wall in a zone shows this time, as an ISO text. */
export function momentOf(wall, zone) {
  const wanted = Date.parse(`${wall}Z`);
  let at = wanted;
  // The second round is for the days on which the clocks change.
  for (let round = 0; round < 2; round += 1) {
    at = wanted - (Date.parse(`${wallTime(at, zone)}Z`) - at);
  }
  return new Date(at).toISOString();
}
