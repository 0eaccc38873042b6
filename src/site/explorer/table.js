// The mappings as a table that sorts by each of its columns.

import { COLUMNS, justified, sorted } from "./columns.js";
import { html } from "./dom.js";
import { signOf } from "./lines.js";
import { reveal } from "./reveal.js";
import { marked } from "./marks.js";

/** A view with `element`, `draw`, `select` and `focus`; `onSort` is given a column. */
export function tableView(onSelect, onSort) {
  const heads = new Map(COLUMNS.map(({ id, head }) => [id, headOf(id, head, onSort)]));
  const body = html("tbody", { role: "rowgroup" });
  const headRow = html("tr", { role: "row" }, [...heads.values()]);
  const table = html(
    "table",
    { class: "explorer-rows", role: "table", "aria-label": "Mappings" },
    // The roles are said again since a narrow screen shows rows as blocks, which would take them away.
    html("thead", { role: "rowgroup" }, headRow),
    body,
  );
  const element = html("div", { class: "explorer-table" }, table);
  let buttons = [];
  let shown = [];
  let selected = null;

  function draw(mappings, words, sort) {
    for (const [id, head] of heads) {
      const direction = id === sort.column ? (sort.descending ? "descending" : "ascending") : "none";
      head.setAttribute("aria-sort", direction);
    }
    const before = buttons.find((button) => button.tabIndex === 0)?.dataset.key;
    shown = sorted(mappings, sort);
    const rows = shown.map((mapping) => rowOf(mapping, words));
    buttons = rows.map((row) => row.querySelector("button"));
    body.replaceChildren(...rows);
    const current = buttons.find((button) => button.dataset.key === before) ?? buttons[0];
    if (current) current.tabIndex = 0;
    select(selected);
  }

  function select(key) {
    selected = key;
    let first = null;
    shown.forEach((mapping, index) => {
      const button = buttons[index];
      button.setAttribute("aria-pressed", String(mapping.key === key));
      const isLit = [mapping.key, mapping.subject.key, mapping.object.key].includes(key);
      button.closest("tr").classList.toggle("lit", isLit);
      if (isLit) first ??= button;
    });
    if (first) reveal(first.closest("tr"), element);
  }

  function focus(key) {
    const to = buttons.find((button) => button.dataset.key === key);
    buttons.forEach((button) => (button.tabIndex = button === to ? 0 : -1));
    to?.focus();
    return Boolean(to);
  }

  body.addEventListener("click", (event) => {
    const key = event.target.closest("tr")?.querySelector("button").dataset.key;
    if (key) focus(key);
    onSelect(key ?? null);
  });
  body.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    const last = buttons.length - 1;
    const steps = { ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - 10, PageDown: at + 10, Home: 0, End: last };
    if (at < 0 || !(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    focus(buttons[Math.min(Math.max(steps[event.key], 0), last)].dataset.key);
  });
  return { element, draw, select, focus };
}

function headOf(id, head, onSort) {
  const button = html("button", { type: "button" }, head);
  button.addEventListener("click", () => onSort(id));
  return html("th", { scope: "col", role: "columnheader", class: id, "aria-sort": "none" }, button);
}

function rowOf(mapping, words) {
  const { subject, object, predicate, row } = mapping;
  const button = html("button", { type: "button", tabindex: -1, "data-key": mapping.key, "aria-pressed": "false" }, nameOf(subject, words));
  const confidence = mapping.confidence === null ? "" : mapping.confidence.toFixed(2);
  const cell = (class_, ...children) => html("td", { role: "cell", class: class_ }, ...children);
  return html(
    "tr",
    { role: "row" },
    cell("element", button),
    cell("relation", signOf(predicate), predicate.name),
    cell(object.isGap ? "term gap" : "term", object.isGap ? "no term" : nameOf(object, words)),
    cell("vocabulary", mapping.vocabulary),
    cell("confidence", confidence),
    cell("justification", justified(row)),
  );
}

function nameOf(node, words) {
  const prefix = node.prefix === "dspy:" ? "" : node.prefix;
  return [prefix ? html("span", { class: "prefix" }, marked(prefix, words)) : null, ...marked(node.name, words)];
}
