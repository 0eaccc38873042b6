// The lines on which something was found, of each source.

export class Marks {
  #sources = new Map();

  clear() {
    this.#sources = new Map();
  }

  /** An error is kept where a line has other findings too. */
  add(findings) {
    for (const { source, line, severity } of findings) {
      const lines = this.#sources.get(source) ?? this.#sources.set(source, new Map()).get(source);
      if (line !== null && lines.get(line) !== "error") lines.set(line, severity);
    }
  }

  /** A map of line numbers to severities. */
  of(source) {
    return this.#sources.get(source) ?? new Map();
  }
}
