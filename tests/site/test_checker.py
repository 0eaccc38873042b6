"""The checker page: what the command line finds, it finds; its uses by mouse and keyboard; 10 MB while it answers."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.many import for_each
from tests.site.conftest import PATIENCE, Visit
from tests.site.needs import ROOT
from tests.site.test_visits import DESK, DIFFERENT, SCREENS, SCREENSHOTS, barriers
from tests.site.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

SUFFIXES = {".json", ".jsonl", ".yaml", ".jsonld", ".ndjsonld"}
FOLDERS = ["tests/data/valid", "tests/data/invalid", "tests/data/vendor", "examples"]
CORPUS = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in SUFFIXES]
VENDORS = sorted((ROOT / "examples/vendors").iterdir())
# Megabytes of JSON Lines, and the seconds of the processor that the page itself may take for them.
LARGE = 10
MOST_WORK = 1
GOOD = '{"id": "job-1", "model": "openai/gpt-4.1-nano", "train_data": []}'
BAD = '{"id": "job-1", "modle": "m", "train_data": []}'


@pytest.fixture(scope="module")
def checking(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """The page with Python in it, and all that was asked for since; one for all tests, since loading takes seconds."""
    context = browser.new_context(base_url=address, viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    visit = Visit(context, address)
    asked: list[str] = []
    page = context.new_page()
    page.goto("checker/")
    paste(page, GOOD)
    wait_for_result(page)
    context.on("request", lambda request: asked.append(request.url))
    yield page, asked
    context.close()
    assert visit.errors == []
    assert visit.outside == []


@pytest.fixture
def page(checking: tuple[Page, list[str]]) -> Page:
    """The page, with nothing in it."""
    page, asked = checking
    page.locator("#checker-clear").click()
    page.get_by_label("Type", exact=True).select_option("auto")
    page.get_by_label("Format", exact=True).select_option("")
    page.get_by_role("tab", name="Findings").click()
    asked.clear()
    return page


def paste(page: Page, text: str) -> None:
    if len(text) < 10_000:
        area(page).fill(text)
        return
    # As a visitor does; fill() would insert line by line.
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    area(page).press("Control+a")
    area(page).press("Control+v")


def area(page: Page) -> Locator:
    return page.get_by_label("Records as JSON")


def give(page: Page, *paths: Path) -> None:
    page.locator("#checker-input").set_input_files(list(paths))


def wait_for_result(page: Page) -> str:
    """The verdict, once there is one."""
    page.wait_for_function(
        "() => !['Nothing checked yet', 'Checking…'].includes(document.getElementById('checker-word').textContent)"
    )
    return page.locator("#checker-word").inner_text()


def totals(page: Page) -> str:
    return page.locator("#checker-totals").inner_text()


def codes(page: Page) -> list[str]:
    return page.locator("#checker-list .checker-head a").all_inner_texts()


def report(page: Page, name: str = "JSON") -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(download.value.path()).read_text()


def command(folder: Path, *arguments: str) -> str:
    """What the command line writes to standard output."""
    program = [sys.executable, "-c", "import sys; from dspy_schema.cli import main; sys.exit(main())"]
    done = subprocess.run([*program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def without_seconds(text: str) -> Any:
    document = json.loads(text)
    del document["summary"]["seconds"]
    return document


def in_one_folder(paths: list[Path], folder: Path) -> list[Path]:
    """Copies under names that differ."""
    copies = []
    for path in paths:
        copies.append(folder / "-".join(path.relative_to(ROOT).parts))
        shutil.copyfile(path, copies[-1])
    return copies


def values(text: str) -> list[Any]:
    """The JSON values that stand one after the other in a text."""
    found, decoder, text = [], json.JSONDecoder(), text.strip()
    while text:
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:].lstrip()
    return found


def test_corpus(page: Page, tmp_path: Path):
    """One corpus, both run: the reports are equal, but for how long it took."""
    copies = in_one_folder(CORPUS, tmp_path)
    assert len(copies) > 700
    give(page, *copies)
    assert wait_for_result(page) == "Not valid"
    own = without_seconds(report(page))
    names = [path.name for path in copies]
    reference = without_seconds(command(tmp_path, "validate", "--output-format", "json", *names))
    assert own["summary"] == reference["summary"]
    for mine, theirs in zip(own["findings"], reference["findings"], strict=True):
        assert mine == theirs
    assert len(own["findings"]) > 600


@pytest.mark.parametrize(
    ("type_", "name"),
    [
        ("TrainingRun", "examples/jobs.jsonl"),
        ("LMRequest", "tests/data/valid/TrainingJob-minimal.json"),
        ("openai:FineTuningJob", "examples/vendors/emissary.json"),
        ("emissary:TrainingJobSummary", "examples/vendors/emissary.json"),
    ],
)
def test_type_that_is_chosen(page: Page, tmp_path: Path, type_: str, name: str):
    copy = in_one_folder([ROOT / name], tmp_path)[0]
    page.get_by_label("Type", exact=True).select_option(type_)
    give(page, copy)
    wait_for_result(page)
    reference = command(tmp_path, "validate", "--type", type_, "--output-format", "json", copy.name)
    assert without_seconds(report(page)) == without_seconds(reference)
    assert without_seconds(reference)["findings"]


def test_types_that_are_offered(page: Page):
    offered = page.locator("#checker-type option").all_inner_texts()
    assert {"TrainingJob", "openai:FineTuningJobCheckpoint", "caikit:TrainingInfo", "azure:FineTuningJob"} <= {*offered}
    assert len(offered) == len(set(offered)) > 40


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "a", "model": "m",}',
        '{"id": "a", "x": [1, ]}',
        "id: [1, 2\nmodel: m\n",
        "id:\tjob\nmodel: a: b\n",
        '{"id": "é", "modle": 1}\n\n{"id": "😀", "model": 2}\n',
        '{"id": 1, "model": "m", "zzz": %s}' % ("[" * 900 + "]" * 900),
        '{"id": 1, "model": "m", "zzz": %s}' % ("[" * 5000 + "]" * 5000),
        '{"a":' * 100_000 + f"\n{BAD}\n",
        '{"id": "a", "job": "b", "progress": 1e400}',
        "<?xml version='1.0'?><rdf:RDF/>",
        "[]",
        "\ufeff" + BAD,
    ],
    ids=range(12),
)
def test_odd_text(page: Page, tmp_path: Path, text: str):
    (tmp_path / "records").write_text(text)
    paste(page, text)
    wait_for_result(page)
    reference = without_seconds(command(tmp_path, "validate", "--output-format", "json", "records"))
    assert without_seconds(report(page)) == reference
    assert reference["findings"]


def test_packed_files_and_folders_of_names(page: Page, tmp_path: Path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(f"{GOOD}\n{BAD}\n".encode()))
    (tmp_path / "é [*].json").write_text(BAD)
    (tmp_path / "latin.json").write_bytes('{"id": "é"}'.encode("latin-1"))
    (tmp_path / "empty.yaml").write_bytes(b"")
    give(page, *(tmp_path / name for name in ("a.jsonl.gz", "é [*].json", "latin.json", "empty.yaml")))
    assert wait_for_result(page) == "Not valid"
    assert codes(page) == ["DSP204", "DSP204", "DSP102", "DSP112"]
    assert totals(page).startswith("4 records: 1 valid, 3 invalid; 3 errors, 1 warning")


@pytest.mark.parametrize("path", VENDORS, ids=lambda path: path.stem)
def test_views(page: Page, tmp_path: Path, path: Path):
    """What the records become is what `convert` and `publish` make of them."""
    copy = in_one_folder([path], tmp_path)[0]
    give(page, copy)
    wait_for_result(page)
    page.locator("#checker-tab-jobs").click()
    page.locator("#checker-jobs pre").wait_for()
    converted = command(tmp_path, "convert", copy.name)
    assert values(page.locator("#checker-jobs pre").inner_text()) == values(converted)
    page.get_by_role("tab", name="JSON-LD").click()
    page.locator("#checker-jsonld pre").wait_for()
    context = "https://w3id.org/lmodel/dspy/context.jsonld"
    published = command(tmp_path, "publish", "--to", "jsonld", "--context", context, copy.name)
    assert json.loads(page.locator("#checker-jsonld pre").inner_text()) == json.loads(published)


def test_secrets_are_not_shown(page: Page):
    key = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD"
    job = {"object": "fine_tuning.job", "id": "ftjob-1", "model": "m", "created_at": 1, "status": "running"}
    paste(page, json.dumps(job | {"seed": 1, "training_file": "file-1", "metadata": {"api_key": key}}))
    wait_for_result(page)
    page.locator("#checker-tab-jobs").click()
    assert "[redacted]" in page.locator("#checker-jobs pre").inner_text()
    assert key not in page.locator(".checker-results").inner_text()
    page.get_by_role("button", name="Copy a link").click()
    page.wait_for_function("() => document.getElementById('checker-note').textContent.includes('Careful')")
    assert "/metadata/api_key" in page.locator("#checker-note").inner_text()


def test_what_was_pasted_is_asked_of_nobody(checking: tuple[Page, list[str]], page: Page):
    paste(page, BAD)
    assert wait_for_result(page) == "Not valid"
    page.locator("#checker-tab-jobs").click()
    page.get_by_role("tab", name="JSON-LD").click()
    page.locator("#checker-jsonld p").last.wait_for()
    assert checking[1] == []


def test_finding_leads_to_its_line_and_its_page(page: Page):
    give(page, ROOT / "examples/broken.jsonl")
    wait_for_result(page)
    assert codes(page) == ["DSP206", "DSP204", "DSP101", "DSP205", "DSP301"]
    page.get_by_role("button", name="Show 2:33").click()
    selected = "document.getElementById('checker-text')"
    assert page.evaluate(f"{selected}.value.slice({selected}.selectionStart, {selected}.selectionEnd)") == '"modle"'
    assert page.evaluate("document.activeElement.id") == "checker-text"
    marked = page.locator("#checker-gutter [data-severity=error]").all_inner_texts()
    assert marked == ["1", "2", "3", "4", "5"]
    link = page.get_by_role("link", name="DSP206")
    response = page.request.get(link.evaluate("each => each.href"))
    assert response.ok
    assert "DSP206" in response.text()


def test_examples(page: Page):
    for button in page.locator("[data-example]").all():
        name = str(button.get_attribute("data-example")).rpartition("/")[2]
        button.click()
        page.locator("#checker-note", has_text=f"{name}: an example").wait_for()
        assert wait_for_result(page) == {"broken.jsonl": "Not valid", "emissary.json": "Valid, with warnings"}.get(
            name, "Valid"
        )
    page.get_by_role("button", name="Emissary").click()
    page.locator("#checker-types", has_text="emissary:TrainingJobDetail 1").wait_for()


def test_typing_checks(page: Page):
    area(page).click()
    page.keyboard.type(BAD)
    assert wait_for_result(page) == "Not valid"
    assert codes(page) == ["DSP204", "DSP203"] or codes(page) == ["DSP204"]
    page.keyboard.press("Control+a")
    page.keyboard.type(GOOD)
    page.locator("#checker-verdict[data-verdict=valid]").wait_for()


def test_by_keyboard_alone(page: Page):
    area(page).focus()
    page.keyboard.insert_text(BAD)
    page.keyboard.press("Control+Enter")
    wait_for_result(page)
    page.locator("#checker-tab-findings").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "checker-tab-jobs"
    assert page.locator("#checker-jobs").is_visible()
    page.keyboard.press("End")
    assert page.locator("#checker-jsonld").is_visible()
    page.keyboard.press("Home")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('checker-place')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "checker-text"


def test_drop(page: Page):
    transfer = page.evaluate_handle(
        """(text) => { const data = new DataTransfer();
            data.items.add(new File([text], "a.json")); data.items.add(new File([text], "a.json")); return data; }""",
        BAD,
    )
    page.dispatch_event("#checker-drop", "dragover", {"dataTransfer": transfer})
    page.dispatch_event("#checker-drop", "drop", {"dataTransfer": transfer})
    assert wait_for_result(page) == "Not valid"
    sources = [finding["source"] for finding in json.loads(report(page))["findings"]]
    assert sorted(set(sources)) == ["a (2).json", "a.json"]


def test_link(page: Page, browser: Browser, address: str):
    text = f"{BAD}\n" + '{"id": "é😀", "model": "m", "train_data": []}\n'
    page.get_by_label("Type", exact=True).select_option("TrainingJob")
    paste(page, text)
    wait_for_result(page)
    page.get_by_role("button", name="Copy a link").click()
    page.locator("#checker-note", has_text="Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}checker/#record=")
    assert "modle" not in link
    other = browser.new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(link)
    assert wait_for_result(other) == "Not valid"
    assert other.get_by_label("Records as JSON").input_value() == text
    assert other.get_by_label("Type", exact=True).input_value() == "TrainingJob"
    other.goto(link.partition("&")[0][:-9])
    other.reload()
    other.locator("#checker-note", has_text="damaged").wait_for()
    other.close()


def test_too_long_for_a_link(page: Page):
    ids = (hashlib.sha256(bytes([number])).hexdigest() for number in range(250))
    paste(page, "\n".join(json.dumps({"id": id_, "model": "m"}) for id_ in ids))
    wait_for_result(page)
    page.get_by_role("button", name="Copy a link").click()
    page.locator("#checker-note", has_text="Too long for a link").wait_for()


def test_reports(page: Page):
    give(page, ROOT / "examples/broken.jsonl")
    wait_for_result(page)
    assert len(json.loads(report(page, "SARIF"))["runs"][0]["results"]) == 5
    assert report(page, "Text").startswith("broken.jsonl:1:81: error DSP206 ")


def test_filter(page: Page):
    paste(page, f'{BAD}\n{{"object": "fine_tuning.job", "id": "f", "new": 1}}\n')
    wait_for_result(page)
    assert "info" in page.locator("#checker-list").inner_text()
    page.get_by_role("button", name="1 info").click()
    assert "info" not in page.locator("#checker-list .checker-mark").all_inner_texts()
    assert "error" in page.locator("#checker-list .checker-mark").all_inner_texts()


def test_many_findings(page: Page):
    paste(page, "\n".join([BAD.replace("job-1", f"job-{number}") for number in range(3000)]))
    wait_for_result(page)
    page.locator("#checker-note", has_text="The first 2,000 of").wait_for()
    shown = page.locator("#checker-list li").count()
    assert shown == 50
    page.get_by_role("button", name="Show 50 more").click()
    assert page.locator("#checker-list li").count() == 100
    assert json.loads(report(page))["summary"]["invalid"] == 3000


def large(path: Path) -> None:
    """Jobs, runs and vendors' records, of which one in twenty has a fault."""
    names = ("jobs.jsonl", "vendors/openai.jsonl", "vendors/dspy.jsonl", "vendors/caikit.jsonl", "vendors/arbor.jsonl")
    lines = [line for name in names for line in (ROOT / "examples" / name).read_bytes().splitlines()]
    size = number = 0
    with path.open("wb") as file:
        while size < LARGE * 1_000_000:
            line = lines[number % len(lines)]
            line = line.replace(b'"id":', b'"id": 1, "was":', 1) if number % 20 == 0 else line
            size += file.write(line + b"\n")
            number += 1


