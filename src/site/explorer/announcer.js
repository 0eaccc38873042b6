// Tells a screen reader what has changed.

import { html } from "./dom.js";

export function announcer(root) {
  const region = html("div", { class: "explorer-aloud", role: "status", "aria-live": "polite" });
  root.append(region);
  let waiting;
  return (text) => {
    clearTimeout(waiting);
    // Typing changes much; only the last is said.
    waiting = setTimeout(() => {
      region.textContent = text;
    }, 150);
  };
}
