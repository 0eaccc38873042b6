// Two views of the same mappings, as tabs (WAI-ARIA Authoring Practices, pattern Tabs).

import { html } from "./dom.js";

/** A list of tabs with `element`, `panels` and `show(name)`; `views` are `{name, title, element}`. */
export function tabs(views, onChange) {
  const made = views.map(({ name, title, element }) => {
    const tab = html("button", { type: "button", role: "tab", id: `explorer-tab-${name}`, "aria-controls": `explorer-panel-${name}`, tabindex: -1 }, title);
    const panel = html("div", { role: "tabpanel", id: `explorer-panel-${name}`, "aria-labelledby": tab.id }, element);
    tab.addEventListener("click", () => onChange(name));
    return { name, tab, panel };
  });
  const element = html("div", { class: "explorer-tabs", role: "tablist", "aria-label": "View" }, made.map((each) => each.tab));
  element.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const at = made.findIndex((each) => each.tab === event.target);
    if (!step || at < 0) return;
    event.preventDefault();
    const to = made[(at + step + made.length) % made.length];
    onChange(to.name);
    to.tab.focus();
  });

  function show(name) {
    for (const each of made) {
      each.tab.setAttribute("aria-selected", String(each.name === name));
      each.tab.tabIndex = each.name === name ? 0 : -1;
      each.panel.hidden = each.name !== name;
    }
  }
  return { element, panels: made.map((each) => each.panel), show };
}