def test_large_file(page: Page, tmp_path: Path):
    """10 MB of JSON Lines: the page has little work with it, shows how far it is, and has the right totals."""
    path = tmp_path / "large.jsonl"
    large(path)
    page.evaluate(
        """() => { window.shares = new Set(); const meter = document.getElementById("checker-meter");
            new MutationObserver(() => shares.add(meter.value)).observe(meter, { attributes: true }); }"""
    )
    with Work(page) as work:
        give(page, path)
        assert wait_for_result(page) == "Not valid"
    # The check itself, which takes seconds of another thread, keeps no page from answering.
    assert work.seconds < MOST_WORK
    shares = page.evaluate("[...shares]")
    assert len([share for share in shares if 0 < share < 1]) > 3
    reference = without_seconds(command(tmp_path, "validate", "--output-format", "json", path.name))
    assert without_seconds(report(page)) == reference
    page.locator(".checker-place").nth(40).click()
    page.locator("#checker-note", has_text="of large.jsonl").wait_for()


def test_stop(page: Page, tmp_path: Path):
    path = tmp_path / "large.jsonl"
    large(path)
    give(page, path)
    page.get_by_role("button", name="Stop").click()
    assert wait_for_result(page) == "Stopped"
    page.evaluate("(text) => navigator.clipboard.writeText(text)", GOOD)
    area(page).press("Control+v")
    assert wait_for_result(page) == "Valid"
    assert area(page).input_value() == GOOD


