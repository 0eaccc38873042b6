// The values that mappings can be filtered by, in a fixed order.

import { rank } from "./predicates.js";

export function facetsOf({ mappings, vocabularies }) {
  const predicates = [...new Map(mappings.map(({ predicate }) => [predicate.name, predicate])).values()];
  const distinct = (member) => [...new Set(mappings.map((mapping) => mapping[member]))].filter(Boolean).sort();
  // The schema itself first, then the vendors'.
  const schemas = distinct("schema").sort((a, b) => (b === "dspy") - (a === "dspy"));
  return [
    {
      name: "predicates",
      title: "Relation",
      values: predicates.sort((a, b) => rank(a) - rank(b)).map((predicate) => ({ value: predicate.name, title: predicate.help, predicate: predicate })),
    },
    {
      name: "vocabularies",
      title: "Vocabulary",
      values: distinct("vocabulary").map((value) => ({ value, title: vocabularies[value]?.title })),
    },
    { name: "schemas", title: "Schema", values: schemas.map((value) => ({ value })) },
  ];
}
