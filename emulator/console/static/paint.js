// The maker's colour codes as colours; the shades are ours.

const PAINTS = {
  CAR: "#9a5b3c",
  DAQ: "#4d7a66",
  GAK: "#8d939a",
  GAQ: "#6d7884",
  GAT: "#7c8187",
  KAD: "#565b62",
  KH3: "#1b1c1f",
  KNG: "#a4aab0",
  NAH: "#a81722",
  NBL: "#5b2630",
  NBV: "#23262b",
  NBX: "#631b27",
  NNP: "#3f82b8",
  QAB: "#e9ebec",
  QAC: "#eeeeec",
  QAK: "#e6e8ea",
  QNC: "#e8e6e0",
  QNG: "#eceded",
  RCF: "#23558f",
  RCL: "#3d5d7d",
  XGG: "#b2624a",
  XGJ: "#70757b",
  XKJ: "#dfe2e5",
  Z10: "#ad2230",
  Z11: "#1c1e22",
};
const OTHER = "#7a8a99";
const TWO_TONE = "X";
const BLACK_ROOF = "#202226";

/** @param {string} code @returns {{body: string, roof: string}} */
export function paint(code) {
  const body = PAINTS[code] ?? OTHER;
  return { body, roof: code.startsWith(TWO_TONE) ? BLACK_ROOF : body };
}
