// All that a row says: why, how sure, who, and where it stands.

import { justified } from "./columns.js";
import { html } from "./dom.js";
import { quoted, shown } from "./sentences.js";

// Shown elsewhere: in the title, in links, or in a term of its own.
const SHOWN_ELSEWHERE = new Set(
  `subject_id subject_label object_id object_label predicate_id predicate_label predicate_modifier
   mapping_justification confidence comment author_label author_id reviewer_label reviewer_id file line vocabulary
   other`.split(/\s+/),
);
const NOT_IN_SCHEMA = "in_schema=false";

/** The reasons of a mapping, as elements; `described` is a node that the panel describes already. */
export function reasons({ row, confidence, subject, object }, described = null) {
  const facts = [
    ["Confidence", confidence === null ? null : meter(confidence)],
    ["Justification", row.mapping_justification ? titled(justified(row), row.mapping_justification) : null],
    ["Author", row.author_label ?? row.author_id],
    ["Reviewer", row.reviewer_label ?? row.reviewer_id ?? "none yet"],
    ["Element", described === subject || subject.isGap ? null : linked(subject, "page")],
    ["Term", described === object || object.isGap ? null : linked(object, "vocabulary")],
    ...Object.entries(row).filter(([name]) => !SHOWN_ELSEWHERE.has(name)).map(([name, value]) => [headed(name), String(value)]),
    ["Note", other(row.other)],
    ["Predicate", html("code", {}, [row.predicate_modifier, row.predicate_id].filter(Boolean).join(" "))],
    ["Row", html("a", { href: row.file.split("/").at(-1), download: true }, `${row.file}:${row.line}`)],
  ].filter(([, value]) => value);
  return [
    row.comment ? html("p", { class: "why" }, row.comment) : null,
    html("dl", { class: "facts" }, facts.map(([name, value]) => [html("dt", {}, name), html("dd", {}, value)])),
  ].filter(Boolean);
}

function meter(confidence) {
  const bar = html("span", { class: "meter", "aria-hidden": "true" }, html("span", { style: `width: ${100 * confidence}%` }));
  return [confidence.toFixed(2), bar].flatMap((part) => [part, " "]);
}

function titled(words, id) {
  return html("span", { title: id }, words);
}

/** A node with the ways to more: an element's page, a term's IRI and its vocabulary's page. */
function linked(node, word) {
  const name = `${node.prefix}${node.name}`;
  const label = quoted(node);
  if (node.side === "element") return [node.page ? html("a", { href: node.page }, shown(node)) : name, " ", label];
  const iri = node.iri ? html("a", { href: node.iri, rel: "external" }, name) : name;
  return [iri, " ", label, node.page ? [" (", html("a", { href: node.page }, word), ")"] : null].flat();
}

function other(text) {
  if (!text) return null;
  return text.split("|").map((entry) => (entry.trim() === NOT_IN_SCHEMA ? "in SSSOM only, not in the schema’s YAML" : entry)).join(", ");
}

function headed(name) {
  const words = name.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}
