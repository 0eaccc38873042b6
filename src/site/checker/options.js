// How records are read: the type and the format that a visitor chose.

import { part } from "./dom.js";

export function chosen() {
  return { type: part("type").value, format: part("format").value };
}

/** Chooses; a type that is not offered is left to what each record shows. */
export function choose({ type = "auto", format = "" } = {}) {
  part("type").value = type;
  part("format").value = format;
  if (part("type").selectedIndex < 0) part("type").value = "auto";
}

export function onChosen(changed) {
  for (const name of ["type", "format"]) part(name).addEventListener("change", changed);
}
