// The names of files as buttons, of which the one that is shown is pressed.

import { element } from "./dom.js";

const MOST = 100;

/** Fills `bar` with names; `choose` is called with the index of the one that is wanted. */
export function showNames(bar, names, open, choose) {
  bar.hidden = names.length === 0;
  bar.replaceChildren(
    ...names.slice(0, MOST).map((name, index) => {
      const button = element("button", { type: "button" }, name);
      button.setAttribute("aria-pressed", String(index === open));
      button.addEventListener("click", () => choose(index));
      return button;
    }),
  );
  if (names.length > MOST) bar.append(element("span", {}, `and ${names.length - MOST} more`));
}
