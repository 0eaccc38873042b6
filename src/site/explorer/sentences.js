// What is said of mappings and nodes, in words.

/** A mapping as a sentence. */
export function sentence({ subject, object, predicate, vocabulary }) {
  if (object.isGap) return `${shown(subject)} has no counterpart in ${vocabulary}.`;
  if (subject.isGap) return `${shown(object)} has no counterpart in the schema.`;
  return `${shown(subject)} ${predicate.means} ${shown(object)}.`;
}

/** What a node is called without a prefix that is the default; a gap, by the vocabularies of its visible mappings. */
export function shown(node, mappings = node.mappings) {
  if (!node.isGap) return node.prefix === "dspy:" ? node.name : `${node.prefix}${node.name}`;
  return node.side === "element" ? node.name : `${node.name} in ${mappings.map((mapping) => mapping.vocabulary).join(", ")}`;
}

/** What a node is, with how much is mapped to it; begins with what is seen, as voice control asks for. */
export function described(node, mappings) {
  const kind = node.isGap ? ", stated gap" : ` ${node.kind} of ${node.group}`;
  return `${shown(node, mappings)}${kind}, ${counted(mappings.length, node.isGap ? "row" : "mapping")}`;
}

/** A label in quotes where it says more than the name; else nothing. */
export function quoted({ label, name }) {
  const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return plain(label) === plain(name) ? null : `“${label}”`;
}

/** A number and its noun. */
export function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** What a view shows. */
export function summary(mappings) {
  if (!mappings.length) return "No mapping matches.";
  const count = (side) => new Set(mappings.map((mapping) => mapping[side]).filter((mapping) => !mapping.isGap)).size;
  const gaps = mappings.filter((mapping) => mapping.subject.isGap || mapping.object.isGap).length;
  const counts = `${counted(mappings.length - gaps, "mapping")} of ${counted(count("subject"), "element")} to ${counted(count("object"), "term")}`;
  return gaps ? `${counts}, and ${counted(gaps, "stated gap")}.` : `${counts}.`;
}
