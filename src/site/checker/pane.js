// What of the sources is in the editor: a text, a file, or a part of a long one; and the way to a finding's line.

import { part } from "./dom.js";
import { showNames } from "./filenames.js";
import { note } from "./status.js";

// Longer text is shown in parts: a text area of many megabytes is slow to scroll.
const MOST_SHOWN = 400_000;
const BEGINNING = 20_000;
// Lines shown around a finding in a long file.
const AROUND = 20;
const PACKED = /\.(gz|zst)$/i;

export class Pane {
  #editor;
  #sources;
  #marks;
  #lines;
  #isPartial = false;

  /** `lines` gives the lines of a source, from one number to another. */
  constructor({ editor, sources, marks, lines }) {
    this.#editor = editor;
    this.#sources = sources;
    this.#marks = marks;
    this.#lines = lines;
  }

  /** Whether a part is shown, and not the whole. */
  get isPartial() {
    return this.#isPartial;
  }

  /** Shows a text that does not belong to a file. */
  showText(text) {
    this.#isPartial = false;
    this.showNames();
    this.#editor.show(text);
  }

  /** Shows the file with that index. */
  async showFile(index) {
    this.#sources.open = index;
    this.showNames();
    const file = this.#sources.files[index];
    const packed = PACKED.test(file.name);
    this.#isPartial = packed || file.size > MOST_SHOWN;
    if (packed) {
      this.#editor.show("(packed; click a finding to see its line in the results)", { readOnly: true });
    } else {
      const head = file.size > MOST_SHOWN ? file.slice(0, BEGINNING) : file;
      this.#editor.show(await head.text(), { readOnly: this.#isPartial });
      if (this.#isPartial) note(`${this.#sources.names[index]} is long: its beginning is shown, and what is around a finding when you choose it.`);
    }
    this.showMarks();
  }

  showNames() {
    const { isPasted, names, open } = this.#sources;
    showNames(part("files"), isPasted ? [] : names, open, (index) => this.showFile(index));
  }

  showMarks() {
    this.#editor.mark(this.#isPartial ? new Map() : this.#marks.of(this.#sources.shown));
  }

  /** Shows the place of a finding. */
  async go({ source, line, column }) {
    const index = this.#sources.names.indexOf(source);
    if (index >= 0 && index !== this.#sources.open) await this.showFile(index);
    if (!this.#isPartial) return this.#editor.go(line, column);
    if (PACKED.test(source)) return note("What is packed is not shown here.");
    const first = Math.max(1, line - AROUND);
    const lines = await this.#lines(source, first, line + AROUND);
    this.#editor.show(lines.join("\n"), { readOnly: true });
    note(`Lines ${first} to ${first + lines.length - 1} of ${source}.`);
    this.#editor.go(line - first + 1, column);
  }
}
