// Starts the explorer where a page has a place for it. Until then, and without it, the page's tables are there.

import { explorer } from "./explorer.js";
import { readMappings } from "./mappings.js";

async function start(root) {
  const answer = await fetch(new URL(root.dataset.mappings, location.href));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  explorer(root, readMappings(await answer.json()));
  root.classList.add("ready");
  document.querySelectorAll(".explorer-plain").forEach((table) => (table.hidden = true));
}

const root = document.getElementById("explorer");
if (root) {
  start(root).catch((error) => {
    root.textContent = "The explorer cannot start here; the tables below hold the same mappings.";
    console.error(error);
  });
}
