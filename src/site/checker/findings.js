// The list of findings: grouped by nothing, in the order of the command line, a part of it at a time.

import { element } from "./dom.js";
import { plural } from "./sentences.js";

const SEVERITIES = ["error", "warning", "info"];
const PART = 50;

export class Findings {
  #list;
  #more;
  #filters;
  #pages;
  #go;
  #all = [];
  #hidden = new Set();
  #shown = PART;
  #several = false;

  /** `pages` is where the pages of the codes are; `go` is called with a finding whose place is wanted. */
  constructor({ list, more, filters, pages, go }) {
    this.#list = list;
    this.#more = more;
    this.#filters = filters;
    this.#pages = pages;
    this.#go = go;
    more.addEventListener("click", () => {
      const before = this.#list.children.length;
      this.#shown += PART;
      this.#show();
      this.#list.children[before]?.querySelector("button, a")?.focus();
    });
  }

  get all() {
    return this.#all;
  }

  clear({ several }) {
    this.#all = [];
    this.#hidden = new Set();
    this.#shown = PART;
    this.#several = several;
    this.#show();
  }

  add(findings) {
    if (findings.length === 0) return;
    this.#all.push(...findings);
    const room = this.#shown - this.#list.children.length;
    const visible = findings.filter((finding) => !this.#hidden.has(finding.severity));
    this.#list.append(...visible.slice(0, room).map((finding) => this.#item(finding)));
    this.#offer();
    this.#showFilters();
  }

  #visible() {
    return this.#all.filter((finding) => !this.#hidden.has(finding.severity));
  }

  #show() {
    this.#list.replaceChildren(...this.#visible().slice(0, this.#shown).map((finding) => this.#item(finding)));
    this.#offer();
    this.#showFilters();
  }

  #offer() {
    const left = this.#visible().length - this.#shown;
    this.#more.hidden = left <= 0;
    this.#more.textContent = `Show ${Math.min(left, PART)} more of ${left}`;
  }

  #showFilters() {
    const counts = SEVERITIES.map((severity) => [severity, this.#all.filter((finding) => finding.severity === severity).length]);
    const there = counts.filter(([, count]) => count > 0);
    this.#filters.replaceChildren(
      ...(there.length > 1 ? there : []).map(([severity, count]) => {
        const button = element("button", { type: "button", className: "checker-severity" }, `${count} ${plural(severity, count)}`);
        button.dataset.severity = severity;
        button.setAttribute("aria-pressed", String(!this.#hidden.has(severity)));
        button.addEventListener("click", () => {
          if (!this.#hidden.delete(severity)) this.#hidden.add(severity);
          this.#show();
          this.#filters.querySelector(`[data-severity="${severity}"]`)?.focus();
        });
        return button;
      }),
    );
  }

  #item(finding) {
    const item = element("li");
    item.dataset.severity = finding.severity;
    const head = element("div", { className: "checker-head" });
    head.append(element("span", { className: "checker-mark" }, finding.severity));
    head.append(element("a", { href: `${this.#pages}${finding.code}/`, title: `What ${finding.code} means` }, finding.code));
    const place = [finding.line, finding.column].filter((number) => number !== null).join(":");
    const named = this.#several ? [finding.source, place].filter(Boolean).join(":") : place;
    if (finding.line !== null) {
      const words = element("span", { className: "checker-hidden" }, "Show ");
      const button = element("button", { type: "button", className: "checker-place" }, words, named);
      button.title = "Show it in the text";
      button.addEventListener("click", () => this.#go(finding));
      head.append(button);
    } else {
      head.append(element("span", {}, finding.source));
    }
    if (finding.pointer) head.append(element("code", { className: "checker-pointer" }, finding.pointer));
    item.append(head, element("p", {}, ...marked(finding.message)));
    const about = [finding.type, finding.id, finding.record && `record ${finding.record}`].filter(Boolean);
    if (about.length > 0) item.append(element("p", { className: "checker-about" }, about.join(" · ")));
    return item;
  }
}

/** What is in backticks is code. */
function marked(message) {
  return message.split(/(`[^`]+`)/).map((part) => (/^`[^`]+`$/.test(part) ? element("code", {}, part.slice(1, -1)) : part));
}
