// Places the nodes of a graph of two columns so that few lines cross: the same for the same mappings, every time.

import { components } from "./components.js";

export const PITCH = 28;
const ROUNDS = 24;

/** The nodes of both columns from top to bottom, the height at which each is, and that of it all. */
export function arranged(mappings) {
  const layout = { element: [], term: [], y: new Map(), height: 0 };
  for (const part of components(mappings)) {
    const { element, term, places, rows } = placed(part);
    layout.element.push(...element);
    layout.term.push(...term);
    for (const [node, place] of places) layout.y.set(node, layout.height + (place + 0.5) * PITCH);
    layout.height += rows * PITCH;
  }
  return layout;
}

/** One part: the longer column stands close, each node of the other in the middle of its neighbours. */
function placed(mappings) {
  const near = neighbours(mappings);
  const columns = ordered(mappings, near);
  const [long, short] = columns.term.length >= columns.element.length ? ["term", "element"] : ["element", "term"];
  const rows = columns[long].length;
  const places = new Map(columns[long].map((node, index) => [node, index]));
  const wanted = columns[short].map((node) => mean(near.get(node), places));
  spread(wanted, rows).forEach((place, index) => places.set(columns[short][index], place));
  return { ...columns, places, rows };
}

/** Barycentre ordering (Sugiyama, Tagawa, Toda 1981): each column in turn by the mean place of its neighbours. */
function ordered(mappings, near) {
  let columns = { element: [], term: [] };
  for (const node of near.keys()) columns[node.side].push(node);
  let best = { columns, crossings: crossed(mappings, columns) };
  for (let round = 0; round < ROUNDS && best.crossings > 0; round += 1) {
    const [side, other] = round % 2 ? ["element", "term"] : ["term", "element"];
    const places = new Map(columns[other].map((node, index) => [node, index]));
    const means = new Map(columns[side].map((node) => [node, mean(near.get(node), places)]));
    columns = { ...columns, [side]: [...columns[side]].sort((a, b) => means.get(a) - means.get(b)) };
    const crossings = crossed(mappings, columns);
    if (crossings < best.crossings) best = { columns, crossings };
  }
  return best.columns;
}

function neighbours(mappings) {
  const near = new Map();
  const add = (node, other) => {
    if (!near.has(node)) near.set(node, []);
    near.get(node).push(other);
  };
  for (const { subject, object } of mappings) {
    add(subject, object);
    add(object, subject);
  }
  return near;
}

function mean(nodes, places) {
  return nodes.reduce((sum, node) => sum + places.get(node), 0) / nodes.length;
}

/** How many pairs of lines cross: inversions of the terms' places, counted with a Fenwick tree. */
function crossed(mappings, columns) {
  const left = new Map(columns.element.map((node, index) => [node, index]));
  const right = new Map(columns.term.map((node, index) => [node, index]));
  const ends = mappings.map(({ subject, object }) => [left.get(subject), right.get(object)]);
  ends.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const tree = new Array(right.size + 1).fill(0);
  let total = 0;
  ends.forEach(([, place], seen) => {
    let upTo = 0;
    for (let at = place + 1; at > 0; at -= at & -at) upTo += tree[at];
    total += seen - upTo;
    for (let at = place + 1; at < tree.length; at += at & -at) tree[at] += 1;
  });
  return total;
}

/** The nearest places to those wanted that keep the order and a distance of one: isotonic regression by pooling. */
function spread(wanted, rows) {
  const blocks = [];
  wanted.forEach((place, index) => {
    let block = { sum: place - index, count: 1 };
    while (blocks.length && blocks.at(-1).sum / blocks.at(-1).count > block.sum / block.count) {
      const before = blocks.pop();
      block = { sum: before.sum + block.sum, count: before.count + block.count };
    }
    blocks.push(block);
  });
  const offsets = blocks.flatMap(({ sum, count }) => Array(count).fill(sum / count));
  const last = rows - wanted.length;
  return offsets.map((offset, index) => Math.min(Math.max(offset, 0), last) + index);
}
