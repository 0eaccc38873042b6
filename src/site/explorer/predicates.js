// What the predicates of mappings mean, in words. The names are also the classes that style their lines.

export const NO_TERM = "sssom:NoTermFound";

const KNOWN = [
  { id: "skos:exactMatch", name: "exact", sign: "=", means: "means the same as", help: "both mean the same" },
  { id: "skos:closeMatch", name: "close", sign: "≈", means: "means nearly the same as", help: "nearly the same; one may often stand for the other" },
  { id: "skos:broadMatch", name: "broad", sign: "⊂", means: "is narrower than", help: "the term is broader than the element" },
  { id: "skos:narrowMatch", name: "narrow", sign: "⊃", means: "is broader than", help: "the term is narrower than the element" },
  { id: "skos:relatedMatch", name: "related", sign: "~", means: "is related to", help: "they are related, and neither includes the other" },
];

const GAP = { id: NO_TERM, name: "gap", sign: "∅", means: "has no counterpart in", help: "looked for, and there is no fitting term" };

/** What a row says: one of the known predicates, a gap where one side has no term, else the predicate as it is named. */
export function predicateOf(row) {
  if (row.object_id === NO_TERM || row.subject_id === NO_TERM) return GAP;
  const predicate = KNOWN.find((known) => known.id === row.predicate_id) ?? unknown(row.predicate_id);
  return row.predicate_modifier === "Not"
    ? { ...predicate, id: `Not ${predicate.id}`, name: `not ${predicate.name}`, sign: "≠", means: negated(predicate.means), help: `the opposite of: ${predicate.help}` }
    : predicate;
}

function negated(means) {
  return means.replace(/^means /, "does not mean ").replace(/^is /, "is not ");
}

/** The place of a predicate in the legend: nearest first, gaps last. */
export function rank(predicate) {
  const at = KNOWN.findIndex((known) => known.id === predicate.id);
  return predicate.id === NO_TERM ? KNOWN.length + 1 : at < 0 ? KNOWN.length : at;
}

/** The class of the line of a predicate. */
export function lineClass(predicate) {
  return [...KNOWN, GAP].some((known) => known.id === predicate.id) ? predicate.name : "other";
}

function unknown(id) {
  const name = id.slice(id.indexOf(":") + 1);
  return { id, name, sign: "→", means: `is mapped by ${name} to`, help: `the predicate ${id}` };
}
