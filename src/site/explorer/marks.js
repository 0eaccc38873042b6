// Marks the words of a search in a text.

import { html } from "./dom.js";

/** The text as nodes, with each place where a word stands in a `mark`. */
export function marked(text, words) {
  const lower = text.toLowerCase();
  // Some letters change their length in lower case, and places would be wrong.
  if (!words.length || lower.length !== text.length) return [text];
  const isHit = new Array(text.length).fill(false);
  for (const word of words) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) isHit.fill(true, at, at + word.length);
  }
  const parts = [];
  for (let start = 0, end; start < text.length; start = end) {
    end = start;
    while (end < text.length && isHit[end] === isHit[start]) end += 1;
    const part = text.slice(start, end);
    parts.push(isHit[start] ? html("mark", {}, part) : part);
  }
  return parts;
}
