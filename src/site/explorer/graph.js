// The picture: elements on the left, terms on the right, and a line for each mapping between them.

import { nearest, path } from "./curves.js";
import { html, svg } from "./dom.js";
import { lighting } from "./lighting.js";
import { marked } from "./marks.js";
import { nextKey, pictureOf } from "./picture.js";
import { lineClass } from "./predicates.js";
import { reveal } from "./reveal.js";
import { described, sentence, shown } from "./sentences.js";

const KEYS = "Arrow keys move along the columns and lines, Enter shows the reasons, Escape clears the selection.";
const HEADS = ["Elements of the schemas", "Terms of the vocabularies"];
const REACH = 9;

/** A view with `element`, `draw`, `select` and `focus`; `onSelect` is given the key of what a visitor chose. */
export function graphView(onSelect) {
  const canvas = html("div", { class: "explorer-canvas" });
  const element = html(
    "div",
    { class: "explorer-graph", role: "group", "aria-label": "Picture of the mappings", "aria-describedby": "explorer-keys" },
    html("div", { class: "explorer-heads", "aria-hidden": "true" }, HEADS.map((head) => html("span", {}, head))),
    html("p", { id: "explorer-keys", class: "explorer-aloud" }, KEYS),
    canvas,
  );
  const lights = lighting(canvas);
  const drawn = new Map();
  let [picture, mappings] = [pictureOf([]), []];
  // `from` is the node that the keys came from last; `lit` is undefined when it has to be looked at again.
  let [current, from, selected, lit] = [null, null, null, null];

  function draw(given, words) {
    mappings = given;
    picture = pictureOf(mappings);
    drawn.clear();
    for (const mapping of mappings) drawn.set(mapping.key, { item: mapping, shape: lineOf(mapping, picture.y) });
    for (const node of picture.lines.keys()) drawn.set(node.key, { item: node, shape: nodeOf(node, picture, words) });
    const shapes = (items) => items.map((item) => drawn.get(item.key).shape);
    const lines = svg(
      "svg",
      { viewBox: `0 0 100 ${picture.height}`, preserveAspectRatio: "none" },
      svg("g", { class: "explorer-lines" }, shapes(mappings)),
      lights.layer,
    );
    const column = (side) => html("div", { class: `explorer-column ${side}` }, shapes(picture[side]));
    canvas.style.height = `${picture.height}px`;
    canvas.replaceChildren(column("element"), lines, column("term"));
    current = drawn.has(current) ? current : (picture.element[0]?.key ?? null);
    drawn.get(current)?.shape.setAttribute("tabindex", "0");
    select(selected);
  }

  function select(key) {
    drawn.get(selected)?.shape.setAttribute("aria-pressed", "false");
    selected = key;
    const shape = drawn.get(selected)?.shape;
    shape?.setAttribute("aria-pressed", "true");
    if (shape) reveal(shape, element);
    lit = undefined;
    light(null);
  }

  /** Shows what belongs to an item, by default to the one that is selected. */
  function light(key) {
    if (key === lit) return;
    lit = key;
    lights.show(drawn.get(key ?? selected)?.item, picture, drawn);
  }

  function focus(key) {
    const to = drawn.get(key);
    if (!to) return false;
    drawn.get(current)?.shape.setAttribute("tabindex", "-1");
    const before = drawn.get(current)?.item;
    if (before?.side) from = before;
    current = key;
    to.shape.setAttribute("tabindex", "0");
    to.shape.focus();
    return true;
  }

  function keyAt(event) {
    const shape = event.target.closest("[data-key]");
    const box = event.target.closest("svg")?.getBoundingClientRect();
    if (shape || !box) return shape?.dataset.key ?? null;
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return nearest(mappings, picture.y, (100 * x) / box.width, y, REACH)?.key ?? null;
  }

  canvas.addEventListener("pointermove", (event) => {
    const key = keyAt(event);
    canvas.style.cursor = key ? "pointer" : "";
    light(key);
  });
  canvas.addEventListener("pointerleave", () => light(null));
  canvas.addEventListener("focusin", (event) => light(keyAt(event)));
  canvas.addEventListener("focusout", () => light(null));
  canvas.addEventListener("click", (event) => {
    const key = keyAt(event);
    if (key) focus(key);
    onSelect(key);
  });
  canvas.addEventListener("keydown", (event) => {
    const at = drawn.get(keyAt(event));
    if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
    if (["Enter", " "].includes(event.key) && !at.item.side) onSelect(at.item.key);
    else if (!focus(nextKey(event.key, at.item, from, picture)) && !event.key.startsWith("Arrow")) return;
    event.preventDefault();
  });
  return { element, draw, select, focus };
}

function nodeOf(node, picture, words) {
  const name = node.isGap ? shown(node, picture.lines.get(node)) : marked(node.name, words);
  const prefix = node.prefix === "dspy:" ? "" : node.prefix;
  const attributes = {
    type: "button",
    class: `explorer-node${node.isGap ? " gap" : ""}`,
    style: `top: ${picture.y.get(node)}px`,
    tabindex: -1,
    title: node.isGap ? shown(node, picture.lines.get(node)) : `${node.prefix}${node.name}`,
    "data-key": node.key,
    "aria-pressed": "false",
    "aria-label": described(node, picture.lines.get(node)),
  };
  return html(
    "button",
    attributes,
    html("span", { class: "name" }, prefix ? html("span", { class: "prefix" }, marked(prefix, words)) : null, name),
    node.isGap ? null : [" ", html("span", { class: "kind" }, node.kind)],
  );
}

function lineOf(mapping, y) {
  return svg("path", {
    class: `explorer-line ${lineClass(mapping.predicate)}`,
    d: path(y.get(mapping.subject), y.get(mapping.object)),
    role: "button",
    tabindex: -1,
    "data-key": mapping.key,
    "aria-pressed": "false",
    "aria-label": sentence(mapping),
  });
}
