// The reports of a check, as files to keep.

import { element } from "./dom.js";
import { note } from "./status.js";

const SUFFIXES = { json: "json", sarif: "sarif", text: "txt" };

/** Makes the buttons save what `report` gives for their formats. */
export function offerReports(root, report) {
  for (const button of root.querySelectorAll("[data-report]")) {
    button.addEventListener("click", () => save(button.dataset.report, report));
  }
}

async function save(format, report) {
  try {
    const text = await report(format);
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    element("a", { href: address, download: `findings.${SUFFIXES[format]}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  } catch (error) {
    note(error.message);
  }
}
