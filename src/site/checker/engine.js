// The worker as the page sees it: starts it when it is first needed, and again when it had to be ended.

// A worker that does not answer within this time is in one long step, and is ended.
const PATIENCE = 1500;

export class Engine {
  #worker;
  #questions = new Map();
  #asked = 0;
  #ready = false;
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

  check(names, files, type, format) {
    this.start();
    this.#worker.postMessage({ check: { names, files, type, format } });
  }

  /** Ends the check; the worker goes on to live if it hears of it in time. */
  stop() {
    if (!this.#worker) return;
    this.#worker.postMessage({ stop: true });
    if (this.#ready) this.#stopping = setTimeout(() => this.#restart(), PATIENCE);
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
    else this.#listener[kind]?.(message[kind]);
  }

  #restart() {
    this.#drop("it was stopped");
    this.#listener.stopped();
    this.start();
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
