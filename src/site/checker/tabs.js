// Views of the same records, as tabs (WAI-ARIA Authoring Practices, pattern Tabs).

/** Makes buttons in a tab list select their panels, by keyboard too; calls `selected` with the name of the panel. */
export function tabs(list, selected) {
  const buttons = [...list.querySelectorAll('[role="tab"]')];
  function select(chosen, focus = false) {
    for (const button of buttons) {
      const is = button === chosen;
      button.setAttribute("aria-selected", String(is));
      button.tabIndex = is ? 0 : -1;
      document.getElementById(button.getAttribute("aria-controls")).hidden = !is;
    }
    if (focus) chosen.focus();
    selected(chosen.getAttribute("aria-controls").replace("checker-", ""));
  }
  for (const [index, button] of buttons.entries()) {
    button.addEventListener("click", () => select(button));
    button.addEventListener("keydown", (event) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      select(buttons.at(to % buttons.length), true);
    });
  }
  return { first: () => select(buttons[0]), current: () => buttons.find((button) => button.tabIndex === 0).getAttribute("aria-controls").replace("checker-", "") };
}
