// The page: one state, drawn by the filters, the two views and the panel, and carried by the fragment.

import { addressBar } from "./address.js";
import { announcer } from "./announcer.js";
import { COLUMNS } from "./columns.js";
import { controls } from "./controls.js";
import { detailsPanel } from "./details.js";
import { html } from "./dom.js";
import { facetsOf } from "./facets.js";
import { counts, filtered, wordsOf } from "./filter.js";
import { graphView } from "./graph.js";
import { PHONE } from "./screen.js";
import { described, sentence, summary } from "./sentences.js";
import { EMPTY, fromFragment, toFragment } from "./state.js";
import { statusLine } from "./status.js";
import { tableView } from "./table.js";
import { tabs } from "./tabs.js";

/** Builds the explorer inside `root`. */
export function explorer(root, graph) {
  const facets = facetsOf(graph);
  const columns = COLUMNS.map((column) => column.id);
  const predicates = facets[0].values.map((option) => option.predicate);
  const views = { graph: graphView(select), table: tableView(select, sortBy) };
  const tabList = tabs(
    [
      { name: "graph", title: "Picture", element: views.graph.element },
      { name: "table", title: "Table", element: views.table.element },
    ],
    (view) => change({ view }),
  );
  const form = controls(facets, change);
  const details = detailsPanel(select);
  const address = addressBar();
  const status = statusLine(reset, () => address.link(toFragment(state)));
  const announce = announcer(root);
  root.append(form.element, html("div", { class: "explorer-bar" }, tabList.element, status.element));
  root.append(html("div", { class: "explorer-views" }, html("div", { class: "explorer-main" }, status.empty, tabList.panels), details.element));
  let state = known(fromFragment(location.hash, columns));
  let visible = [];
  let frame = 0;

  const viewName = () => state.view ?? (PHONE.matches ? "table" : "graph");
  const item = () => graph.byKey.get(state.selected) ?? graph.nodes.get(state.selected);

  /** A state without values that are no facet's. */
  function known(given) {
    const kept = facets.map(({ name, values }) => [name, given[name].filter((wanted) => values.some(({ value }) => value === wanted))]);
    return { ...given, ...Object.fromEntries(kept) };
  }

  function draw() {
    visible = filtered(graph.mappings, state);
    form.draw(state, (facet) => counts(graph.mappings, state, facet));
    status.draw(visible, toFragment({ ...state, view: null, sort: EMPTY.sort, selected: null }) !== "");
    tabList.show(viewName());
    views[viewName()].draw(visible, wordsOf(state.search), state.sort);
    drawSelection();
  }

  function drawSelection() {
    views[viewName()].select(state.selected);
    if (state.selected) details.show(item(), state.selected, new Set(visible));
    else details.showHelp(predicates);
  }

  /** Changes the state now, and what is seen once in a frame, however fast a visitor types. */
  function change(part, describe = () => summary(visible)) {
    state = { ...state, ...part };
    address.keep(toFragment(state));
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      draw();
      announce(describe());
    });
  }

  function reset() {
    const { view, sort, selected } = state;
    change({ ...EMPTY, view, sort, selected });
  }

  function sortBy(column) {
    const descending = state.sort.column === column && !state.sort.descending;
    change({ sort: { column, descending } }, () => `Sorted by ${column}, ${descending ? "descending" : "ascending"}.`);
  }

  function select(key) {
    if (key === state.selected) return;
    const before = state.selected;
    const wasInside = details.element.contains(document.activeElement);
    state = { ...state, selected: key };
    address.keep(toFragment(state));
    drawSelection();
    // What had the focus in the panel is gone.
    if (wasInside && key) details.element.focus();
    else if (wasInside) views[viewName()].focus(before);
    const chosen = item();
    if (chosen) announce(chosen.side ? `${described(chosen, chosen.mappings)}. The reasons follow.` : `${sentence(chosen)} The reasons follow.`);
    else if (!key) announce("Nothing is selected.");
  }

  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !state.selected || event.target.type === "search") return;
    event.preventDefault();
    select(null);
  });
  addEventListener("hashchange", () => {
    // A heading of the page, and no state.
    if (/^#[^=]+$/.test(location.hash)) return;
    state = known(fromFragment(location.hash, columns));
    draw();
  });
  PHONE.addEventListener("change", draw);
  draw();
}
