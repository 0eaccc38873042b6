// Records in the fragment of an address, which browsers send to nobody: deflated, in base64url.

// What chats, mails and trackers pass on whole.
export const LONGEST = 8000;
// What a short link may unpack to.
const MOST_TEXT = 2_000_000;

export async function toFragment(text, type, format) {
  const packed = await through(new Blob([text]), new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(packed);
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  const record = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const parameters = new URLSearchParams({ record });
  if (type !== "auto") parameters.set("type", type);
  if (format) parameters.set("format", format);
  return `#${parameters}`;
}

/** {text, type, format} of a fragment; null if it has no record. Throws what to say of one that is damaged. */
export async function fromFragment(fragment) {
  const parameters = new URLSearchParams(fragment.slice(1));
  const record = parameters.get("record");
  if (record === null) return null;
  try {
    const binary = atob(record.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const unpacked = await through(new Blob([bytes]), new DecompressionStream("deflate-raw"), MOST_TEXT);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(unpacked);
    return { text, type: parameters.get("type") ?? "auto", format: parameters.get("format") ?? "" };
  } catch {
    throw new Error("The record in this link is damaged: the link may have been cut.");
  }
}

async function through(blob, transform, most = Infinity) {
  const reader = blob.stream().pipeThrough(transform).getReader();
  const pieces = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces).arrayBuffer();
    size += value.byteLength;
    if (size > most) throw new Error("too long");
    pieces.push(value);
  }
}
