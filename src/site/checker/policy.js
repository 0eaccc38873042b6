// What the browser refuses to do for this page.

import { element } from "./dom.js";

/** Whatever a script tried, it could reach no other host, and send no form. */
export function restrict() {
  const policy = element("meta", { httpEquiv: "Content-Security-Policy" });
  policy.content = "connect-src 'self'; form-action 'none'; object-src 'none'; base-uri 'self'; worker-src 'self'; img-src 'self' data:";
  document.head.append(policy);
}
