// Links that hold the records: made for a visitor, and followed.

import { LONGEST, fromFragment, toFragment } from "./link.js";
import { number } from "./sentences.js";
import { note } from "./status.js";

/** Copies a link to a text; `secretPlaces` gives where in it something looks like a secret, or null if that failed. */
export async function share(text, { type, format }, secretPlaces) {
  const fragment = await toFragment(text, type, format);
  const address = `${location.origin}${location.pathname}${fragment}`;
  if (address.length > LONGEST) {
    return note(`Too long for a link: it would have ${number(address.length)} characters, and many programs cut links after ${number(LONGEST)}.`);
  }
  const secret = warning(await secretPlaces());
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    history.replaceState(null, "", fragment);
    return note(`The link is in the address bar. ${secret}`);
  }
  note(`Link copied. It holds the whole text, readable by whoever has it. ${secret}`);
}

function warning(places) {
  if (places === null) return "It could not be checked for secrets.";
  if (places.length === 0) return "";
  return `Careful: ${places.slice(0, 3).join(", ")} ${places.length === 1 ? "looks like a secret" : "look like secrets"}.`;
}

/** Calls `paste` with the text and the options of the link by which the page was opened, and of each one after it. */
export function followLinks(paste) {
  const follow = async () => {
    try {
      const linked = await fromFragment(location.hash);
      if (linked) await paste(linked.text, linked);
    } catch (error) {
      note(error.message);
    }
  };
  addEventListener("hashchange", follow);
  follow();
}
