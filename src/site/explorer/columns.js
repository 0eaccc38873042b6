// The columns of the table, and how each sorts.

import { rank } from "./predicates.js";
import { shown } from "./sentences.js";

const texts = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export const COLUMNS = [
  { id: "element", head: "Element", value: (mapping) => shown(mapping.subject) },
  { id: "relation", head: "Relation", value: (mapping) => rank(mapping.predicate) },
  { id: "term", head: "Term", value: (mapping) => shown(mapping.object) },
  { id: "vocabulary", head: "Vocabulary", value: (mapping) => mapping.vocabulary },
  { id: "confidence", head: "Confidence", value: (mapping) => mapping.confidence },
  { id: "justification", head: "Justification", value: (mapping) => justified(mapping.row) },
];

/** The mappings in the order of a column; what has no value there is last in both directions. */
export function sorted(mappings, { column, descending }) {
  const { value } = COLUMNS.find((candidate) => candidate.id === column);
  const sign = descending ? -1 : 1;
  return mappings
    .map((mapping) => [value(mapping), mapping])
    .sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (typeof a === "number" ? a - b : texts.compare(a, b));
    })
    .map(([, mapping]) => mapping);
}

const JUSTIFICATIONS = {
  "semapv:ManualMappingCuration": "judged by a person",
  "semapv:MappingReview": "reviewed",
  "semapv:LexicalMatching": "by the names",
  "semapv:MappingChaining": "by other mappings",
  "semapv:LogicalReasoning": "by reasoning",
  "semapv:UnspecifiedMatching": "not stated",
};

/** The justification of a row in words; a term without words of its own is spelled out: "composite matching". */
export function justified(row) {
  const id = row.mapping_justification ?? "";
  const words = id.slice(id.indexOf(":") + 1).replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  return JUSTIFICATIONS[id] ?? words.toLowerCase();
}
