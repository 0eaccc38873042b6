// The rows of the SSSOM files as a graph: elements, terms, and the mappings between them.

import { NO_TERM, predicateOf } from "./predicates.js";

/**
 * What there is to explore.
 *
 * A mapping has `key`, `row` (as in the file), `predicate`, `vocabulary`, `schema`, `confidence` (a number or null), and
 * its two nodes, `subject` and `object`. A node has `key`, `side`, `name`, `prefix`, `label`, `kind`, `group` (its schema
 * or vocabulary), `iri`, `page`, `isGap` and `mappings`.
 */
export function readMappings(data) {
  const nodes = new Map();
  const mappings = data.rows.map((row) => {
    const subject = nodeOf(nodes, "element", row, data.elements);
    const object = nodeOf(nodes, "term", row, data.terms);
    const mapping = {
      key: keyOf(row),
      row,
      subject,
      object,
      predicate: predicateOf(row),
      vocabulary: row.vocabulary,
      schema: subject.group,
      confidence: typeof row.confidence === "number" ? row.confidence : null,
      text: [subject, object].map(searchable).join(" ").toLowerCase(),
    };
    subject.mappings.push(mapping);
    object.mappings.push(mapping);
    return mapping;
  });
  return { mappings, nodes, byKey: new Map(mappings.map((mapping) => [mapping.key, mapping])), vocabularies: data.vocabularies };
}

/** A key that outlives changes of other rows, since links carry it. */
function keyOf(row) {
  const predicate = (row.predicate_modifier ?? "") + row.predicate_id.slice(row.predicate_id.indexOf(":") + 1);
  return [row.subject_id, predicate, row.object_id, row.vocabulary].join("~");
}

function nodeOf(nodes, side, row, known) {
  const id = side === "element" ? row.subject_id : row.object_id;
  const key = id === NO_TERM ? `${NO_TERM}~${side === "element" ? row.object_id : row.subject_id}` : id;
  if (!nodes.has(key)) {
    const node = id === NO_TERM ? gap(side) : termOrElement(side, id, row, known[id] ?? {});
    nodes.set(key, { key, side, mappings: [], ...node });
  }
  return nodes.get(key);
}

function termOrElement(side, id, row, about) {
  const at = id.indexOf(":") + 1;
  const name = decoded(id.slice(at));
  const [label, group] = side === "element" ? [row.subject_label, about.schema ?? id.slice(0, at - 1)] : [row.object_label, row.vocabulary];
  return {
    isGap: false,
    prefix: id.slice(0, at),
    name,
    label: label || about.label || name,
    kind: about.kind ?? side,
    group,
    iri: about.iri ?? null,
    page: about.page ?? null,
  };
}

/** What is missing beside one element or term. One gap for all would draw lines across the whole picture. */
function gap(side) {
  return { isGap: true, prefix: "", name: `no ${side}`, label: `no ${side}`, kind: "gap", group: "", iri: null, page: null };
}

function searchable({ prefix, name, label }) {
  return `${prefix}${name} ${label}`;
}

function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
