// Brings what is selected into view, inside its box only: the page itself stays where it is.

export function reveal(shape, box) {
  const [inner, outer] = [shape.getBoundingClientRect(), box.getBoundingClientRect()];
  if (box.scrollHeight <= box.clientHeight || (inner.top >= outer.top + 40 && inner.bottom <= outer.bottom)) return;
  box.scrollTop += inner.top - outer.top - box.clientHeight / 2;
}
