"""The command as a user runs it, judged by its output and exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import xml.etree.ElementTree as ET
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.acceptance.processes import COMMAND, LIMIT, environment, send, shell

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data"
JOB = '{"id": "a", "model": "m"}\n'
BAD = '{"id": "b", "model": 1}\n'
WARNED = '{"id": "c", "checkpoints": {"x": 1}, "last_checkpoint": "y"}\n'
FORMATS = ["text", "json", "jsonl", "junit", "sarif", "github"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.jsonl").write_text(JOB * 3)
    (tmp_path / "bad.jsonl").write_text(JOB + BAD + JOB)
    (tmp_path / "warned.jsonl").write_text(WARNED)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/bad.json").write_text(BAD)
    (tmp_path / "notes.txt").write_text("no records")
    return tmp_path


@pytest.fixture
def run(command: Run, folder: Path) -> Run:
    """Run the command in the folder."""
    return partial(command, cwd=folder)


def assert_one_line(done: subprocess.CompletedProcess[str]) -> None:
    assert done.stdout == ""
    assert re.fullmatch(r"dspy-schema: .+\n", done.stderr), done.stderr


class TestStatus:
    @pytest.mark.parametrize(
        ("arguments", "status"),
        [
            (["good.jsonl"], 0),
            (["bad.jsonl"], 1),
            (["warned.jsonl"], 0),
            (["--fail-on", "warning", "warned.jsonl"], 1),
            (["--fail-on", "warning", "good.jsonl"], 0),
            (["--fail-on", "never", "bad.jsonl"], 0),
            (["--fail-on", "never", "missing.jsonl"], 2),
            (["missing.jsonl", "bad.jsonl"], 2),
            (["good.jsonl", "missing.jsonl"], 2),
            (["good.jsonl/x.json"], 2),
            (["no*match.json"], 2),
            ([""], 2),
            (["-t", "TrainingJob", "good.jsonl"], 0),
            (["-t", "ReinforceJob", "good.jsonl"], 1),
            (["--type", "Nope", "good.jsonl"], 2),
            (["--from", "xml", "good.jsonl"], 2),
            (["--max-errors", "0", "good.jsonl"], 2),
            (["--jobs", "0", "good.jsonl"], 2),
            (["--jobs", "2", "good.jsonl", "bad.jsonl"], 1),
            (["--nonsense", "good.jsonl"], 2),
            ([], 2),
        ],
    )
    def test_of_validate(self, run: Run, arguments: list[str], status: int):
        assert run("validate", *arguments).returncode == status

    @pytest.mark.parametrize("format_", FORMATS[1:])
    @pytest.mark.parametrize(("path", "status"), [("good.jsonl", 0), ("bad.jsonl", 1), ("missing.jsonl", 2)])
    def test_does_not_depend_on_the_format(self, run: Run, format_: str, path: str, status: int):
        assert run("validate", "--output-format", format_, path).returncode == status

    def test_a_missing_file_does_not_hide_the_others(self, run: Run):
        done = run("validate", "missing.jsonl", "bad.jsonl")
        first, second, _ = done.stdout.splitlines()
        assert first.startswith("missing.jsonl: error DSP100 ")
        assert second.startswith("bad.jsonl:2:22: error DSP205 ")

    def test_what_cannot_be_read(self, run: Run, folder: Path):
        (folder / "loop.json").symlink_to("loop.json")
        (folder / "dangling.json").symlink_to("nowhere")
        done = run("validate", "loop.json", "dangling.json", "x" * 300, "bad.jsonl")
        assert done.returncode == 2
        assert re.findall(r"DSP\d+", done.stdout) == ["DSP100", "DSP100", "DSP100", "DSP205"]

    def test_a_report_never_replaces_an_input(self, run: Run, folder: Path):
        (folder / "link").symlink_to("bad.jsonl")
        for arguments in (["bad.jsonl", "-o", "bad.jsonl"], [".", "-o", "bad.jsonl"], ["bad.jsonl", "-o", "link"]):
            before = (folder / "bad.jsonl").read_text()
            done = run("validate", *arguments)
            assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
            assert (folder / "bad.jsonl").read_text() == before

    def test_usage_is_told_on_standard_error(self, run: Run):
        for arguments in (
            [],
            ["nope"],
            ["validate"],
            ["schema"],
            ["completion", "nope"],
            ["schema", "path", "--to", "x"],
        ):
            done = run(*arguments)
            assert (done.returncode, done.stdout) == (2, "")
            assert "error: " in done.stderr.splitlines()[-1]
            assert "_count" not in done.stderr

    def test_a_wrong_number_is_told_in_words_for_users(self, run: Run):
        for number in ("0", "-1", "x", "1.5"):
            done = run("validate", "--max-errors", number, "good.jsonl")
            assert done.returncode == 2
            assert "_count" not in done.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ["validate", "-t", "Nope", "good.jsonl"],
            ["explain", "DSP999"],
            ["explain", "nonsense"],
            ["schema", "path", "-t", "Nope"],
            ["schema", "show", "-t", "../rules"],
        ],
    )
    def test_unknown_names_are_one_line(self, run: Run, arguments: list[str]):
        done = run(*arguments)
        assert done.returncode == 2
        assert_one_line(done)


class TestInputs:
    def test_several_paths_in_order_and_a_file_once(self, run: Run):
        done = run("validate", "-q", "sub/bad.json", "bad.jsonl", "sub", "bad.jsonl")
        assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["sub/bad.json", "bad.jsonl"]

    def test_a_folder_is_searched_for_records(self, run: Run):
        done = run("validate", "--output-format", "json", ".")
        document = json.loads(done.stdout)
        assert document["summary"]["records"] == 8
        assert [finding["source"] for finding in document["findings"]] == [
            "./bad.jsonl",
            "./warned.jsonl",
            "./sub/bad.json",
        ]

    def test_hidden_files_are_not_searched(self, run: Run, folder: Path):
        (folder / "sub/.hidden").mkdir()
        (folder / "sub/.hidden/x.json").write_text(BAD)
        (folder / "sub/.x.json").write_text(BAD)
        assert json.loads(run("validate", "--output-format", "json", "sub").stdout)["summary"]["records"] == 1

    def test_a_folder_without_records(self, run: Run, folder: Path):
        (folder / "none").mkdir()
        (folder / "none/a.txt").write_text(BAD)
        done = run("validate", "none")
        assert done.returncode == 0
        assert done.stdout.startswith("none: warning DSP112 ")
        assert run("validate", "--fail-on", "warning", "none").returncode == 1

    def test_globs(self, run: Run, folder: Path):
        done = run("validate", "-q", "**/bad.*")
        assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["bad.jsonl", "sub/bad.json"]
        (folder / "a[1].json").write_text(BAD)
        assert run("validate", "-q", "a[1].json").stdout.startswith("a[1].json:1:22: ")

    @pytest.mark.parametrize(("text", "format_"), [(BAD, "jsonl"), (f"[{BAD}]", "json"), ("id: b\nmodel: 1\n", "yaml")])
    def test_standard_input(self, run: Run, text: str, format_: str):
        for options in ([], ["--from", format_]):
            done = run("validate", "-q", *options, "-", input=text)
            assert done.returncode == 1
            assert re.match(r"<stdin>:[12]:\d+: error DSP205 ", done.stdout)

    def test_standard_input_among_files(self, run: Run):
        done = run("validate", "-q", "bad.jsonl", "-", "sub/bad.json", input=BAD)
        assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["bad.jsonl", "<stdin>", "sub/bad.json"]

    def test_standard_input_twice(self, run: Run):
        assert len(run("validate", "-q", "-", "-", input=BAD).stdout.splitlines()) == 1

    def test_standard_input_that_is_closed(self, folder: Path):
        done = shell("{command} validate -q - bad.jsonl <&-", folder)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert "bad.jsonl:2:22" in done.stdout

    def test_odd_names_of_files(self, run: Run, folder: Path):
        for name in ("--help.json", "a b.json", "é日本.json", "a\nb.json", "%s.json", "a:b.json"):
            (folder / name).write_text(BAD)
            done = run("validate", "-q", "--", name)
            assert done.returncode == 1
            assert len(done.stdout.splitlines()) == 1

    def test_a_name_that_is_not_utf_8(self, folder: Path):
        path = os.fsencode(folder) + b"/\xff.json"
        with open(path, "w") as file:
            file.write(BAD)
        for format_ in FORMATS:
            done = shell(f"{{command}} validate --output-format {format_} .", folder)
            assert (done.returncode, done.stderr) == (1, "")


class TestOutput:
    @pytest.mark.parametrize("paths", [["good.jsonl"], ["bad.jsonl", "warned.jsonl", "missing.json", "sub"]])
    def test_every_format_parses(self, run: Run, paths: list[str]):
        count = 0 if paths == ["good.jsonl"] else 4
        document = json.loads(run("validate", "--output-format", "json", *paths).stdout)
        assert set(document) == {"summary", "findings"}
        assert set(document["summary"]) == {"records", "valid", "invalid", "errors", "warnings", "seconds"}
        assert len(document["findings"]) == count
        lines = run("validate", "--output-format", "jsonl", *paths).stdout.splitlines()
        assert [json.loads(line) for line in lines] == document["findings"]
        log = json.loads(run("validate", "--output-format", "sarif", *paths).stdout)
        assert log["version"] == "2.1.0"
        assert len(log["runs"][0]["results"]) == count
        suites = ET.fromstring(run("validate", "--output-format", "junit", *paths).stdout)
        assert suites.tag in {"testsuites", "testsuite"}
        commands = run("validate", "--output-format", "github", *paths).stdout.splitlines()
        assert len([line for line in commands if re.match(r"::(error|warning|notice) ", line)]) == count

    def test_text(self, run: Run):
        finding, totals = run("validate", "bad.jsonl").stdout.splitlines()
        assert re.fullmatch(r"bad\.jsonl:2:22: error DSP205 .+ \[/model\]", finding)
        assert totals.startswith("3 records: 2 valid, 1 invalid; 1 error, 0 warnings (")

    def test_quiet_and_verbose(self, run: Run):
        assert run("validate", "-q", "good.jsonl").stdout == ""
        assert len(run("validate", "-q", "bad.jsonl").stdout.splitlines()) == 1
        assert "record 2" in run("validate", "-v", "bad.jsonl").stdout
        assert run("validate", "bad.jsonl").stderr == ""

    def test_color(self, run: Run):
        assert "\x1b[" not in run("validate", "bad.jsonl").stdout
        assert "\x1b[" in run("validate", "--color", "always", "bad.jsonl").stdout
        assert "\x1b[" not in run("validate", "--color", "never", "bad.jsonl").stdout
        for format_ in FORMATS[1:]:
            assert "\x1b[" not in run("validate", "--color", "always", "--output-format", format_, "bad.jsonl").stdout

    @pytest.mark.parametrize(
        ("changes", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
    )
    def test_color_on_a_terminal(self, folder: Path, changes: dict[str, str], colored: bool):
        output = on_a_terminal(["validate", "bad.jsonl"], folder, {"TERM": "xterm", **changes})
        assert ("\x1b[" in output) == colored
        assert ("\x1b[" in on_a_terminal(["validate", "--color", "always", "bad.jsonl"], folder, changes)) is True

    def test_in_a_github_workflow(self, run: Run):
        assert run("validate", "bad.jsonl", env={"GITHUB_ACTIONS": "true"}).stdout.startswith("::error ")
        done = run("validate", "--output-format", "text", "bad.jsonl", env={"GITHUB_ACTIONS": "true"})
        assert done.stdout.startswith("bad.jsonl:2:22")

    def test_max_errors(self, run: Run, folder: Path):
        (folder / "many.jsonl").write_text(BAD * 5000)
        done = run("validate", "-q", "--max-errors", "3", "many.jsonl")
        assert done.returncode == 1
        assert done.stdout.count("DSP205") == 2
        assert "2 more in this file" in done.stdout
        assert re.fullmatch(r"dspy-schema: .*3 errors.*\n", done.stderr)
        assert run("validate", "-q", "--max-errors", "1", "many.jsonl").stderr.count("errors") == 0
        assert run("validate", "-q", "--max-errors", "3", "good.jsonl", "bad.jsonl").stderr == ""
        assert run("validate", "--max-errors", "1", "warned.jsonl", "bad.jsonl").stdout.count("DSP") == 2

    def test_totals_do_not_call_valid_what_was_not_checked(self, run: Run, folder: Path):
        (folder / "many.jsonl").write_text(BAD * 10)
        done = run("validate", "--max-errors", "1", "--output-format", "json", "many.jsonl")
        summary = json.loads(done.stdout)["summary"]
        assert summary["invalid"] == 1
        assert summary["valid"] == 0
        assert summary["records"] == summary["valid"] + summary["invalid"]

    def test_findings_come_while_the_input_goes_on(self, folder: Path):
        with subprocess.Popen(
            [*COMMAND, "validate", "-q", "-v", "--from", "jsonl", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env=environment(),
        ) as process:
            process.stdin.write((BAD * 4000).encode())
            process.stdin.flush()
            assert process.stdout.readline().startswith(b"<stdin>:1:22: ")
            process.stdin.close()
            assert sum(b"DSP205" in line for line in process.stdout.readlines()) == 3999


class TestOutputFile:
    @pytest.mark.parametrize("format_", FORMATS)
    def test_holds_what_would_be_printed(self, run: Run, folder: Path, format_: str):
        done = run("validate", "--output-format", format_, "-o", "report", "bad.jsonl")
        assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
        printed = run("validate", "--output-format", format_, "bad.jsonl").stdout
        seconds = re.compile(
            r"[\d.]+ s\)|\"seconds\":[\d.e-]+|time=\"[\d.e-]+\"|timestamp=\"[^\"]*\"|Time\w*\":\s*\"[^\"]*\""
        )
        assert seconds.sub("", (folder / "report").read_text()) == seconds.sub("", printed)
        assert sorted(path.name for path in folder.iterdir() if "report" in path.name) == ["report"]

    def test_a_dash_is_standard_output(self, run: Run, folder: Path):
        assert run("validate", "-q", "-o", "-", "bad.jsonl").stdout.startswith("bad.jsonl:2:22")
        assert not (folder / "-").exists()

    @pytest.mark.parametrize("path", ["nowhere/report", "good.jsonl/report", "sub", "x" * 300])
    def test_that_cannot_be_written(self, run: Run, folder: Path, path: str):
        before = sorted(folder.rglob("*"))
        done = run("validate", "-o", path, "bad.jsonl")
        assert done.returncode == 2
        assert_one_line(done)
        assert sorted(folder.rglob("*")) == before

    def test_is_whole_or_not_there(self, run: Run, folder: Path):
        """When the type is found to be unknown, the report that was there stays."""
        (folder / "report").write_text("the report of yesterday")
        assert run("validate", "-o", "report", "-t", "Nope", "bad.jsonl").returncode == 2
        assert (folder / "report").read_text() == "the report of yesterday"
        assert run("validate", "-o", "report", "bad.jsonl").returncode == 1
        assert (folder / "report").read_text().startswith("bad.jsonl:2:22")

    def test_that_is_no_regular_file_stays_what_it_is(self, run: Run, folder: Path):
        """As root, `-o /dev/null` must not replace the device."""
        pipe = folder / "pipe"
        os.mkfifo(pipe)
        with subprocess.Popen(["timeout", "300", "cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:
            run("validate", "-o", "pipe", "bad.jsonl")
            assert pipe.is_fifo()
            assert reader.communicate()[0].startswith("bad.jsonl:2:22")

    def test_behind_a_link_is_written_there(self, run: Run, folder: Path):
        (folder / "report").symlink_to("sub/report")
        run("validate", "-o", "report", "bad.jsonl")
        assert (folder / "report").is_symlink()
        assert (folder / "sub/report").read_text().startswith("bad.jsonl:2:22")


class TestEndings:
    def test_a_reader_that_has_enough(self, folder: Path):
        (folder / "many.jsonl").write_text(BAD * 20_000)
        for format_ in ("text", "jsonl", "github", "json"):
            done = shell(f"{{command}} validate --output-format {format_} many.jsonl | head -c 10", folder)
            assert done.stderr == ""
            assert len(done.stdout) == 10
        for arguments in ("schema show", "schema list", "explain", "completion bash", "--help"):
            assert shell(f"{{command}} {arguments} | head -c 10", folder).stderr == ""
            assert "Traceback" not in shell(f"{{command}} {arguments} | true", folder).stderr

    @pytest.mark.parametrize("arguments", ["validate bad.jsonl", "schema show", "schema list", "explain", "--version"])
    def test_output_that_is_full_or_closed(self, folder: Path, arguments: str):
        for target in ("/dev/full", "&-"):
            if target == "/dev/full" and not os.path.exists(target):
                continue
            done = shell(f"{{command}} {arguments} >{target}", folder)
            assert "Traceback" not in done.stderr
            assert "Exception ignored" not in done.stderr
            assert len(done.stderr.splitlines()) <= 1
            assert done.returncode in {1, 2} or arguments == "--version"

    @pytest.mark.parametrize("format_", ["text", "json", "jsonl", "sarif", "junit"])
    def test_an_interrupt_reports_what_was_found(self, folder: Path, format_: str):
        done = interrupted(
            ["validate", "-v", "--output-format", format_, "--from", "jsonl", "-"], (BAD * 2000).encode(), folder
        )
        assert done.returncode == 130
        assert "Traceback" not in done.stderr
        assert done.stdout.count("DSP205") >= 1000
        if format_ == "json":
            assert len(json.loads(done.stdout)["findings"]) >= 1000
        if format_ == "junit":
            ET.fromstring(done.stdout)

    def test_an_interrupt_reports_the_few_that_were_found(self, folder: Path):
        done = interrupted(["validate", "--from", "jsonl", "bad.jsonl", "-"], b"", folder)
        assert done.returncode == 130
        assert done.stdout.startswith("bad.jsonl:2:22")
        assert "Traceback" not in done.stderr

    def test_an_interrupt_reports_the_lines_that_came(self, folder: Path):
        """Also when they are fewer than a buffer holds."""
        done = interrupted(["validate", "--from", "jsonl", "-"], BAD.encode(), folder)
        assert done.returncode == 130
        assert done.stdout.startswith("<stdin>:1:22")

    def test_an_interrupt_of_several_processes(self, folder: Path):
        (folder / "many.jsonl").write_text((JOB.replace('"m"', f'"{"m" * 900}"') * 3000) + BAD)
        with subprocess.Popen(
            [*COMMAND, "validate", "--jobs", "2", "many.jsonl", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=environment(),
        ) as process:
            send(process.stdin.fileno(), b"")
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=LIMIT)
        assert process.returncode == 130
        assert "Traceback" not in err
        assert "many.jsonl:3001:22" in out


class TestOtherCommands:
    def test_version(self, run: Run):
        assert re.fullmatch(r"dspy-schema \d+\.\d+\.\d+\S*\n", run("--version").stdout)

    def test_help(self, run: Run):
        for command in ([], ["validate"], ["explain"], ["schema"], ["schema", "path"], ["completion"]):
            done = run(*command, "--help")
            assert (done.returncode, done.stderr) == (0, "")
            assert done.stdout.startswith("usage: dspy-schema")

    @pytest.mark.parametrize("format_", ["json-schema", "context", "linkml", "owl", "prefixes", "rules", "shacl"])
    def test_schema_artefacts(self, run: Run, format_: str):
        path = Path(run("schema", "path", "--to", format_).stdout.rstrip("\n"))
        assert path.is_absolute()
        assert run("schema", "show", "--to", format_).stdout == path.read_text(encoding="utf-8")

    def test_schema_of_a_class(self, run: Run):
        assert json.loads(run("schema", "show", "-t", "TrainingJob").stdout)["$id"].endswith("/TrainingJob.schema.json")

    def test_schema_list_and_version(self, run: Run):
        names = [line.split()[0] for line in run("schema", "list").stdout.splitlines()]
        assert names[:3] == ["TrainingJob", "ReinforceJob", "TrainingRun"]
        assert len(names) == len(set(names))
        assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", run("schema", "version").stdout)

    def test_explain(self, run: Run):
        codes = re.findall(r"^DSP\d+", run("explain").stdout, re.MULTILINE)
        assert "DSP205" in codes
        assert codes == sorted(codes)
        for code in ("DSP205", "dsp205"):
            assert "DSP205" in run("explain", code).stdout
        assert run("explain", "DSP100", "DSP205").stdout.count("DSP205") >= 1

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("dspy-schema val", "validate"),
            ("dspy-schema validate --output-fo", "--output-format"),
            ("dspy-schema validate --output-format sa", "sarif"),
            ("dspy-schema schema pa", "path"),
        ],
    )
    def test_completion_completes(self, run: Run, folder: Path, line: str, expected: str):
        (folder / "completion").write_text(run("completion", "bash").stdout)
        words = line.split()
        program = f"""
            source completion
            COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}; COMP_LINE='{line}'; COMP_POINT={len(line)}
            function=$(complete -p dspy-schema | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
            "$function" dspy-schema {words[-1]} {words[-2]}
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        done = subprocess.run(["bash", "-c", program], cwd=folder, capture_output=True, text=True, check=False)
        assert expected in done.stdout.split(), done.stderr

    @pytest.mark.parametrize("name", ["bash", "zsh", "tcsh"])
    def test_completion_is_a_valid_script(self, run: Run, folder: Path, name: str):
        done = run("completion", name)
        assert (done.returncode, done.stderr) == (0, "")
        assert "--output-format" in done.stdout
        (folder / "completion").write_text(done.stdout)
        if shutil.which(name):
            subprocess.run([name, "-n", "completion"], cwd=folder, check=True)


def interrupted(arguments: list[str], given: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command with an input that stays open, and interrupt it when it is done with what is given."""
    read_end, write_end = os.pipe()
    # A file: were it a pipe, both sides could wait for each other.
    with (
        (folder / "printed").open("w+") as printed,
        subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=read_end,
            stdout=printed,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=environment(),
        ) as process,
    ):
        send(write_end, given)
        os.close(read_end)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=LIMIT)
        os.close(write_end)
        printed.seek(0)
        return subprocess.CompletedProcess(arguments, process.returncode, printed.read(), err)


def on_a_terminal(arguments: list[str], folder: Path, changes: dict[str, str]) -> str:
    """What the command writes to a terminal."""
    pty = pytest.importorskip("pty")
    main, child = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
        cwd=folder,
        env=environment(**changes),
    ) as process:
        process.wait(timeout=LIMIT)
    os.close(child)
    output = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # Linux says so that the other end is closed.
            break
        if not piece:
            break
        output += piece
    os.close(main)
    return output.decode()
