// The worker as the page sees it: starts it when it is first needed, and again when it had to be ended.

// A worker that does not answer within this time is in one long step, and is ended.
const PATIENCE = 1500;

export class Engine {
  #worker;
  #questions = new Map();
  #asked = 0;
  #ready = false;
  #check = { id: 0 };
  #stopping;
  #listener;

  /** `listener` has a function for each kind of message: loading, ready, slice, finished, failed, stopped, broken. */
  constructor(listener) {
    this.#listener = listener;
  }

  get ready() {
    return this.#ready;
  }

  start() {
    if (this.#worker) return;
    this.#worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#heard(data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#end(`The checker stopped: ${event.message || "its script could not be loaded"}`);
    });
  }

  /** Begins a check in the place of the one before: of that one, nothing is reported any more. */
  check(names, files, type, format) {
    this.start();
    this.#check = { id: this.#check.id + 1, names, files, type, format };
    this.#worker.postMessage({ check: this.#check });
  }

  /** Ends the check; the worker lives on if it answers in time. */
  stop() {
    if (!this.#worker) return;
    const { id } = this.#check;
    this.#worker.postMessage({ stop: id });
    clearTimeout(this.#stopping);
    if (this.#ready) this.#stopping = setTimeout(() => this.#restart(id), PATIENCE);
  }

  /** What the Python function of that name gives. */
  ask(call, ...args) {
    this.start();
    const id = ++this.#asked;
    this.#worker.postMessage({ ask: { id, call, args } });
    return new Promise((resolve, reject) => this.#questions.set(id, { resolve, reject }));
  }

  #heard(message) {
    const [kind] = Object.keys(message);
    if (kind === "answer") {
      const { id, value, fault } = message.answer;
      const { resolve, reject } = this.#questions.get(id);
      this.#questions.delete(id);
      if (fault === undefined) resolve(value);
      else reject(new Error(fault));
      return;
    }
    if (kind === "ready") this.#ready = true;
    if (kind === "stopped") clearTimeout(this.#stopping);
    if (kind === "broken") this.#end(message.broken);
    else if (message.id === undefined || message.id === this.#check.id) this.#listener[kind]?.(message[kind]);
  }

  /** Ends the worker, and starts another one, with the check that was asked for after the one that was stopped. */
  #restart(stopped) {
    this.#drop("it was stopped");
    this.start();
    if (stopped === this.#check.id) this.#listener.stopped();
    else this.#worker.postMessage({ check: this.#check });
  }

  #end(words) {
    this.#drop(words);
    this.#listener.broken(words);
  }

  #drop(words) {
    clearTimeout(this.#stopping);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
    for (const { reject } of this.#questions.values()) reject(new Error(words));
    this.#questions.clear();
  }
}
