// What a visitor does in the text: it is checked when typing pauses, or at once.

const PAUSE = 400;

/**
 * Calls `changed` at each change, `check` when it is to be checked, and `replace` with what is pasted over a text that is
 * not to be changed. Gives a function that ends the waiting for a pause.
 */
export function watchTyping(text, { changed, check, replace }) {
  let pause;
  text.addEventListener("input", () => {
    changed();
    clearTimeout(pause);
    pause = setTimeout(check, PAUSE);
  });
  text.addEventListener("paste", (event) => {
    // The part of a long file that is shown is not to be changed, but may give way to something else.
    if (!text.readOnly) return;
    event.preventDefault();
    replace(event.clipboardData.getData("text"));
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) check();
  });
  return () => clearTimeout(pause);
}
