// A short piece of a predicate's line: colour, dashes and a sign, as the picture and the legend have it.

import { html, svg } from "./dom.js";
import { lineClass } from "./predicates.js";

/** A line with its sign. */
export function lineSample(predicate) {
  const line = svg("line", { x1: 1, y1: 5, x2: 27, y2: 5, class: `explorer-line ${lineClass(predicate)}` });
  const piece = svg("svg", { width: 28, height: 10, viewBox: "0 0 28 10" }, line);
  return html("span", { class: "explorer-sample", "aria-hidden": "true" }, piece, signOf(predicate));
}

/** The sign alone, in the line's colour. */
export function signOf(predicate) {
  return html("span", { class: `explorer-sign ${lineClass(predicate)}`, "aria-hidden": "true" }, predicate.sign);
}
