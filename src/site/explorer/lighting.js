// What stands out in the picture: an item with all that belongs to it. The lines that do are drawn once more, above
// the others, which step back together: to change each of them would take too long for a hover.

import { svg } from "./dom.js";

/** `show(item, picture, drawn)` lets an item stand out, null nothing; `layer` is where the lines are drawn again. */
export function lighting(canvas) {
  const layer = svg("g", { class: "explorer-lit", "aria-hidden": "true" });
  let lit = [];

  function show(item, picture, drawn) {
    lit.forEach((each) => each.classList.remove("lit"));
    layer.replaceChildren();
    // An attribute: rules of the theme on elements without a class make a change of classes here ten times as slow.
    canvas.toggleAttribute("data-lit", Boolean(item));
    if (!item) return;
    const mappings = item.side ? picture.lines.get(item) : [item];
    const nodes = new Set([...(item.side ? [item] : []), ...mappings.flatMap((each) => [each.subject, each.object])]);
    lit = [...nodes].map((each) => drawn.get(each.key).shape);
    lit.forEach((each) => each.classList.add("lit"));
    for (const each of mappings) {
      const line = drawn.get(each.key).shape;
      const again = (class_) => svg("path", { d: line.getAttribute("d"), class: class_ });
      if (!item.side) layer.append(again("halo"));
      layer.append(again(line.getAttribute("class")));
    }
  }
  return { layer, show };
}
