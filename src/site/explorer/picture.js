// Where the nodes and lines of a set of mappings are, and what is beside what, for drawing and for the arrow keys.

import { arranged } from "./order.js";

/** The columns, the places, and the mappings of each node from top to bottom. */
export function pictureOf(mappings) {
  const { element, term, y, height } = arranged(mappings);
  const lines = new Map([...element, ...term].map((node) => [node, []]));
  for (const mapping of mappings) {
    lines.get(mapping.subject).push(mapping);
    lines.get(mapping.object).push(mapping);
  }
  for (const [node, own] of lines) {
    const other = node.side === "element" ? "object" : "subject";
    own.sort((a, b) => y.get(a[other]) - y.get(b[other]));
  }
  return { element, term, y, height, lines };
}

/**
 * The key of what an arrow key leads to, or null. `at` is a node or a mapping; `from` is the node from which the keys
 * came to a mapping: up and down then go through that node's mappings.
 */
export function nextKey(arrow, at, from, picture) {
  if (at.side) return ofNode(arrow, at, picture);
  if (arrow === "ArrowLeft") return at.subject.key;
  if (arrow === "ArrowRight") return at.object.key;
  const lines = picture.lines.get([at.subject, at.object].includes(from) ? from : at.subject);
  return beside(arrow, lines, at);
}

function ofNode(arrow, node, picture) {
  const inward = node.side === "element" ? "ArrowRight" : "ArrowLeft";
  if (arrow === inward) return picture.lines.get(node)[0]?.key ?? null;
  return beside(arrow, picture[node.side], node);
}

function beside(arrow, all, one) {
  const at = all.indexOf(one);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[arrow];
  return all[to]?.key ?? null;
}
