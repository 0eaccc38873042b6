// Which mappings a visitor has asked for.

export const FACETS = {
  predicates: (mapping) => mapping.predicate.name,
  vocabularies: (mapping) => mapping.vocabulary,
  schemas: (mapping) => mapping.schema,
};

/** The words of a search. */
export function wordsOf(text) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** The mappings that fit the state; `except` names a facet that does not count. */
export function filtered(mappings, state, except = null) {
  const words = wordsOf(state.search);
  const facets = Object.entries(FACETS).filter(([name]) => name !== except && state[name].length);
  return mappings.filter(
    (mapping) =>
      (state.confidence === 0 || (mapping.confidence ?? 0) >= state.confidence) &&
      facets.every(([name, valueOf]) => state[name].includes(valueOf(mapping))) &&
      words.every((word) => mapping.text.includes(word)),
  );
}

/** How many mappings each value of a facet would show, given all other filters. */
export function counts(mappings, state, facet) {
  const numbers = new Map();
  for (const mapping of filtered(mappings, state, facet)) {
    const value = FACETS[facet](mapping);
    numbers.set(value, (numbers.get(value) ?? 0) + 1);
  }
  return numbers;
}
