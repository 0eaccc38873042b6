// The results so far: the findings, the types and the totals, drawn as they come.

import { element, part } from "./dom.js";
import { number, totals } from "./sentences.js";
import { note } from "./status.js";

// Milliseconds between two drawings.
const DRAWING = 500;

export class Results {
  #findings;
  #latest;
  #waiting = [];
  #timer;

  constructor(findings) {
    this.#findings = findings;
  }

  /** The last slice from the engine; undefined before the first. */
  get latest() {
    return this.#latest;
  }

  clear({ several }) {
    this.#latest = undefined;
    this.#waiting = [];
    this.#findings.clear({ several });
    part("types").replaceChildren();
    part("filter").hidden = true;
  }

  /** Keeps a slice, and draws it soon. */
  add(slice) {
    this.#latest = slice;
    this.#waiting.push(...slice.findings);
    this.#timer ??= setTimeout(() => this.draw(), DRAWING);
  }

  /** Shows what has come since the last time. */
  draw() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#latest) return;
    this.#findings.add(this.#waiting.splice(0));
    const { types, summary } = this.#latest;
    part("types").replaceChildren(
      ...Object.entries(types).map(([type, count]) => element("li", {}, element("code", {}, type), ` ${number(count)}`)),
    );
    part("totals").textContent = totals(summary);
  }

  /** Offers the filter and the reports, where there is something in them. */
  offer(count = this.#findings.all.length) {
    part("filter").hidden = count === 0;
  }

  /** Shows what is known at the end only: the faults, and how many findings are left to the reports. */
  complete({ faults, codes }) {
    for (const fault of faults) {
      const words = fault.replace("run: pip", "use the command line: pip");
      part("list").append(element("li", {}, element("p", { className: "checker-warning" }, words)));
    }
    const total = Object.values(codes).reduce((sum, count) => sum + count, 0);
    const shown = this.#findings.all.length;
    this.offer(total);
    if (total > shown) note(`The first ${number(shown)} of ${number(total)} findings are shown; the reports have all.`);
  }
}
