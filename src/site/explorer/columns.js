// The columns of the table, and how each sorts.

import { rank } from "./predicates.js";
import { shown } from "./sentences.js";

const texts = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export const COLUMNS = [
  { id: "element", head: "Element", value: (each) => shown(each.subject) },
  { id: "relation", head: "Relation", value: (each) => rank(each.predicate) },
  { id: "term", head: "Term", value: (each) => shown(each.object) },
  { id: "vocabulary", head: "Vocabulary", value: (each) => each.vocabulary },
  { id: "confidence", head: "Confidence", value: (each) => each.confidence },
  { id: "justification", head: "Justification", value: (each) => justified(each.row) },
];

/** The mappings in the order of a column; what has no value there is last in both directions. */
export function sorted(mappings, { column, descending }) {
  const { value } = COLUMNS.find((each) => each.id === column);
  const way = descending ? -1 : 1;
  return mappings
    .map((each) => [value(each), each])
    .sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return way * (typeof a === "number" ? a - b : texts.compare(a, b));
    })
    .map(([, each]) => each);
}

const JUSTIFICATIONS = {
  "semapv:ManualMappingCuration": "judged by a person",
  "semapv:MappingReview": "reviewed",
  "semapv:LexicalMatching": "by the names",
  "semapv:MappingChaining": "by other mappings",
  "semapv:LogicalReasoning": "by reasoning",
  "semapv:UnspecifiedMatching": "not stated",
};

/** How a row was found, in words: `semapv:CompositeMatching` is "composite matching" where there are no better ones. */
export function justified(row) {
  const id = row.mapping_justification ?? "";
  const words = id.slice(id.indexOf(":") + 1).replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  return JUSTIFICATIONS[id] ?? words.toLowerCase();
}
