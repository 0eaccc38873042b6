// What a visitor has set, and the fragment of a link that carries it.

export const EMPTY = Object.freeze({
  view: null,
  search: "",
  predicates: [],
  vocabularies: [],
  schemas: [],
  confidence: 0,
  sort: { column: "element", descending: false },
  selected: null,
});

const LISTS = { predicate: "predicates", vocabulary: "vocabularies", schema: "schemas" };

/** The fragment of a state, without `#`; what is as at the start is left out. */
export function toFragment(state) {
  const parts = [];
  const add = (name, value) => parts.push(`${name}=${readable(value)}`);
  if (state.view) add("view", state.view);
  if (state.search) add("search", state.search);
  for (const [name, member] of Object.entries(LISTS)) for (const value of state[member]) add(name, value);
  if (state.confidence) add("confidence", String(state.confidence));
  const { column, descending } = state.sort;
  if (column !== EMPTY.sort.column || descending) add("sort", descending ? `-${column}` : column);
  if (state.selected) add("selected", state.selected);
  return parts.join("&");
}

/** The state of a fragment; what it does not say, or says wrongly, is as at the start. */
export function fromFragment(fragment, columns) {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const view = given.get("view");
  const sort = given.get("sort") ?? "";
  const column = sort.replace(/^-/, "");
  const confidence = Number(given.get("confidence"));
  return {
    ...EMPTY,
    view: ["graph", "table"].includes(view) ? view : null,
    search: given.get("search") ?? "",
    ...Object.fromEntries(Object.entries(LISTS).map(([name, member]) => [member, [...new Set(given.getAll(name))]])),
    confidence: confidence > 0 && confidence <= 1 ? confidence : 0,
    sort: columns.includes(column) ? { column, descending: sort.startsWith("-") } : EMPTY.sort,
    selected: given.get("selected") || null,
  };
}

function readable(value) {
  return encodeURIComponent(value).replace(/%3A/g, ":").replace(/%20/g, "+");
}
