// The lines as curves: their shape, and which of them is under a pointer.

// The curve leaves and reaches the columns level; these are the places of its handles, in hundredths of its width.
const [FIRST, SECOND] = [45, 55];

/** The path from a height on the left to one on the right, in a picture 100 wide. */
export function path(start, end) {
  return `M0,${start} C${FIRST},${start} ${SECOND},${end} 100,${end}`;
}

/** The mapping whose line is nearest to a point, if it is within `reach`; `x` in hundredths of the width. */
export function nearest(mappings, heights, x, y, reach) {
  const t = parameter(x);
  const share = t * t * (3 - 2 * t);
  let [best, distance] = [null, reach];
  for (const mapping of mappings) {
    const [start, end] = [heights.get(mapping.subject), heights.get(mapping.object)];
    const away = Math.abs(start + (end - start) * share - y);
    if (away < distance) [best, distance] = [mapping, away];
  }
  return best;
}

/** Where on the curve, from 0 to 1, a place of its width is; by halving, since the curve only goes to the right. */
function parameter(x) {
  let [low, high] = [0, 1];
  while (high - low > 0.001) {
    const t = (low + high) / 2;
    const at = 3 * FIRST * t * (1 - t) ** 2 + 3 * SECOND * t * t * (1 - t) + 100 * t ** 3;
    if (at < x) low = t;
    else high = t;
  }
  return low;
}
