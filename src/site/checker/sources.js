// What is checked: a pasted text, or files, under the names by which findings call them.

const PASTED = "records";

export class Sources {
  #names = [PASTED];
  #files = [];

  /** The index of the one that is shown. */
  open = 0;

  get names() {
    return this.#names;
  }

  get files() {
    return this.#files;
  }

  get isPasted() {
    return this.#files.length === 0;
  }

  get several() {
    return this.#names.length > 1;
  }

  /** The name of the one that is shown. */
  get shown() {
    return this.#names[this.open];
  }

  /** From now on it is a text of the visitor's own. */
  paste() {
    this.#names = [PASTED];
    this.#files = [];
    this.open = 0;
  }

  /** From now on it is these files. */
  give(files) {
    this.#names = distinct(files.map((file) => safe(file.webkitRelativePath || file.name)));
    this.#files = files;
    this.open = 0;
  }
}

/** A path that stays in the folder that it is put in. */
function safe(name) {
  return name.split("/").filter((folder) => folder && folder !== "." && folder !== "..").join("/") || PASTED;
}

function distinct(names) {
  const seen = new Set();
  return names.map((name) => {
    let unique = name;
    for (let number = 2; seen.has(unique); number += 1) unique = name.replace(/(\.[^/]*)?$/, ` (${number})$1`);
    seen.add(unique);
    return unique;
  });
}