def test_what_is_given_next_is_checked_whatever_ran_before(page: Page, tmp_path: Path):
    """What a check reports that was given up, and that it was stopped, is not taken for the next one's."""
    path, small = tmp_path / "large.jsonl", tmp_path / "small.json"
    large(path)
    small.write_text(BAD)
    for number in range(10):
        give(page, path)
        page.locator("#checker-word", has_text="Checking…").wait_for()
        if number % 2:
            page.locator("#checker-clear").click()
            paste(page, BAD)
        else:
            give(page, small)
        assert wait_for_result(page) == "Not valid"
        assert totals(page).startswith("1 record: 0 valid, 1 invalid; 1 error")
        assert codes(page) == ["DSP204"]


def test_what_is_pasted_after_a_packed_file_is_shown_whole(page: Page, tmp_path: Path):
    path = tmp_path / "jobs.jsonl.gz"
    path.write_bytes(gzip.compress(GOOD.encode()))
    give(page, path)
    assert wait_for_result(page) == "Valid"
    page.locator("#checker-clear").click()
    paste(page, BAD)
    assert wait_for_result(page) == "Not valid"
    page.locator(".checker-place").first.click()
    assert area(page).input_value() == BAD
    assert area(page).is_editable()
    page.get_by_role("button", name="Copy a link").click()
    page.locator("#checker-note", has_text="Link copied").wait_for()


