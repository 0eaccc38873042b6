// Two views of the same mappings, as tabs (WAI-ARIA Authoring Practices, pattern Tabs).

import { html } from "./dom.js";

/** A list of tabs with `element`, `panels` and `show(name)`; `views` are `{name, title, element}`. */
export function tabs(views, onChange) {
  const items = views.map(({ name, title, element }) => {
    const tab = html("button", { type: "button", role: "tab", id: `explorer-tab-${name}`, "aria-controls": `explorer-panel-${name}`, tabindex: -1 }, title);
    const panel = html("div", { role: "tabpanel", id: `explorer-panel-${name}`, "aria-labelledby": tab.id }, element);
    tab.addEventListener("click", () => onChange(name));
    return { name, tab, panel };
  });
  const element = html("div", { class: "explorer-tabs", role: "tablist", "aria-label": "View" }, items.map(({ tab }) => tab));
  element.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const at = items.findIndex(({ tab }) => tab === event.target);
    if (!step || at < 0) return;
    event.preventDefault();
    const to = items[(at + step + items.length) % items.length];
    onChange(to.name);
    to.tab.focus();
  });

  function show(name) {
    for (const item of items) {
      item.tab.setAttribute("aria-selected", String(item.name === name));
      item.tab.tabIndex = item.name === name ? 0 : -1;
      item.panel.hidden = item.name !== name;
    }
  }
  return { element, panels: items.map(({ panel }) => panel), show };
}
