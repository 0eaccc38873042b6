"""Records are found in N-Triples, and of those with one subject the last is kept."""

from __future__ import annotations

from dspy_schema.store.disk import join_pieces, latest_piece

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def lines(*item: str) -> bytes:
    return "".join(f"{line} .\n" for line in item).encode()


class TestLatest:
    def test_each_record_once(self):
        text = lines(f"<a> {TYPE} <T>", '<a> <p> "1"', f"<b> {TYPE} <T>", f"<b> {TYPE} <U>", "<b> <p> _:x")
        assert latest_piece(text) == (text, ["a", "b"])

    def test_the_last_of_one_subject(self):
        old = lines(f"<a> {TYPE} <T>", "<a> <p> _:x", '_:x <q> "old"')
        other = lines(f"<b> {TYPE} <T>", f"<b> {TYPE} <U>", "<b> <used> <a>")
        new = lines(f"<a> {TYPE} <T>", '<a> <p> "new"')
        assert latest_piece(old + other + new) == (other + new, ["a", "b"])
        assert latest_piece(old + new) == (new, ["a"])
        assert latest_piece(new * 3) == (new, ["a"])

    def test_two_types_are_one_record(self):
        text = lines(f"<b> {TYPE} <T>", f"<b> {TYPE} <U>", '<b> <id> "b"')
        assert latest_piece(text) == (text, ["b"])
        assert latest_piece(text + text) == (text, ["b"])

    def test_types_of_blank_nodes_and_in_literals_begin_none(self):
        text = lines(f"<a> {TYPE} <T>", f'<a> <p> "\\n<c> {TYPE} <T>"', f'<a> <p> "<c> {TYPE} "', f"_:x {TYPE} <T>")
        assert latest_piece(text) == (text, ["a"])

    def test_nothing(self):
        assert latest_piece(b"") == (b"", [])


class TestJoined:
    def test_until_there_is_enough(self):
        assert [*join_pieces([b"aa", b"bb", b"c", b"dddd", b""], 3)] == [b"aabb", b"cdddd"]
        assert [*join_pieces([b"a", b"b"], 3)] == [b"ab"]
        assert [*join_pieces([b"", b""], 3)] == []