def test_stop_in_one_long_step(page: Page, tmp_path: Path):
    """A long YAML document is parsed in one step: its worker is ended, and another one takes over."""
    path = tmp_path / "long.yaml"
    path.write_text("".join(f"- {{id: job-{number}, model: m, train_data: []}}\n" for number in range(40_000)))
    give(page, path)
    page.locator("#checker-word", has_text="Checking…").wait_for()
    page.get_by_role("button", name="Stop").click()
    assert wait_for_result(page) == "Stopped"
    page.locator("#checker-clear").click()
    paste(page, BAD)
    page.locator("#checker-verdict[data-verdict=invalid]").wait_for()


def test_what_is_given_while_a_long_step_is_stopped_is_checked(page: Page, tmp_path: Path):
    path = tmp_path / "long.yaml"
    path.write_text("".join(f"- {{id: job-{number}, model: m, train_data: []}}\n" for number in range(40_000)))
    give(page, path)
    page.locator("#checker-word", has_text="Checking…").wait_for()
    page.locator("#checker-clear").click()
    paste(page, BAD)
    assert wait_for_result(page) == "Not valid"
    assert codes(page) == ["DSP204"]


@pytest.fixture
def other(browser: Browser, address: str) -> Iterator[Page]:
    """A page of its own."""
    context = browser.new_context(base_url=address, viewport=DESK)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_a_script_could_reach_no_other_host(other: Page):
    other.goto("checker/")
    with other.expect_console_message(lambda message: "Content Security Policy" in message.text):
        assert other.evaluate("fetch('http://127.0.0.2:9/').then(() => 'sent', () => 'refused')") == "refused"


