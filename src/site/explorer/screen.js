// Whether the screen is a phone's; the same width as in explorer.css.

export const PHONE = matchMedia("(max-width: 44.9375em)");
