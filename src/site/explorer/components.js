// The parts of a graph that no line connects, each a list of mappings.

/** The parts, those with most mappings first; gaps count for nothing, so that what is mapped to nothing is last. */
export function components(mappings) {
  const parents = new Map();
  const root = (node) => {
    let at = node;
    while (parents.get(at) !== at) {
      parents.set(at, parents.get(parents.get(at)));
      at = parents.get(at);
    }
    return at;
  };
  for (const { subject, object } of mappings) {
    for (const node of [subject, object]) if (!parents.has(node)) parents.set(node, node);
    parents.set(root(subject), root(object));
  }
  const parts = new Map();
  for (const mapping of mappings) {
    const at = root(mapping.subject);
    if (!parts.has(at)) parts.set(at, []);
    parts.get(at).push(mapping);
  }
  const weight = (part) => part.filter((mapping) => !mapping.object.isGap && !mapping.subject.isGap).length;
  return [...parts.values()].sort((a, b) => weight(b) - weight(a));
}
