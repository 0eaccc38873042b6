// Numbers and counts in words.

const numbers = new Intl.NumberFormat("en");

export function number(value) {
  return numbers.format(value);
}

export function plural(word, count) {
  return count === 1 ? word : `${word}s`;
}

/** The totals of a summary, as the command line prints them. */
export function totals({ records, valid, invalid, errors, warnings, seconds }) {
  const count = (many, word) => `${number(many)} ${plural(word, many)}`;
  return (
    `${count(records, "record")}: ${number(valid)} valid, ${number(invalid)} invalid; ` +
    `${count(errors, "error")}, ${count(warnings, "warning")} (${seconds.toFixed(2)} s)`
  );
}
