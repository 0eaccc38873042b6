// What stands out in the picture: an item with all that belongs to it. The lines that do are drawn once more, above
// the others, which step back together: to change each of them would take too long for a hover.

import { svg } from "./dom.js";

/** `show(item, picture, drawn)` lets an item stand out, null nothing; `layer` is where the lines are drawn again. */
export function lighting(canvas) {
  const layer = svg("g", { class: "explorer-lit", "aria-hidden": "true" });
  let lit = [];

  function show(item, picture, drawn) {
    lit.forEach((shape) => shape.classList.remove("lit"));
    layer.replaceChildren();
    // An attribute: rules of the theme on elements without a class make a change of classes here ten times as slow.
    canvas.toggleAttribute("data-lit", Boolean(item));
    if (!item) return;
    const mappings = item.side ? picture.lines.get(item) : [item];
    const nodes = new Set([...(item.side ? [item] : []), ...mappings.flatMap((mapping) => [mapping.subject, mapping.object])]);
    lit = [...nodes].map((node) => drawn.get(node.key).shape);
    lit.forEach((shape) => shape.classList.add("lit"));
    for (const mapping of mappings) {
      const line = drawn.get(mapping.key).shape;
      const again = (class_) => svg("path", { d: line.getAttribute("d"), class: class_ });
      if (!item.side) layer.append(again("halo"));
      layer.append(again(line.getAttribute("class")));
    }
  }
  return { layer, show };
}