def test_python_is_loaded_when_it_is_wanted(other: Page):
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    with Work(other) as work:
        response = other.goto("checker/", wait_until="networkidle")
    assert response is not None
    assert len(response.body()) < 150_000
    assert work.seconds < 1
    assert [item for item in asked if "/runtime/" in item] == []
    with other.expect_request("**/runtime/pyodide.asm.wasm"):
        area(other).focus()
    other.locator("#checker-progress").wait_for()


@pytest.mark.parametrize("name", ["worker.js", "runtime/pyodide.asm.wasm", "runtime/package.zip"])
def test_what_cannot_be_loaded_is_told(other: Page, name: str):
    other.route(f"**/checker/{name}", lambda route: route.abort())
    other.goto("checker/")
    paste(other, GOOD)
    other.locator("#checker-totals", has_text="could not be loaded").wait_for()
    other.locator("#checker-word", has_text="It could not be checked").wait_for()


def test_rdf_is_for_the_command_line(page: Page, tmp_path: Path):
    (tmp_path / "a.ttl").write_text("@prefix a: <https://example.org/> .\na:b a a:c .\n")
    give(page, tmp_path / "a.ttl")
    assert wait_for_result(page) == "Not valid"
    assert "pyoxigraph" in page.locator("#checker-list").inner_text()


def test_a_file_too_large_for_a_browser(page: Page, tmp_path: Path):
    path = tmp_path / "huge.jsonl"
    with path.open("wb") as file:
        file.truncate(210_000_000)
    give(page, path)
    assert wait_for_result(page) == "It could not be checked"
    assert "too large for a browser" in totals(page)


@for_each("screen", SCREENS)
def test_looks(page: Page, screen: str):
    scheme, size = SCREENS[screen]
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    page.locator("#checker-clear").click()
    page.evaluate("scrollTo(0, 0)")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.get_by_role("button", name="Five faults").click()
    assert wait_for_result(page) == "Not valid"
    assert page.locator("#checker-verdict").evaluate("verdict => verdict.getBoundingClientRect().bottom <= innerHeight")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=SCREENSHOTS / f"checker-{screen}.png", full_page=screen == "phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert barriers(page, **DIFFERENT[screen]) == []
