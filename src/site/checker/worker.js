// Runs the Python package on Pyodide, away from the page, so that the page always answers.
//
// Messages in: {check: {id, names, files, type, format}}, {stop: id}, {ask: {id, call, arguments}}.
// Messages out: {loading: {bytes}}, {ready}, {answer: {id, value | fault}}, {broken}; and of the check with that id,
// since it may not be the last one any more: {slice, id}, {finished, id}, {stopped, id}, {failed, id}.

const RUNTIME = new URL("runtime/", self.location.href).href;
const FOLDER = "/records";
// Seconds of Python between two looks at what the page asks.
const SLICE = 0.1;
// Python's memory ends at 2 GB, and a file is in it more than once.
const MOST_BYTES = 200_000_000;
const NETWORK = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "importScripts"];

let python;
let current = 0;
let run;

/** Reports to the page how many bytes have come, and what could not be loaded, which Pyodide waits for without end. */
function watchFetched() {
  const fetched = self.fetch.bind(self);
  let bytes = 0;
  const count = () =>
    new WritableStream({
      write(chunk) {
        bytes += chunk.byteLength;
        postMessage({ loading: { bytes } });
      },
    });
  self.fetch = async (address, options) => {
    try {
      const response = await fetched(address, options);
      if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
      // A copy is counted: the browser compiles while it fetches, and keeps what it compiled, only of its own response.
      response.clone().body.pipeTo(count()).catch(() => {});
      return response;
    } catch (error) {
      postMessage({ broken: `The checker could not be loaded: ${address}: ${error.message}` });
      throw error;
    }
  };
}

async function load() {
  watchFetched();
  const { loadPyodide } = await import(`${RUNTIME}pyodide.mjs`);
  const archive = fetch(`${RUNTIME}package.zip`).then((response) => response.arrayBuffer());
  const info = { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2" };
  const loaded = await loadPyodide({
    indexURL: RUNTIME,
    lockFileContents: { info, packages: {} },
    packageBaseUrl: RUNTIME,
    stdLibURL: `${RUNTIME}python_stdlib.zip`,
  });
  loaded.unpackArchive(new Uint8Array(await archive), "zip", { extractDir: "/lib/python3.14/site-packages" });
  const browser = loaded.pyimport("dspy_schema.browser");
  // From here on nothing is fetched, and nothing can be sent.
  for (const name of NETWORK) Object.defineProperty(self, name, { value: undefined });
  python = { ...loaded, FS: loaded.FS, browser };
}

const loading = load().then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ broken: `The checker could not be loaded: ${error.message ?? error}` }),
);

/** Puts the files where Python reads them, under the names by which findings call them. */
async function place(names, files) {
  const { FS } = python;
  FS.chdir("/");
  remove(FS, FOLDER);
  FS.mkdirTree(FOLDER);
  let total = 0;
  for (const [index, file] of files.entries()) {
    total += file.size;
    if (total > MOST_BYTES) {
      throw new Error(`${names[index]} is too large for a browser: check it with dspy-schema validate`);
    }
    const path = `${FOLDER}/${names[index]}`;
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, new Uint8Array(await file.arrayBuffer()));
  }
  FS.chdir(FOLDER);
}

function remove(FS, path) {
  if (!FS.analyzePath(path).exists) return;
  for (const name of FS.readdir(path).filter((entry) => entry !== "." && entry !== "..")) {
    const inner = `${path}/${name}`;
    if (FS.isDir(FS.stat(inner).mode)) remove(FS, inner);
    else FS.unlink(inner);
  }
  FS.rmdir(path);
}

function text(bytes) {
  const copied = bytes.toJs();
  bytes.destroy();
  return new TextDecoder().decode(copied);
}

const answering = () => new Promise((resolve) => setTimeout(resolve));

async function check({ id, names, files, type, format }) {
  const mine = ++current;
  await loading;
  if (!python || mine !== current) return;
  await place(names, files);
  if (mine !== current) return;
  run?.destroy();
  run = python.browser.Run(names, type, format || undefined);
  for (;;) {
    const slice = JSON.parse(text(run.step(SLICE)));
    postMessage({ slice, id });
    if (slice.done) return;
    await answering();
    if (mine !== current) return;
  }
}

function ask({ call, args }) {
  if (call === "report") return text(run.report(...args));
  return JSON.parse(text(python.browser[call](...args)));
}

/** The last line of what Python says of an exception, without the frames above it. */
function sentence(error) {
  const lines = String(error.message ?? error).trim().split("\n");
  return (lines.at(-1) ?? "").replace(/^[\w.]*?(\w+Error): /, "$1: ");
}

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.stop !== undefined) {
      current += 1;
      postMessage({ stopped: true, id: data.stop });
    } else if (data.check) {
      await check(data.check);
      postMessage({ finished: true, id: data.check.id });
    } else if (data.ask) {
      await loading;
      postMessage({ answer: { id: data.ask.id, value: ask(data.ask) } });
    }
  } catch (error) {
    const fault = sentence(error);
    if (data.ask) postMessage({ answer: { id: data.ask.id, fault } });
    else postMessage({ failed: fault, id: data.check?.id });
    // A program that ran out of stack or memory cannot go on.
    if (error.pyodide_fatal_error || error instanceof RangeError || error instanceof WebAssembly.RuntimeError) {
      postMessage({ broken: `The checker stopped: ${fault}` });
    }
  }
});
