// The parts of the page, and elements made for them. Texts are always texts, never markup.

/** The part of the page with that name. */
export function part(name) {
  return document.getElementById(`checker-${name}`);
}

/** An element with properties and children, which may be texts. */
export function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}
