"""Find the records in N-Triples as they are published: contiguous, and each begins with its `rdf:type`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE_BYTES = 8_000_000
_TYPE = b"> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "


def joined(texts: Iterable[bytes], size: int = PIECE_BYTES) -> Iterator[bytes]:
    """Texts put together until they have `size` bytes: a bulk load costs the same few milliseconds for each piece."""
    waiting: list[bytes] = []
    length = 0
    for text in texts:
        waiting.append(text)
        length += len(text)
        if length >= size:
            yield b"".join(waiting)
            waiting, length = [], 0
    if length:
        yield b"".join(waiting)


def latest(text: bytes) -> tuple[bytes, list[str]]:
    """The text with the last of the records that have one subject, and the IRIs of the subjects."""
    starts = list(_starts(text))
    last = {subject: number for number, (subject, _) in enumerate(starts)}
    if len(last) < len(starts):
        ends = [*(start for _, start in starts[1:]), len(text)]
        kept = sorted(last.values())
        text = b"".join([text[starts[number][1] : ends[number]] for number in kept])
    return text, [subject.decode() for subject in last]


def _starts(text: bytes) -> Iterator[tuple[bytes, int]]:
    """The subject of each record, and where its first line begins."""
    before, begun = b"", -1
    place = text.find(_TYPE)
    while place >= 0:
        line = text.rfind(b"\n", 0, place) + 1
        subject = text[line + 1 : place]
        # A literal may hold what looks like a type, but no line break; an object inside a record is a blank node.
        if text[line : line + 1] == b"<" and b" " not in subject:
            if subject != before or line != begun:
                yield subject, line
            # A record with two types has them in its first lines.
            before, begun = subject, text.find(b"\n", place) + 1
        place = text.find(_TYPE, place + len(_TYPE))
