// The other views of the checked records: the jobs and runs that they become, and their JSON-LD.

import { element, part } from "./dom.js";
import { plural } from "./sentences.js";

const VIEWS = {
  jobs: {
    call: "list_jobs",
    command: "dspy-schema convert",
    empty: "No record here becomes a job. Records that are not jobs or runs, or that have an error, are left out.",
    file: "jobs.jsonl",
  },
  jsonld: {
    call: "render_json_ld",
    command: "dspy-schema publish --to jsonld --context https://w3id.org/lmodel/dspy/context.jsonld",
    empty: "No record here can be published.",
    file: "records.jsonld",
  },
};

/** The views that are of the last check, and are filled when they are first looked at after it. */
export class Views {
  #ask;
  #stale = new Set();

  /** `ask` gives what the Python function of that name does. */
  constructor(ask) {
    this.#ask = ask;
  }

  /** Until there is something else to show, what is shown stays. */
  wait() {
    this.#stale = new Set();
  }

  /** There is something else to show, of records of these types. */
  renew(types) {
    this.#stale = new Set(Object.keys(VIEWS));
    const vendors = Object.keys(types).some((type) => type.includes(":"));
    part("tab-jobs").textContent = vendors ? "As TrainingJob" : "As jobs and runs";
  }

  clear() {
    this.wait();
    for (const name of Object.keys(VIEWS)) part(name).replaceChildren();
  }

  /** Fills a view with a source, if it shows an earlier check. */
  show(name, source) {
    if (this.#stale.delete(name)) fill(part(name), name, this.#ask, source);
  }
}

/** Fills the panel of a view with what the engine makes of a source. */
async function fill(panel, name, ask, { source, type, format, several }) {
  const { call, command, empty } = VIEWS[name];
  panel.replaceChildren(element("p", { className: "checker-about" }, "Converting…"));
  try {
    const view = await ask(call, source, type, format || undefined);
    const head = element("p", { className: "checker-about" }, "The output of ", element("code", {}, command), ", indented; secrets are redacted.");
    const parts = [head];
    if (several) parts.push(element("p", { className: "checker-about" }, `From ${source}.`));
    if (view.more) parts.push(element("p", { className: "checker-about" }, "From the first 50 records only."));
    const left = view.findings.filter((finding) => finding.severity === "error");
    const redacted = view.findings.filter((finding) => finding.code === "DSP401");
    if (left.length > 0) {
      const records = new Set(left.map((finding) => finding.record));
      const reasons = new Set(left.map((finding) => `${finding.code} ${finding.message}`));
      const some = [...reasons].slice(0, 3).map((reason) => element("li", {}, reason));
      const words = `Left out: ${records.size} ${plural("record", records.size)}.${reasons.size > 3 ? " Some of the reasons:" : ""}`;
      parts.push(element("div", { className: "checker-left" }, element("p", { className: "checker-warning" }, words), element("ul", {}, ...some)));
    }
    if (redacted.length > 0) {
      parts.push(element("p", { className: "checker-warning" }, `${redacted.length} ${plural("secret", redacted.length)} redacted.`));
    }
    const isEmpty = name === "jsonld" ? !/"@id"/.test(view.text) : view.text === "";
    if (isEmpty) {
      parts.push(element("p", {}, empty));
    } else {
      const copy = element("button", { type: "button", className: "md-button checker-copy" }, "Copy");
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(view.text);
        copy.textContent = "Copied";
      });
      parts.push(copy, element("pre", { tabIndex: 0 }, element("code", {}, view.text)));
    }
    panel.replaceChildren(...parts);
  } catch (error) {
    panel.replaceChildren(element("p", { className: "checker-warning" }, error.message));
  }
}
