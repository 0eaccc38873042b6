// Where files come from: picked, dropped, or an example of the site.

import { part } from "./dom.js";
import { choose } from "./options.js";
import { note } from "./status.js";

/** Calls `open` with files as they come, and with what is to be said of them. */
export function offerFiles(root, open) {
  offerPicking(open);
  offerDropping(open);
  for (const button of root.querySelectorAll("[data-example]")) {
    button.addEventListener("click", () => openExample(button.dataset.example, open));
  }
}

function offerPicking(open) {
  part("pick").addEventListener("click", () => part("input").click());
  part("input").addEventListener("change", (event) => {
    const files = [...event.target.files];
    event.target.value = "";
    open(files);
  });
}

function offerDropping(open) {
  const drop = part("drop");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("checker-over", kind === "dragover");
      if (kind === "drop") open([...event.dataTransfer.files]);
    });
  }
}

async function openExample(path, open) {
  const response = await fetch(`examples/${path}`);
  if (!response.ok) return note(`The example could not be loaded: ${response.status}`);
  const name = path.split("/").at(-1);
  const file = new File([await response.text()], name);
  choose();
  // It may be changed, and is then a text of the visitor's own.
  open([file], `${name}: an example; change it and see.`);
}
