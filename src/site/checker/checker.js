// The checker page: what a visitor does, what the engine answers, and what is shown of it.

import { Checking } from "./checking.js";
import { part } from "./dom.js";
import { Editor } from "./editor.js";
import { Engine } from "./engine.js";
import { offerFiles } from "./files.js";
import { Findings } from "./findings.js";
import { Marks } from "./marks.js";
import { choose, chosen, onChosen } from "./options.js";
import { Pane } from "./pane.js";
import { restrict } from "./policy.js";
import { offerReports } from "./reports.js";
import { Results } from "./results.js";
import { followLinks, share } from "./sharing.js";
import { Sources } from "./sources.js";
import { leadToVerdict, note } from "./status.js";
import { tabs } from "./tabs.js";
import { watchTyping } from "./typing.js";
import { Views } from "./views.js";

restrict();
const root = part("text").closest(".checker");
const sources = new Sources();
const marks = new Marks();
const editor = new Editor(part("text"), part("gutter"));
const findings = new Findings({
  list: part("list"),
  more: part("more"),
  filters: part("severities"),
  pages: root.dataset.findings,
  go: (finding) => pane.go(finding),
});
const results = new Results(findings);
const checking = new Checking({ results, marks, size: Number(root.dataset.size), ended });
const engine = new Engine(checking);
const ask = (call, ...args) => engine.ask(call, ...args);
const pane = new Pane({ editor, sources, marks, lines: (...range) => ask("render_lines", ...range) });
const views = new Views(ask);
const tabList = tabs(root.querySelector('[role="tablist"]'), view);
const endPause = watchTyping(part("text"), { changed, check, replace: paste });

function check() {
  endPause();
  const { isPasted, names, several } = sources;
  if (isPasted && editor.value.trim() === "") return clear();
  const files = isPasted ? [new Blob([editor.value])] : sources.files;
  const { type, format } = chosen();
  results.clear({ several });
  marks.clear();
  views.wait();
  pane.showMarks();
  checking.begin(files.reduce((sum, file) => sum + file.size, 0), engine.ready);
  engine.check(names, files, type, format);
}

function ended(last) {
  pane.showMarks();
  if (!last) return;
  views.renew(last.types);
  view(tabList.current());
  leadToVerdict();
}

function clear() {
  engine.stop();
  sources.paste();
  marks.clear();
  pane.showText("");
  results.clear({ several: false });
  views.clear();
  note("");
  checking.abandon();
}

async function open(files, words = "") {
  if (files.length === 0) return;
  note("");
  sources.give(files);
  await pane.showFile(0);
  if (words) note(words);
  check();
}

function paste(text, options) {
  sources.paste();
  choose(options);
  pane.showText(text);
  check();
}

/** A file that is changed is a text of the visitor's own. */
function changed() {
  if (sources.isPasted) return;
  sources.paste();
  pane.showNames();
}

function view(name) {
  views.show(name, { source: sources.shown, several: sources.several, ...chosen() });
}

function copyLink() {
  if (editor.value.trim() === "") return note("There is nothing to link to yet.");
  if (pane.isPartial) return note("This file is too long for a link.");
  share(editor.value, chosen(), secretPlaces);
}

async function secretPlaces() {
  if (!engine.ready || !results.latest) return [];
  return ask("find_secret_places", sources.shown, chosen().format || undefined).catch(() => null);
}

part("check").addEventListener("click", check);
part("clear").addEventListener("click", () => {
  clear();
  part("text").focus();
});
part("share").addEventListener("click", copyLink);
part("cancel").addEventListener("click", () => engine.stop());
onChosen(() => (editor.value.trim() || !sources.isPasted) && check());
offerFiles(root, open);
offerReports(root, (format) => ask("report", format));
// Python is loaded when it is likely to be wanted: at the first move here, not for who passes by.
for (const kind of ["pointerover", "focusin"]) root.addEventListener(kind, () => engine.start(), { once: true });
followLinks(paste);
