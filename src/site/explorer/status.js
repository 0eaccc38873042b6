// How much is shown, in words; what to do where nothing is; the link to what is seen.

import { html } from "./dom.js";
import { summary } from "./sentences.js";

/**
 * A line with `element` and `draw`, and `empty`, which stands in place of the views where there is nothing. `linkOf` gives
 * the link to what is seen.
 */
export function statusLine(onReset, linkOf) {
  const text = html("span", { class: "text" });
  const resets = [html("button", { type: "button", class: "reset" }, "Reset filters"), html("button", { type: "button", class: "reset" }, "Reset filters")];
  resets.forEach((button) => button.addEventListener("click", onReset));
  const copy = html("button", { type: "button", class: "copy" }, "Copy link");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(linkOf());
    copy.textContent = "Copied";
    setTimeout(() => (copy.textContent = "Copy link"), 2000);
  });
  // The clipboard is there on secure pages only; the address has the same link.
  copy.hidden = !navigator.clipboard;
  const element = html("div", { class: "explorer-status" }, text, resets[0], copy);
  const empty = html("div", { class: "explorer-empty" }, html("p", {}, "No mapping matches. Use fewer search words, or remove filters."), resets[1]);

  function draw(mappings, isFiltered) {
    text.textContent = summary(mappings);
    resets.forEach((button) => (button.hidden = !isFiltered));
    empty.hidden = mappings.length > 0;
  }
  return { element, empty, draw };
}
