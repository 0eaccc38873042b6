// The text with its line numbers, marks on the lines of findings, and the way to a place in it.

export class Editor {
  #text;
  #gutter;
  #marks = new Map();
  #marked = [];
  #waiting = false;

  constructor(text, gutter) {
    this.#text = text;
    this.#gutter = gutter;
    text.addEventListener("input", () => this.number());
    text.addEventListener("scroll", () => this.#scrolled());
    this.number();
  }

  get value() {
    return this.#text.value;
  }

  show(value, { readOnly = false } = {}) {
    this.#text.value = value;
    this.#text.readOnly = readOnly;
    this.#text.scrollTop = this.#text.scrollLeft = 0;
    this.#marks = new Map();
    this.number();
  }

  /** Marks lines, from a map of their numbers to severities. */
  mark(marks) {
    this.#marks = marks;
    this.number();
  }

  /** Numbers the lines, before the next frame: a browser may insert a long text line by line. */
  number() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#number();
    });
  }

  #number() {
    const lines = this.#text.value.split("\n").length;
    const rows = this.#gutter.children;
    while (rows.length > lines) this.#gutter.lastChild.remove();
    const more = document.createDocumentFragment();
    for (let line = rows.length + 1; line <= lines; line += 1) {
      const row = document.createElement("span");
      row.textContent = line;
      more.append(row);
    }
    this.#gutter.append(more);
    for (const row of this.#marked) delete row.dataset.severity;
    this.#marked = [];
    for (const [line, severity] of this.#marks) {
      const row = rows[line - 1];
      if (!row) continue;
      row.dataset.severity = severity;
      this.#marked.push(row);
    }
    this.#scrolled();
  }

  /** Selects what begins at a line and a column, both counted from 1, the column in characters. */
  go(line, column) {
    const lines = this.#text.value.split("\n");
    if (line > lines.length) return;
    const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const rest = [...lines[line - 1]];
    const start = rest.slice(0, (column ?? 1) - 1).join("").length;
    const token = /^("(?:[^"\\]|\\.)*"|[^\s,:}\]]+|.?)/u.exec(lines[line - 1].slice(start))[0];
    this.#text.focus({ preventScroll: true });
    this.#text.setSelectionRange(before + start, before + start + token.length);
    const height = parseFloat(getComputedStyle(this.#text).lineHeight);
    const character = this.#characterWidth();
    this.#text.scrollTop = Math.max(0, (line - 1) * height - this.#text.clientHeight / 3);
    this.#text.scrollLeft = Math.max(0, start * character - this.#text.clientWidth / 3);
    this.#text.scrollIntoView({ block: "nearest" });
  }

  #characterWidth() {
    const context = document.createElement("canvas").getContext("2d");
    context.font = getComputedStyle(this.#text).font;
    return context.measureText("0").width;
  }

  #scrolled() {
    this.#gutter.scrollTop = this.#text.scrollTop;
  }
}
