// What the page says of itself: the verdict, how far it is, and notes.

import { part } from "./dom.js";

/** Says a verdict (none, valid, warned, invalid), its word, and the words after it. */
export function say(verdict, word, words) {
  part("verdict").dataset.verdict = verdict;
  part("word").textContent = word;
  part("totals").textContent = words;
}

/** On a narrow screen the verdict is below the text: who asked for it, and is not typing, is led there. */
export function leadToVerdict() {
  if (document.activeElement !== part("text")) part("verdict").scrollIntoView({ block: "nearest" });
}

export function note(words) {
  part("note").textContent = words;
}

export function showProgress(doing, done, total, { canStop }) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  part("progress").hidden = false;
  part("meter").value = share;
  part("doing").textContent = `${doing}: ${Math.round(share * 100)} %`;
  part("cancel").hidden = !canStop;
}

export function hideProgress() {
  part("progress").hidden = true;
}
