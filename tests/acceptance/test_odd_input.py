"""Bad input is a finding at its place, never a traceback and never the end of the run."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.acceptance.processes import LIMIT

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[..., list[str]]


JOB = b'{"id": "a", "model": "m"}'
BAD = b'{"id": "b", "model": 1}'


def job_with(value: str) -> str:
    """A job with a JSON text as an any-value member."""
    return f'{{"id": "a", "model": "m", "train_kwargs": {value}}}'


def run_with(members: str) -> str:
    return f'{{"id": "a", "job": "b", {members}}}'


class TestLines:
    def test_what_holds_no_records_is_a_warning(self, check: Check):
        for content in ("", "\n", " \r\n\n", "\ufeff"):
            assert check(content) == ["None:None DSP112"]
            assert check(content, "records.json") == ["None:None DSP112"]
            assert check(content, "records.yaml") == ["None:None DSP112"]
        assert check("[]", "records.json") == ["None:None DSP112"]
        assert check("# nothing\n---\n---\n", "records.yaml") == ["None:None DSP112"]

    def test_blank_lines_are_no_records_but_lines(self, tmp_path: Path):
        path = tmp_path / "records.jsonl"
        path.write_bytes(b"\n" + BAD + b"\n  \n\r\n" + JOB + b"\n" + BAD)
        report = dspy_schema.validate(path)
        assert [(finding.record, finding.line, finding.column) for finding in report.findings] == [
            (1, 2, 22),
            (3, 6, 22),
        ]
        assert (report.summary.records, report.summary.valid, report.summary.invalid) == (3, 1, 2)

    @pytest.mark.parametrize("end", [b"\n", b"\r\n"])
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("last", [True, False])
    def test_marks_and_ends_of_lines_do_not_move_places(self, check: Check, end: bytes, mark: bytes, last: bool):
        content = mark + BAD + end + JOB + end + BAD + end * last
        assert check(content) == ["1:22 DSP205 /model", "3:22 DSP205 /model"]

    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_marks_do_not_move_places_of_documents(self, check: Check, mark: bytes):
        assert check(mark + BAD, "records.json") == ["1:22 DSP205 /model"]
        assert check(mark + b"id: b\nmodel: 1\n", "records.yaml") == ["2:8 DSP205 /model"]
        assert check(gzip.compress(mark + BAD), "records.json.gz") == ["1:22 DSP205 /model"]

    def test_a_byte_order_mark_further_on_is_no_white_space(self, check: Check):
        assert check(JOB + b"\n\xef\xbb\xbf" + JOB + b"\n" + JOB) == ["2:1 DSP101"]

    def test_a_broken_line_does_not_hide_the_next(self, check: Check):
        lines = [JOB] * 6 + [b'{"id": "c", "model": ]'] + [BAD] + [JOB]
        assert check(b"\n".join(lines)) == ["7:22 DSP101", "8:22 DSP205 /model"]

    @pytest.mark.parametrize("value", ["1", "null", "true", '"text"', "[]", "[[]]", '[{"id": "a", "model": "m"}]'])
    def test_a_line_that_is_no_object(self, check: Check, value: str):
        assert check(f"{value}\n{JOB.decode()}\n") == ["1:1 DSP108"]

    def test_lines_in_a_file_of_a_document(self, check: Check):
        (finding,) = check(JOB + b"\n" + JOB + b"\n", "records.json")
        assert finding == "2:1 DSP113"
        assert check(JOB + b"\n" + BAD + b"\n", "records.json") == ["2:1 DSP113", "2:22 DSP205 /model"]
        assert check(JOB + b"\n" + BAD + b"\n", "records.json", format="jsonl") == ["2:22 DSP205 /model"]

    def test_white_space_that_is_not_json_s(self, check: Check):
        for odd in ("\x0c", "\x0b", "\u00a0", "\u2028"):
            for text in (f"{odd}{JOB.decode()}", f"{JOB.decode()}{odd}", f'{{{odd}"id": "a", "model": "m"}}'):
                (finding,) = check(text)
                assert finding.endswith(" DSP101"), repr(text)


class TestText:
    @pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe6\x97"])
    @pytest.mark.parametrize("member", ["model", "train_kwargs", "name"])
    def test_invalid_utf_8_wherever_it_stands(self, check: Check, bad: bytes, member: str):
        line = f'{{"id": "é", "model": "m", "{member}x": "日x"}}'.replace(f"{member}x", "name").encode()
        line = line if member == "name" else line.replace(b'"name"', b'"train_kwargs"')
        content = JOB + b"\n" + line.replace(b"x", bad) + b"\n" + BAD
        column = line.decode().index("x") + 1
        assert check(content) == [f"2:{column} DSP102", "3:22 DSP205 /model"]

    def test_invalid_utf_8_in_a_document(self, check: Check):
        text = '[\n  {"id": "é", "model": "m"},\n  {"id": "日x", "model": "m"}\n]'.encode().replace(b"x", b"\xff")
        assert check(text, "records.json") == ["3:12 DSP102"]

    def test_invalid_utf_8_in_yaml(self, check: Check):
        text = 'id: a\nmodel: "é日x"\n'.encode().replace(b"x", b"\xff")
        assert check(text, "records.yaml") == ["2:11 DSP102"]

    @pytest.mark.parametrize("name", ["records.jsonl", "records.json", "records.jsonl.gz", "records.yaml", "records"])
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
    def test_other_encodings_of_unicode(self, check: Check, name: str, encoding: str):
        """With a byte order mark they are read, and places are those of characters; without one they are named."""
        text = '{"id": "\u00e9\U0001f642", "model": 1}'
        assert check(f"\ufeff{text}".encode(encoding), name) == ["1:23 DSP205 /model"]
        assert [finding.split()[1] for finding in check(text.encode(encoding), name)] == ["DSP102"]

    def test_a_broken_encoding(self, check: Check):
        content = (JOB.decode() + "\n").encode("utf-16") + b"\x00\xd8\x00\x00" + BAD.decode().encode("utf-16-le")
        assert check(content) == ["None:None DSP102"]

    def test_ranges_of_utf_16(self, tmp_path: Path):
        path = tmp_path / "records.jsonl"
        path.write_bytes((BAD.decode() + "\n").encode("utf-16-le") * 3)
        path.write_bytes(b"\xff\xfe" + path.read_bytes())
        assert dspy_schema.validate(path, jobs=2).summary.invalid == 3

    @pytest.mark.parametrize("half", ["\\ud800", "\\uDC00", "\\udc00\\ud800", "\\ud800x\\udc00", "\\ud83d\\\\ude00"])
    @pytest.mark.parametrize("where", ['"name": "%s"', '"train_kwargs": {"%s": 1}', '"train_data": [["%s"]]'])
    def test_half_a_surrogate_pair(self, check: Check, half: str, where: str):
        text = f'{{"id": "a", "model": "m", {where % half}}}'
        findings = check(f"{text}\n{JOB.decode()}")
        assert findings
        assert {finding.split()[1] for finding in findings} == {"DSP103"}
        assert findings[0] == f"1:{text.index(half) + 1} DSP103"

    def test_what_only_looks_like_half_a_pair(self, check: Check):
        for text in ("\\ud83d\\ude00", "\\uD83D\\uDE00", "\\\\ud800", "\\\\\\\\udc00", "ud800", "\\ud7ff", "\\ue000"):
            assert check(job_with(f'"{text}"')) == []

    @pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
    def test_constants_that_are_not_json(self, check: Check, word: str):
        for text in (job_with(word), job_with(f'{{"a": [1, {word}]}}'), run_with(f'"cost": {word}')):
            assert check(f"{text}\n") == [f"1:{text.index(word) + 1} DSP104"]
        text = f'[{word}, "{word}", {word}]'
        assert check(job_with(text)) == ["1:44 DSP104", f"1:{44 + text.rindex(word) - 1} DSP104"]

    @pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", 'a \\" NaN', "\\\\"])
    def test_texts_that_hold_such_words(self, check: Check, word: str):
        assert check(job_with(f'["{word}", {{"{word}": "{word}"}}]')) == []

    def test_such_words_in_memory(self):
        for value in (float("nan"), float("inf")):
            report = dspy_schema.validate({"id": "a", "model": "m", "train_kwargs": [value]})
            assert [finding.code for finding in report.findings] == ["DSP104"]


class TestNames:
    @pytest.mark.parametrize("again", ["id", "\\u0069d", "i\\u0064", "\\u0069\\u0064"])
    def test_a_name_twice_at_the_top(self, check: Check, again: str):
        for text in (f'{{"id": "a", "model": "m", "{again}": "b"}}', f'{{"{again}": "b", "model": "m", "id": "a"}}'):
            second = text.rindex('"id"') if text.startswith(f'{{"{again}": "b"') else text.index(f'"{again}": "b"')
            assert check(f"{text}\n{JOB.decode()}\n") == [f"1:{second + 1} DSP105 /id"]

    def test_a_name_three_times(self, check: Check):
        assert check('{"id": "a", "id": "a", "id": "a", "model": "m"}') == ["1:13 DSP105 /id", "1:24 DSP105 /id"]

    def test_a_name_twice_with_other_faults(self, check: Check):
        assert check('{"id": "a", "model": 1, "model": 1}') == ["1:25 DSP105 /model", "1:34 DSP205 /model"]

    @pytest.mark.parametrize("name", ["", "a/b~", "é", "@type"])
    def test_a_name_that_no_type_has(self, check: Check, name: str):
        assert any(
            " DSP105 " in f"{finding} " for finding in check(f'{{"id": "a", "model": "m", "{name}": 1, "{name}": 1}}')
        )

    def test_a_name_twice_further_down_is_for_the_strict(self, check: Check):
        text = job_with('{"a": 1, "b": [{"c": 1, "\\u0063": 2}], "a": 1}')
        assert check(text) == []
        assert check(text, strict_json=True) == [
            f"1:{text.rindex(chr(34) + 'a' + chr(34)) + 1} DSP106 /train_kwargs/a",
            f"1:{text.index(chr(34) + chr(92)) + 1} DSP106 /train_kwargs/b/0/c",
        ]
        assert check('{"id": "a", "id": "a", "model": "m"}', strict_json=True) == ["1:13 DSP105 /id"]

    def test_a_wrapper_with_two_lists_of_one_name_loses_none(self, check: Check):
        text = f'{{"jobs": [{BAD.decode()}], "jobs": [{JOB.decode()}]}}'
        assert check(text, "records.json") != []


class TestNumbers:
    @pytest.mark.parametrize("number", [2**63, 2**64, -(2**63) - 1, 10**40, 10**400])
    def test_integers_beyond_64_bits(self, check: Check, number: int):
        assert check(job_with(f'{{"a": [{number}]}}')) == []
        assert check(run_with(f'"seed": {number}')) == []
        assert check(f'{{"id": "a", "pending_batch_ids": [{number}]}}') == []
        assert check(run_with(f'"trained_tokens": {number}')) == (["1:43 DSP208 /trained_tokens"] if number < 0 else [])
        assert check(job_with(f'{{"a": [{number}]}}').replace('"a"', '"a", "id"', 1).replace('"a", "id"', '"a"')) == []
        assert check(f"id: a\nmodel: m\ntrain_kwargs: {number}\n", "records.yaml") == []

    @pytest.mark.parametrize("sign", ["", "-"])
    def test_integers_of_very_many_digits(self, check: Check, sign: str):
        """Python refuses to convert more than 4300 digits unless told to."""
        number = sign + "9" * 5000
        assert check(job_with(number)) == []
        for text in (
            job_with(number).replace('"m"', "1"),
            f'{{"id": "a", "pending_batch_ids": [{number}]}}',
            run_with(f'"seed": {number}'),
            run_with(f'"cost": {number}'),
        ):
            check(f"{text}\n{JOB.decode()}")
        check(job_with(number), strict_json=True)
        check(f"id: a\nmodel: m\ntrain_kwargs: {number}\n", "records.yaml")

    @pytest.mark.parametrize("number", ["1e400", "-1e400", "1" + "0" * 400 + ".0"])
    def test_numbers_beyond_a_double(self, check: Check, number: str):
        """They are JSON, so they are no fault where anything goes; a member that wants a number may refuse them."""
        assert check(job_with(number)) == []
        assert check(run_with(f'"extra": [{number}]')) == []
        assert check(f'{{"id": "a", "model": "m", "launch_kwargs": {{"a": {number}}}}}', type="LM") == []
        for member in ("cost", "progress", "seed"):
            for finding in check(run_with(f'"{member}": {number}')):
                assert finding.endswith(f" /{member}")

    def test_a_refused_number_is_not_called_null(self, tmp_path: Path):
        path = tmp_path / "records.jsonl"
        path.write_text(run_with('"cost": 1e400'))
        assert not any("null" in finding.message for finding in dspy_schema.validate(path).findings)

    @pytest.mark.parametrize("number", ["01", "1.", ".5", "+1", "-", "1e", "0x1", "1_000", "--1", "\u0661"])
    def test_what_is_no_number(self, check: Check, number: str):
        for text in (job_with(number), job_with(f"[{number}]"), run_with(f'"cost": {number}')):
            assert [finding.split()[1] for finding in check(f"{text}\n{JOB.decode()}")] == ["DSP101"]

    @pytest.mark.parametrize("number", ["1.0", "1e0", "10e-1", "-0", "-0.0", "0e9", "1E2"])
    def test_integers_in_other_spellings(self, check: Check, number: str):
        """JSON Schema: a number with no fraction is an integer, however written."""
        assert check(run_with(f'"seed": {number}, "trained_tokens": {number}')) == []
        assert check(f'{{"id": "a", "pending_batch_ids": [{number}]}}') == []


class TestDocuments:
    PRETTY = '[\n  {\n    "id": "a",\n    "model": "m"\n  },\n  {\n    "id": "b",\n    "model": 1\n  }\n]\n'

    def test_an_array(self, check: Check):
        assert check(self.PRETTY, "records.json") == ["8:14 DSP205 /model"]
        assert check(self.PRETTY.replace("\n", "\r\n"), "records.json") == ["8:14 DSP205 /model"]
        assert check(self.PRETTY, "records") == ["8:14 DSP205 /model"]

    def test_items_that_are_no_records(self, check: Check):
        text = '[[1], [[2]], 3, "[", null, {"id": "a", "model": 1}]'
        places = [text.index(part) + 1 for part in ("[1]", "[[2]]", "3", '"["', "null")]
        assert check(text, "records.json") == [
            *(f"1:{place} DSP108" for place in places),
            f"1:{text.rindex('1') + 1} DSP205 /model",
        ]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ('{"object": "list", "has_more": false, "first_id": "a", "data": ', "}"),
            ('{"jobs": ', "}"),
            ('{"@context": {"a": "b"}, "@graph": ', "}"),
            ('{"count": 2, "items": ', ', "next": null}'),
            ('{"note": "[1, {}]", "jobs":\n', "\n}"),
        ],
    )
    def test_lists_that_are_wrapped(self, check: Check, before: str, after: str):
        lines = (before + self.PRETTY[:-1]).count("\n", 0, (before + self.PRETTY).index('"model": 1')) + 1
        assert check(before + self.PRETTY[:-1] + after, "records.json") == [f"{lines}:14 DSP205 /model"]
        assert check(before.replace("\n", " ") + self.PRETTY[:-1] + after, "records") == ["8:14 DSP205 /model"]

    def test_a_list_that_also_stands_in_a_text(self, check: Check):
        assert check('{"note": "[1]", "jobs": [1]}', "records.json") == ["1:26 DSP108"]

    def test_broken_arrays(self, check: Check):
        for text in (self.PRETTY[:-3], self.PRETTY.replace("1\n", "1,\n"), "[", "[,]"):
            (finding,) = check(text, "records.json")
            assert finding.split()[1] == "DSP101"
            assert int(finding.split(":")[0]) <= text.count("\n") + 1

    def test_a_missing_member_is_placed_at_what_lacks_it(self, check: Check):
        assert check('{"model": "m", "train_data": [{"id": 1}]}') == ["1:1 DSP203 /id"]
        assert check('[\n {"model": "m",\n  "train_kwargs": {"id": 1}}]', "records.json") == ["2:2 DSP203 /id"]


def test_a_line_of_100_megabytes(tmp_path: Path):
    path = tmp_path / "records.jsonl"
    message = json.dumps({"messages": [{"role": "user", "content": "x" * 10_000}]})
    items = ",".join([message] * (100_000_000 // len(message)))
    path.write_text(f'{{"id": "a", "model": "m", "train_data": [{items}]}}\n{BAD.decode()}\n')
    program = (
        "import sys, resource, dspy_schema\n"
        "report = dspy_schema.validate(sys.argv[1])\n"
        "print(*[f'{finding.line} {finding.code}' for finding in report.findings], sep=',')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=False, timeout=LIMIT
    )
    found, megabytes = done.stdout.split("\n")[:2]
    assert found == "2 DSP205"
    assert int(megabytes) < 700


def test_a_bad_line_of_100_megabytes(tmp_path: Path):
    path = tmp_path / "records.jsonl"
    items = ",".join([json.dumps("x" * 10_000)] * 10_000)
    path.write_text(f'{{"id": 1, "train_data": [{items}], "model": 2}}\n{{"id": "a", "train_data": [{items}\n')
    start = time.process_time()
    report = dspy_schema.validate(path)
    assert [(finding.line, finding.code, finding.pointer) for finding in report.findings] == [
        (1, "DSP205", "/id"),
        (1, "DSP205", "/model"),
        (2, "DSP101", ""),
    ]
    assert time.process_time() - start < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000
