// The filters: a search, and a row of switches for each facet; none pressed means all.

import { html } from "./dom.js";
import { lineSample } from "./lines.js";
import { PHONE } from "./screen.js";

/**
 * A form with `element` and `draw(state, counts)`. `facets` are `{name, title, values: [{value, title, predicate}]}`;
 * `onChange` is given what a visitor changed of the state.
 */
export function controls(facets, onChange) {
  const search = html("input", { type: "search", id: "explorer-search", placeholder: "TrainingJob, lifecycle, nexus:…", autocomplete: "off", spellcheck: "false" });
  search.addEventListener("input", () => onChange({ search: search.value }));
  const slider = html("input", { type: "range", id: "explorer-confidence", min: 0, max: 1, step: 0.05 });
  const output = html("output", { for: "explorer-confidence" });
  slider.addEventListener("input", () => onChange({ confidence: Number(slider.value) }));
  const groups = facets.map((facet) => facetGroup(facet, onChange));
  const set = html("span", { class: "set" });
  const folded = html("details", { class: "explorer-facets" }, html("summary", {}, "Filters", set), ...groups.map((group) => group.element));
  folded.open = !PHONE.matches;
  const element = html(
    "form",
    { class: "explorer-controls", role: "search", "aria-label": "Mappings" },
    html("div", { class: "field grows" }, html("label", { for: "explorer-search" }, "Search"), search),
    html("div", { class: "field" }, html("label", { for: "explorer-confidence" }, "Confidence at least ", output), slider),
    folded,
  );
  element.addEventListener("submit", (event) => event.preventDefault());

  function draw(state, countsOf) {
    if (search.value !== state.search) search.value = state.search;
    slider.value = state.confidence;
    output.textContent = state.confidence ? state.confidence.toFixed(2) : "any";
    slider.setAttribute("aria-valuetext", output.textContent);
    groups.forEach((group) => group.draw(state, countsOf(group.name)));
    const pressed = facets.reduce((sum, facet) => sum + state[facet.name].length, 0);
    set.textContent = pressed ? ` (${pressed} set)` : "";
  }
  return { element, draw };
}

function facetGroup({ name, title, values }, onChange) {
  let pressed = [];
  const switches = values.map(({ value, title: help, predicate }) => {
    const count = html("span", { class: "count" });
    const button = html("button", { type: "button", "data-value": value, title: help }, predicate ? lineSample(predicate) : null, value, " ", count);
    button.addEventListener("click", () => {
      const others = pressed.filter((other) => other !== value);
      onChange({ [name]: others.length < pressed.length ? others : [...pressed, value] });
    });
    return { value, button, count };
  });
  const element = html(
    "div",
    { class: "explorer-switches", role: "group", "aria-label": title, "data-facet": name },
    html("span", { class: "title", "aria-hidden": "true" }, title),
    switches.map((item) => item.button),
  );

  function draw(state, counts) {
    pressed = state[name];
    for (const { value, button, count } of switches) {
      const number = counts.get(value) ?? 0;
      count.textContent = number;
      button.classList.toggle("empty", !number);
      button.setAttribute("aria-pressed", String(pressed.includes(value)));
    }
  }
  return { name, element, draw };
}
