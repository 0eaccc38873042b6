// The reasons for what is selected: a mapping, or all mappings of an element or a term.

import { html } from "./dom.js";
import { lineSample } from "./lines.js";
import { reasons } from "./reasons.js";
import { counted, quoted, sentence, shown } from "./sentences.js";

/** A panel with `element`, `show` and `showHelp`; `onSelect` is given the key of what a visitor chose, null to close. */
export function detailsPanel(onSelect) {
  const element = html("aside", { class: "explorer-details", "aria-label": "Reasons", tabindex: 0 });
  element.addEventListener("click", (event) => {
    const key = event.target.closest("button[data-select]")?.dataset.select;
    if (key !== undefined) onSelect(key || null);
  });

  function fill(isOpen, ...children) {
    element.classList.toggle("open", isOpen);
    element.replaceChildren(...children.flat().filter(Boolean));
    element.scrollTop = 0;
  }

  function showHelp(predicates) {
    const meanings = predicates.map((predicate) => [html("dt", {}, lineSample(predicate), predicate.name), html("dd", {}, predicate.help)]);
    fill(
      false,
      html("p", { class: "hint" }, "Choose an element, a term or a line to see the reasons for its mappings."),
      html("dl", { class: "meanings" }, meanings),
    );
  }

  function showMissing(key) {
    const text = "It may have been renamed or unmapped since the link was made.";
    fill(true, closing(), html("h2", {}, "Not found"), html("p", {}, html("code", {}, key)), html("p", {}, text));
  }

  function showMapping(mapping, isShown) {
    const note = isShown ? null : html("p", { class: "note" }, "The filters hide this mapping.");
    fill(true, closing(), html("h2", {}, sentence(mapping)), note, ...reasons(mapping));
  }

  function showNode(node, visible) {
    const hidden = node.mappings.length - visible.length;
    const cards = visible.map((mapping) => card(mapping, node));
    const note = hidden ? html("p", { class: "note" }, `The filters hide ${counted(hidden, "mapping")} more.`) : null;
    fill(true, closing(), html("h2", {}, shown(node, visible)), about(node), ...cards, note);
  }

  function show(item, key, visible) {
    if (!item) showMissing(key);
    else if (item.side) showNode(item, item.mappings.filter((mapping) => visible.has(mapping)));
    else showMapping(item, visible.has(item));
  }

  return { element, show, showHelp };
}

function closing() {
  return html("button", { type: "button", class: "closing", "data-select": "", "aria-label": "Close the reasons" }, "×");
}

function about(node) {
  if (node.isGap) return html("p", { class: "about" }, "A stated gap: a counterpart was looked for and not found.");
  const label = quoted(node);
  const kind = `${node.kind} of ${node.group}`;
  const page = node.page ? html("a", { href: node.page }, node.side === "element" ? "its page" : "the vocabulary’s page") : null;
  const iri = node.iri ? html("a", { href: node.iri, rel: "external" }, node.iri) : null;
  return html("p", { class: "about" }, label, label ? ", " : null, kind, page ? [". See ", page] : null, ".", iri ? [html("br"), iri] : null);
}

/** A mapping of a node: the other end, a way to select it, and the reasons. */
function card(mapping, node) {
  const other = mapping.subject === node ? mapping.object : mapping.subject;
  const title = html(
    "h3",
    {},
    html("button", { type: "button", "data-select": mapping.key }, lineSample(mapping.predicate), html("span", {}, mapping.predicate.name), " ", html("strong", {}, other.isGap ? shown(other, [mapping]) : shown(other))),
  );
  return html("section", { class: "card" }, title, ...reasons(mapping, node));
}
