// Keeps the fragment of the page's address as the state is, so that the address is a link to what is seen.

// Browsers refuse to change an address more often than some hundred times in half a minute.
const WAIT = 150;

/** `keep(fragment)` writes the fragment when changes pause; `link(fragment)` is the whole address with it. */
export function addressBar() {
  let waiting;

  function link(fragment) {
    const url = new URL(location.href);
    url.hash = fragment;
    return fragment ? url.href : url.href.replace(/#$/, "");
  }

  function keep(fragment) {
    clearTimeout(waiting);
    waiting = setTimeout(() => history.replaceState(history.state, "", link(fragment)), WAIT);
  }
  return { keep, link };
}
