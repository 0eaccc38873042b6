// One check from its beginning to its end, as the engine reports it.

import { totals } from "./sentences.js";
import { hideProgress, say, showProgress } from "./status.js";

export class Checking {
  #results;
  #marks;
  #size;
  #ended;
  #busy = false;
  #total = 0;

  /** `size` is how many bytes of Python are loaded; `ended` is called with the last slice, or with none if it was stopped. */
  constructor({ results, marks, size, ended }) {
    this.#results = results;
    this.#marks = marks;
    this.#size = size;
    this.#ended = ended;
  }

  /** Begins with so many bytes; `ready` if Python is loaded. */
  begin(total, ready) {
    this.#total = total;
    this.#busy = true;
    say("none", "Checking…", "");
    if (ready) this.#progress(0);
  }

  /** Gives the check up: what the engine still reports of it is not shown. */
  abandon() {
    this.#busy = false;
    hideProgress();
    say("none", "Nothing checked yet", "Findings appear here.");
  }

  loading({ bytes }) {
    showProgress(bytes < this.#size ? "Loading Python, once" : "Starting Python", bytes, this.#size, { canStop: this.#busy });
  }

  ready() {
    if (this.#busy) this.#progress(0);
    else hideProgress();
  }

  slice(slice) {
    if (!this.#busy) return;
    this.#results.add(slice);
    this.#marks.add(slice.findings);
    if (slice.done) this.#done(slice);
    else this.#progress(slice.read);
  }

  finished() {
    hideProgress();
  }

  stopped() {
    if (!this.#busy) return;
    this.#results.draw();
    this.#busy = false;
    hideProgress();
    const summary = this.#results.latest?.summary;
    say("none", "Stopped", summary ? `Up to there: ${totals(summary)}` : "");
    this.#results.offer();
    this.#ended();
  }

  failed(words) {
    this.#busy = false;
    hideProgress();
    say("invalid", "It could not be checked", words.replace(/^\w*Error: /, ""));
  }

  broken(words) {
    this.failed(words);
  }

  #done(slice) {
    this.#results.draw();
    this.#busy = false;
    hideProgress();
    say(...verdict(slice), totals(slice.summary));
    this.#results.complete(slice);
    this.#ended(slice);
  }

  #progress(done) {
    showProgress("Checking", done, this.#total, { canStop: true });
  }
}

/** The verdict and its word. */
function verdict({ summary, faults }) {
  if (summary.invalid > 0 || summary.errors > 0 || faults.length > 0) return ["invalid", "Not valid"];
  if (summary.records === 0) return ["none", "No records"];
  return summary.warnings > 0 ? ["warned", "Valid, with warnings"] : ["valid", "Valid"];
}
