/** Paths of a body's parts. */

/** Return the outline of the whole body. */
export function outline({ rear, nose, half, cowl }) {
  const sides = [
    [rear, 0],
    ["C", rear - 2, 44, rear + 2, half - 26, rear + 22, half - 11],
    ["C", rear + 40, half + 1, rear + 92, half, rear + 134, half - 2],
    ["L", cowl - 74, half - 2],
    ["C", cowl - 20, half - 1, cowl + 44, half + 2, nose - 52, half - 9],
    ["C", nose - 14, half - 20, nose, 54, nose, 0],
  ];
  return mirrored(sides);
}

/** Return the dark glass from the windscreen to the rear, around the roof. */
export function glasshouse({ half, cowl, tail }) {
  const sides = [
    [tail, 0],
    ["C", tail - 2, 30, tail, half - 34, tail + 10, half - 30],
    ["C", tail + 54, half - 15, tail + 92, half - 14, tail + 128, half - 14],
    ["L", cowl - 110, half - 14],
    ["C", cowl - 58, half - 15, cowl - 26, half - 24, cowl - 6, half - 32],
    ["C", cowl + 9, half - 62, cowl + 12, 24, cowl + 12, 0],
  ];
  return mirrored(sides);
}

/** Return the painted roof. */
export function roofPanel({ half, screen, roof }) {
  const wide = half - 35;
  const sides = [
    [roof, 0],
    ["C", roof - 1, 24, roof + 1, wide - 8, roof + 10, wide - 2],
    ["C", roof + 30, wide + 4, roof + 60, wide + 4, roof + 84, wide + 3],
    ["L", screen - 40, wide],
    ["C", screen - 18, wide - 2, screen - 6, wide - 10, screen - 3, wide - 18],
    ["C", screen + 2, 24, screen + 4, 14, screen + 4, 0],
  ];
  return mirrored(sides);
}

/** Return the hood, from the windscreen to the nose. */
export function hoodPanel({ half, cowl, nose }) {
  const sides = [
    [cowl + 16, 0],
    ["C", cowl + 16, 26, cowl + 10, half - 46, cowl + 2, half - 25],
    ["C", cowl + 30, half - 17, nose - 76, half - 20, nose - 48, half - 31],
    ["C", nose - 26, half - 44, nose - 15, 36, nose - 14, 0],
  ];
  return mirrored(sides);
}

/** Return the hatch, the boot's lid or the tailgate. */
export function lidPanel({ half, lid, rear }) {
  const inner = half - 28;
  const sides = [
    [rear + 9, 0],
    ["C", rear + 9, 36, rear + 12, inner - 16, rear + 26, inner],
    ["L", lid - 2, inner + 3],
    ["C", lid + 2, inner - 20, lid + 3, 30, lid + 3, 0],
  ];
  return mirrored(sides);
}

/** Return a door on the upper side as it is seen from above: outer skin and trim. */
export function doorPanel({ half }, front, rear) {
  const [outer, inner] = [-half + 1, -half + 20];
  return `M${front} ${outer}C${front - 20} ${outer - 1} ${rear + 20} ${outer - 1} ${rear} ${outer}V${inner - 4}Q${rear + 1} ${inner} ${rear + 6} ${inner}H${front - 8}Q${front} ${inner} ${front} ${inner - 8}Z`;
}

/** Return the headlamp on the upper side. */
export function headlamp({ half, nose }) {
  return `M${nose - 66} ${-half + 13}C${nose - 40} ${-half + 15} ${nose - 20} ${-half + 28} ${nose - 8} ${-half + 58}L${nose - 17} ${-half + 54}C${nose - 30} ${-half + 34} ${nose - 44} ${-half + 24} ${nose - 66} ${-half + 19}Z`;
}

/** Return the tail lamp on the upper side. */
export function taillamp({ half, rear }) {
  return `M${rear + 52} ${-half + 5}C${rear + 28} ${-half + 8} ${rear + 10} ${-half + 20} ${rear + 3} ${-half + 50}L${rear + 11} ${-half + 48}C${rear + 18} ${-half + 28} ${rear + 30} ${-half + 18} ${rear + 52} ${-half + 13}Z`;
}

/** Return the mirror on the upper side. */
export function mirror({ half, cowl }) {
  const [x, y] = [cowl - 46, -half + 4];
  return `M${x} ${y}C${x + 2} ${y - 12} ${x - 4} ${y - 24} ${x - 14} ${y - 25}C${x - 24} ${y - 25} ${x - 25} ${y - 16} ${x - 20} ${y - 10}C${x - 14} ${y - 4} ${x - 12} ${y} ${x - 12} ${y}Z`;
}

/** Return a closed path of one side's curves and their mirror image. */
function mirrored([[x, y], ...curves]) {
  const upper = curves.map(([kind, ...at]) => `${kind}${flipped(at).join(" ")}`).join("");
  const corners = [[x, y], ...curves.map((curve) => curve.slice(-2))];
  const lower = curves
    .map(([kind, ...at], index) => {
      const [x0, y0] = corners[index];
      return kind === "L" ? `L${x0} ${y0}` : `C${at[2]} ${at[3]} ${at[0]} ${at[1]} ${x0} ${y0}`;
    })
    .reverse()
    .join("");
  return `M${x} ${y}${upper}${lower}Z`;
}

function flipped(at) {
  return at.map((value, index) => (index % 2 ? -value : value));
}
