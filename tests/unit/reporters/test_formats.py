"""What each format promises beyond its golden file."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import msgspec
import pytest

from dspy_schema.findings import Finding, Report, Severity, Summary, printable
from dspy_schema.reporters import registry
from dspy_schema.reporters.sarif import path_uri
from dspy_schema.reporters.text import render_totals


class TestText:
    def test_a_finding_is_its_str(self, render, findings):
        assert render("text").decode().split("\n")[0] == str(findings[0])

    def test_quiet_leaves_the_totals_out(self, render, findings):
        assert render("text", quiet=True).count(b"\n") == len(findings)
        assert render("text", [], quiet=True) == b""

    def test_verbose_tells_of_the_record(self, render, findings):
        lines = render("text", findings[:1], verbose=1).decode().split("\n")
        assert lines[1] == "    record 7, type TrainingJob"
        assert render("text", findings[2:3], verbose=1).count(b"\n") == 2

    def test_color_only_where_it_is_asked_for(self, render, findings):
        assert b"\x1b" not in render("text")
        line = render("text", findings[:1], color=True).decode().split("\n")[0]
        assert line == (
            "\x1b[1mjobs/train.jsonl:7:1\x1b[0m: \x1b[1;31merror\x1b[0m \x1b[31mDSP203\x1b[0m "
            "`id` is missing; it is required [/id]"
        )

    def test_color_comes_from_us_alone(self, render, findings):
        assert b"~\\x1b[31m" in render("text", findings, color=True)

    @pytest.mark.parametrize(
        ("summary", "line"),
        [
            (Summary(), "0 records: 0 valid, 0 invalid; 0 errors, 0 warnings (0.00 s)"),
            (
                Summary(records=1, invalid=1, errors=1, warnings=1, seconds=61.5),
                "1 record: 0 valid, 1 invalid; 1 error, 1 warning (61.50 s)",
            ),
        ],
    )
    def test_totals(self, summary, line):
        assert render_totals(summary) == line


class TestJson:
    def test_is_the_report(self, render, findings):
        found = [finding for finding in findings if finding.source.isprintable()]
        expected = Report(summary=msgspec.json.decode(render("json"))["summary"], findings=found)
        assert render("json", found) == expected.to_json() + b"\n"

    def test_findings_read_back(self, render, findings):
        read = msgspec.json.decode(render("json"), type=Report).findings
        assert read[:-1] == findings[:-1]
        assert read[-1].source == "caf\\udce9.yaml"

    def test_lines_read_back(self, render, findings):
        read = msgspec.json.Decoder(Finding).decode_lines(render("jsonl"))
        assert read[:-1] == findings[:-1]

    def test_nothing_found(self, render):
        assert json.loads(render("json", []))["findings"] == []
        assert render("jsonl", []) == b""


class TestJUnit:
    def test_a_source_without_findings_passes(self, render):
        (suite,) = ET.fromstring(render("junit", [], sources=("good.json", "good.json")))
        assert suite.attrib == {"name": "good.json", "tests": "1", "failures": "0", "errors": "0"}
        assert [len(case) for case in suite] == [0]

    @pytest.mark.parametrize(
        ("fail_on", "failures", "errors"),
        [(None, 0, 0), (Severity.ERROR, 3, 1), (Severity.WARNING, 4, 1), (Severity.INFO, 5, 1)],
    )
    def test_what_fails_is_what_fails_the_run(self, render, fail_on, failures, errors):
        suites = ET.fromstring(render("junit", fail_on=fail_on))
        assert (suites.get("failures"), suites.get("errors")) == (str(failures), str(errors))
        assert suites.get("tests") == "6"


class TestSarif:
    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("a/b.json", "a/b.json"),
            ("./a//b.json", "a/b.json"),
            ("../b.json", "../b.json"),
            ("100% of:it, 日.json", "100%25%20of%3Ait%2C%20%E6%97%A5.json"),
            ("caf\udce9.json", "caf%E9.json"),
            (os.path.join(os.getcwd(), "a", "b.json"), "a/b.json"),
            ("<stdin>", "%3Cstdin%3E"),
        ],
    )
    def test_uri(self, path, expected):
        assert path_uri(path) == expected

    def test_uri_of_a_path_elsewhere(self, tmp_path, monkeypatch):
        (tmp_path / "here").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        assert path_uri(str(tmp_path / "my file.json")) == (tmp_path / "my file.json").as_uri()

    def test_a_finding_without_place_has_no_region(self, render, findings):
        run = json.loads(render("sarif", [findings[2]]))["runs"][0]
        assert run["results"][0]["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "missing.json"}}}]

    def test_name_of_a_pointer_is_its_last_token(self, render, findings):
        run = json.loads(render("sarif", [findings[3]]))["runs"][0]
        (place,) = run["results"][0]["locations"][0]["logicalLocations"]
        assert place["name"] == "a/b~\x1b[31m\r\n"

    def test_levels(self, render):
        results = json.loads(render("sarif"))["runs"][0]["results"]
        assert {result["level"] for result in results} == {"error", "warning", "note"}


class TestGitHub:
    def test_properties_and_message_have_their_own_escapes(self, render, findings):
        line = render("github", [findings[3]]).decode()
        assert line.startswith("::error file=odd%2C 100%25%3A 日本.json,line=3,col=5,title=DSP204::odd, 100%25: ")
        assert line.endswith("`a/b~\\x1b[31m%0D%0A` is not expected; remove it [/a~1b~0\\x1b[31m%0D%0A]\n")

    def test_info_is_a_notice_and_standard_input_no_file(self, render, findings):
        assert render("github", [findings[4]]).startswith(b"::notice line=4,title=DSP206::<stdin>:4: DSP206 ")


@pytest.mark.parametrize(
    "text", ["plain", "日本 — é 🚀", "no-break\xa0space, ideographic\u3000space, joined 👩\u200d🔬"]
)
def test_harmless_text_is_shown_as_it_is(text):
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x00\x1b\x7f", "\\x00\\x1b\\x7f"),
        ("\t\r\n", "\\t\\r\\n"),
        ("\x9b\u2028\u202e", "\\x9b\\u2028\\u202e"),
    ],
)
def test_harmful_text_is_escaped(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize("name", ["text", "jsonl", "github"])
def test_streams(name, findings):
    out = io.BytesIO()
    reporter = registry.create_reporter(name, out)
    reporter.finding(findings[0])
    assert out.getvalue().endswith(b"\n")


@pytest.mark.parametrize("name", registry.REPORTERS)
def test_a_closed_pipe_is_left_to_the_caller(name, findings):
    read_end, write_end = os.pipe()
    os.close(read_end)
    with open(write_end, "wb", buffering=0) as out:
        reporter = registry.create_reporter(name, out)
        with pytest.raises(BrokenPipeError):  # noqa: PT012  # some formats write at the end
            reporter.finding(findings[0])
            reporter.close(Summary())


def test_text_needs_no_other_library():
    program = (
        "import io, sys, dspy_schema.findings; before = set(sys.modules);"
        "from dspy_schema.reporters.registry import create_reporter; create_reporter('text', io.BytesIO());"
        "print(*sorted(set(sys.modules) - before))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert [name for name in loaded if not name.startswith(("dspy_schema.reporters", "dspy_schema.findings"))] == []
