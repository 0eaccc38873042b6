"""The pages of the reference: what the published pages had, in our order, for every element of every schema."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.many import for_each
import yaml
from linkml.generators.docgen import DocGenerator
from linkml.validator import validate as validate_with_linkml
from linkml_runtime.utils.formatutils import camelcase, underscore

import dspy_schema
from dspy_schema.cli.main import main
from dspy_schema.mappings.alignment import load_alignment
from dspy_schema_build.sitegen import findings, vendors
from dspy_schema_build.sitegen.reference import elements, pages

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/schema/golden"
EXAMPLES = ROOT / "src/docs/examples"
SCHEMAS = {
    "dspy": sorted((ROOT / "schema/dspy").glob("*.yaml")),
    **{path.stem: [path] for path in sorted((ROOT / "schema/vendors").glob("*.yaml")) if ".rules" not in path.name},
    **{path.stem: [path] for path in sorted((ROOT / "schema/vendors/shared").glob("*.yaml"))},
}
SEEDS = ["TrainingJob", "ReinforceJob"]
# In the order that a reader needs them.
ORDER = [
    "Slots",
    "Example",
    "Rules",
    "Conversion",
    "Mappings",
    "Used by",
    "Inheritance",
    "Diagram",
    "In Subsets",
    "Properties",
    "LinkML Source",
]


_LINK = re.compile(r"\[([^]]*)\]\(([^)\s]*)\)")


def section(text: str, heading: str) -> str:
    """The text below a heading, up to the next heading of the same or a higher level; empty if there is none."""
    level = heading.split(maxsplit=1)[0]
    _, found, body = without_code(text).partition(f"\n{heading}\n")
    if not found:
        return ""
    length = len(re.split(rf"\n#{{1,{len(level)}}} ", body, maxsplit=1)[0])
    at = len(without_code(text)) - len(body)
    return text[at : at + length]


def without_code(text: str) -> str:
    """The same text with fenced blocks blanked out, so that places stay."""
    return re.sub(r"^(`{3,})[^\n]*\n.*?^\1$", lambda block: "x" * len(block[0]), text, flags=re.DOTALL | re.MULTILINE)


def fenced(text: str, language: str = r"\w+") -> str:
    """The first fenced block."""
    found = re.search(rf"^(`{{3,}}){language}\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE)
    assert found, f"no {language} block"
    return found[2]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables as plain text, without the lines below the headings."""
    table = [re.split(r"(?<!\\)\|", line)[1:-1] for line in without_code(text).splitlines() if line.startswith("|")]
    return [[plain(cell) for cell in row] for row in table if set("".join(row)) - set("- ")]


def plain(cell: str) -> str:
    """A cell as a reader sees it, without what stands small below it."""
    cell = re.sub(r"<small>.*</small>", "", cell)
    cell = re.sub(r"<[^>]*>", " ", _LINK.sub(r"\1", cell))
    return " ".join(re.sub(r"\\(.)", r"\1", cell).replace("`", "").split())


def links(text: str) -> list[tuple[str, str]]:
    """What is shown, and where it leads."""
    inline = re.sub(r"`[^`\n]*`", lambda code: re.sub(r"[][()]", "x", code[0]), without_code(text))
    return _LINK.findall(inline)


def anchors(text: str) -> set[str]:
    """The places that links to a page can name: headings, and rows of tables."""
    text = without_code(text)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {_slug(plain(heading)) for heading in headings} | set(re.findall(r'<a id="([^"]*)"></a>', text))


def bullets(text: str) -> list[tuple[int, str]]:
    """Depth and text of the items of a list."""
    found = re.findall(r"^( *)\* (.*)$", text, re.MULTILINE)
    return [(len(indent) // 4, plain(item).replace("*", "")) for indent, item in found]


def _slug(heading: str) -> str:
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def build(folder: Path) -> Path:
    """The generated pages beside the written ones, as the site has them."""
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        shutil.copytree("src/docs", folder, dirs_exist_ok=True)
        schemas = list(elements.load_schemas())
        pages.write_reference(folder / "reference", schemas, load_alignment("schema"))
        findings.write_findings(folder / "findings")
        vendors.write_vendors(folder / "vendors", schemas)
    finally:
        os.chdir(here)
    return folder


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("docs"))


@pytest.fixture(scope="module")
def texts(docs: Path) -> dict[str, str]:
    """The pages of the reference by their paths in it, without the suffix."""
    folder = docs / "reference"
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.md"))
    }


def definitions(schema: str) -> dict[str, dict[str, dict[str, object]]]:
    """What the YAML of a schema defines, by section."""
    modules = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in SCHEMAS[schema]]
    sections = ("classes", "slots", "enums", "types", "subsets")
    return {item: {k: v or {} for m in modules for k, v in (m.get(item) or {}).items()} for item in sections}


def pages_of(schema: str) -> dict[str, list[str]]:
    """The pages that the YAML of a schema demands, by section."""
    defined = definitions(schema)
    prefix = "" if schema == "dspy" else f"{schema}/"
    slots = {*defined["slots"], *(name for value in defined["classes"].values() for name in value.get("attributes", {}))}
    folder = prefix if schema == "dspy" else f"{prefix}slots/"
    return {
        "classes": [f"{prefix}{camelcase(name)}" for name in defined["classes"]],
        "slots": [f"{folder}{underscore(name)}" for name in sorted(slots)],
        "enums": [f"{prefix}{camelcase(name)}" for name in defined["enums"]],
        "types": [f"{prefix}{camelcase(name)}" for name in defined["types"]],
        "subsets": [f"{prefix}{underscore(name)}" for name in defined["subsets"]],
    }


RECORDS = [file for file in sorted(EXAMPLES.rglob("*.json")) if file.stem != "TrainDataDigest"]
CLASSES = [page for schema in SCHEMAS for page in pages_of(schema)["classes"]]


@pytest.mark.parametrize("name", SEEDS)
class TestPublishedPages:
    """The content of the two published pages, element by element."""

    @staticmethod
    def golden(name: str, file: str) -> str:
        return (GOLDEN / name / file).read_text(encoding="utf-8")

    def test_heading_sentence_and_uri(self, texts: dict[str, str], name: str) -> None:
        sentence = yaml.safe_load(self.golden(name, "direct.yaml"))["description"].replace("``", "`")
        head = texts[name].partition("\n## ")[0].partition("\n---\n")[2].strip().split("\n\n")
        assert head[:2] == [f"# Class: {name}", sentence]
        assert head[2].startswith(f"URI: [dspy:{name}](https://w3id.org/lmodel/dspy/{name})")

    @pytest.mark.parametrize("form", ["direct", "induced"])
    def test_source_is_identical(self, texts: dict[str, str], name: str, form: str) -> None:
        source = section(texts[name], f"### {form.capitalize()}")
        assert fenced(source, "yaml") == self.golden(name, f"{form}.yaml")

    def test_diagram_is_identical(self, texts: dict[str, str], name: str) -> None:
        lines = fenced(section(texts[name], "## Diagram"), "mermaid").splitlines()
        assert [line.strip() for line in lines] == self.golden(name, "diagram.mmd").splitlines()

    def test_slots(self, texts: dict[str, str], name: str) -> None:
        assert rows(section(texts[name], "## Slots")) == rows(self.golden(name, "slots.md"))

    def test_mappings(self, texts: dict[str, str], name: str) -> None:
        """The first table and the folded one of its own names say what the published table says, in its order."""
        body = section(texts[name], "## Mappings")
        shown, *folded = body.split("<details")
        heads, *mapped = rows(shown)
        assert heads == ["Mapping Type", "Mapped Value", "Confidence", "Why"]
        grouped: dict[str, list[str]] = {}
        for kind, curie, *_ in mapped:
            grouped.setdefault(kind.partition(":")[0], []).append(curie)
        own = next(rows(item)[1:] for item in folded if "self and native" in item)
        listed = [*own, *([kind, ", ".join(curies)] for kind, curies in grouped.items())]
        assert listed == rows(self.golden(name, "mappings.md"))[1:]

    def test_subsets_and_inheritance(self, texts: dict[str, str], name: str) -> None:
        direct = yaml.safe_load(self.golden(name, "direct.yaml"))
        listed = bullets(section(texts[name], "## In Subsets"))
        assert [subset for _, subset in listed] == direct["in_subset"]
        tree = bullets(section(texts[name], "## Inheritance"))
        assert tree == [(0, direct["is_a"]), (1, name)]

    def test_schema_source(self, texts: dict[str, str], name: str) -> None:
        facts = dict(rows(section(texts[name], "## Properties").replace("<", "").replace(">", "")))
        assert facts["From schema"] == "https://w3id.org/lmodel/dspy"


class TestAllElements:
    @pytest.mark.parametrize("schema", SCHEMAS)
    def test_each_has_a_page_that_the_index_describes(self, texts: dict[str, str], schema: str) -> None:
        index = "index" if schema == "dspy" else f"{schema}/index"
        listed = {target for _, target in links(texts[index])}
        for section, pages in pages_of(schema).items():
            for page in pages:
                assert page in texts, section
                inside = page if schema == "dspy" else page.removeprefix(f"{schema}/")
                assert f"{inside}.md" in listed
                description = yaml.safe_load(texts[page].split("---\n")[1])["description"]
                assert description.strip()

    def test_no_page_is_of_nothing(self, texts: dict[str, str]) -> None:
        expected = {page for schema in SCHEMAS for pages in pages_of(schema).values() for page in pages}
        indexes = {"index", *(f"{schema}/index" for schema in SCHEMAS if schema != "dspy")}
        built_in = {page for page in texts if "linkml:" in section(texts[page], "## Mappings") and page.isalpha()}
        assert set(texts) - expected - indexes == built_in - expected

    def test_pages_do_not_overwrite_one_another_where_case_is_ignored(self, texts: dict[str, str]) -> None:
        assert [page for page, count in Counter(page.lower() for page in texts).items() if count > 1] == []

    def test_front_matter_is_whole(self, texts: dict[str, str]) -> None:
        for page, text in texts.items():
            front = yaml.safe_load(text.split("---\n")[1])
            assert front["title"], page
            assert "\n" not in front["description"]

    def test_every_member_and_word_has_an_anchor(self, texts: dict[str, str]) -> None:
        for name in SCHEMAS:
            defined = definitions(name)
            prefix = "" if name == "dspy" else f"{name}/"
            for class_, definition in defined["classes"].items():
                members = {*definition.get("attributes", {}), *definition.get("slots", [])}
                assert members <= anchors(texts[f"{prefix}{class_}"])
            for enum, definition in defined["enums"].items():
                assert set(definition["permissible_values"]) <= anchors(texts[f"{prefix}{enum}"])

    def test_anchors_of_members_are_those_of_no_heading(self, texts: dict[str, str]) -> None:
        for page, text in texts.items():
            found = Counter(re.findall(r'<a id="([^"]*)"></a>', text))
            assert [name for name, count in found.items() if count > 1] == [], page
            headings = anchors(re.sub(r'<a id="[^"]*"></a>', "", text))
            assert set(found) & headings == set(), page

    @pytest.mark.parametrize("page", CLASSES)
    def test_sections_come_in_the_order_that_a_reader_needs(self, texts: dict[str, str], page: str) -> None:
        headings = re.findall(r"^## (.*)$", without_code(texts[page]), re.MULTILINE)
        assert headings == [item for item in ORDER if item in headings]
        assert {"Slots", "Example", "Mappings", "Used by", "Diagram", "Properties", "LinkML Source"} <= set(headings)

    def test_nothing_that_is_stated_is_hidden_in_the_source(self, texts: dict[str, str]) -> None:
        """What a slot, type or enumeration of dspy states is in the tables, and not in its YAML only."""
        elsewhere = {"description", "slots", "is_a", "mixins", "in_subset", "permissible_values", "rules"}
        elsewhere |= {"classification_rules", "mixin"}  # in the sentences above the sections
        for kind, elements in definitions("dspy").items():
            for name, stated in elements.items():
                text = texts[underscore(name) if kind in {"slots", "subsets"} else camelcase(name)]
                facts = " ".join(row[0] for row in rows(section(text, "## Properties"))).lower()
                shown = [row[:2] for row in rows(section(text, "## Mappings"))]
                mapped = [[kind.partition(":")[0], value] for kind, value in shown]
                for metaslot in set(stated) - elsewhere:
                    if metaslot.endswith("_mappings"):
                        expected = [[metaslot.removesuffix("_mappings"), curie] for curie in stated[metaslot]]
                        assert [item for item in expected if item not in mapped] == [], name
                    else:
                        assert metaslot.replace("_", " ").rstrip("s") in facts, name

    def test_stock_sources_and_cardinalities(self, texts: dict[str, str]) -> None:
        """For every class of dspy, gen-doc writes the same YAML and counts the same."""
        stock = DocGenerator(str(ROOT / "schema/dspy.yaml"))
        list(stock.all_slot_objects())  # Ranks them, as its index page does.
        for name, definition in stock.schemaview.all_classes().items():
            for form, inferred in (("Direct", False), ("Induced", True)):
                source = section(texts[camelcase(name)], f"### {form}")
                assert fenced(source) == stock.yaml(definition, inferred=inferred), name
            counted = [stock.cardinality(slot) for slot in stock.schemaview.class_induced_slots(name)]
            shown = [row[1].split()[0] for row in rows(section(texts[camelcase(name)], "## Slots"))[1:]]
            assert sorted(shown) == sorted(counted), name


class TestLinks:
    def test_every_relative_link_leads_somewhere(self, docs: Path) -> None:
        pages = {path: path.read_text(encoding="utf-8") for path in docs.rglob("*.md")}
        places = {path: anchors(text) for path, text in pages.items()}
        broken = []
        for path, text in pages.items():
            if path.parent.name != "vendors" and not path.is_relative_to(docs / "reference"):
                continue
            for _, target in links(text):
                file, _, place = target.partition("#")
                page = Path(os.path.normpath(path.parent / file)) if file else path
                # The others are written or generated elsewhere.
                if ":" in target or page.relative_to(docs).parts[0] not in {"reference", "vendors", "findings"}:
                    continue
                if page not in pages or (place and place not in places[page]):
                    broken.append((path.name, target))
        assert broken == []

    def test_every_page_is_led_to(self, texts: dict[str, str]) -> None:
        """By the pages of other elements, not by indexes alone; but for what really nothing uses."""
        led = {
            os.path.normpath(Path(page).parent / target.partition("#")[0]).removesuffix(".md")
            for page, text in texts.items()
            for _, target in links(text)
            if not page.endswith("index")
        }
        alone = [page for page in texts if page not in led and not page.endswith("index")]
        unused = ("No other element refers to it.", "No class has it.", "No slot has it.")
        assert [page for page in alone if not any(item in texts[page] for item in unused)] == []

    @pytest.mark.parametrize("page", CLASSES)
    def test_what_a_class_refers_to_leads_back(self, texts: dict[str, str], page: str) -> None:
        for cell in re.findall(r"^\| <a id=.*$", section(texts[page], "## Slots"), re.MULTILINE):
            _, name, range_, *_ = re.split(r"(?<!\\)\|", cell)
            for _, target in [*links(name), *links(range_)]:
                other = os.path.normpath(Path(page).parent / target).removesuffix(".md")
                back = [os.path.normpath(Path(other).parent / to.partition("#")[0]) for _, to in links(texts[other])]
                assert f"{page}.md" in back or other == page, target

    def test_conversions_lead_both_ways(self, texts: dict[str, str]) -> None:
        forth = links(section(texts["openai/FineTuningJob"], "## Conversion"))
        assert ("dspy:TrainingRun.created_at", "../TrainingRun.md#created_at") in forth
        back = links(section(texts["created_at"], "## Used by"))
        assert ("openai:FineTuningJob.created_at", "openai/FineTuningJob.md#created_at") in back

    def test_names_in_descriptions_lead_both_ways(self, texts: dict[str, str]) -> None:
        assert "Identifier of the [TrainingJob](TrainingJob.md) or [ReinforceJob](ReinforceJob.md)" in texts["job"]
        assert ("job", "job.md") in links(section(texts["TrainingJob"], "## Used by"))

    def test_nothing_is_loaded_from_another_host(self, texts: dict[str, str]) -> None:
        for page, text in texts.items():
            assert re.search(r"<(script|img|link|iframe)|!\[", without_code(text)) is None, page


class TestExamples:
    @for_each("file", RECORDS, lambda file: file.relative_to(EXAMPLES).with_suffix("").as_posix())
    def test_is_valid(self, file: Path) -> None:
        name = file.stem.partition("-")[0]
        vendor = file.parent.name if file.parent != EXAMPLES else ""
        report = dspy_schema.validate(str(file), type=f"{vendor}:{name}" if vendor else name)
        assert [finding.message for finding in report.findings] == []
        assert report.summary.records == 1

    def test_digest_is_valid_and_true(self) -> None:
        """No record is a digest, so the command line does not take it; a publisher writes it."""
        digest = json.loads((EXAMPLES / "TrainDataDigest.json").read_text(encoding="utf-8"))
        problems = validate_with_linkml(digest, str(ROOT / "schema/dspy.yaml"), "TrainDataDigest").results
        assert [problem.message for problem in problems] == []
        published = dspy_schema.publish(str(EXAMPLES / "TrainingJob.json"), without_train_data=True)
        assert digest["sha256"].encode() in b"".join(published)

    def test_each_type_of_the_command_line_has_its_own(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["schema", "list"]) == 0
        types = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
        names = {file.relative_to(EXAMPLES).with_suffix("").as_posix().replace("/", ":") for file in RECORDS}
        assert types <= names

    @pytest.mark.parametrize("page", CLASSES)
    def test_is_on_the_page(self, texts: dict[str, str], page: str) -> None:
        """A file, or for a class that has none, a part of one; and its members are those of the class."""
        body = section(texts[page], "## Example")
        value = json.loads(fenced(body, "json"))
        of = page
        if part := re.search(r"^At `(.*)` in a record of ", body, re.MULTILINE):
            wholes = (json.loads(file.read_text(encoding="utf-8")) for file in RECORDS)
            assert any(at(whole, part[1]) == value for whole in wholes)
        elif below := re.search(r"^A \[[\w:]*\]\((.*)\.md\):$", body, re.MULTILINE):
            of = os.path.normpath(Path(page).parent / below[1])
        if (EXAMPLES / f"{of}.json").is_file():
            assert value == json.loads((EXAMPLES / f"{of}.json").read_text(encoding="utf-8"))
        listed = [row[0] for row in rows(section(texts[of], "## Slots"))[1:]]
        is_open = {"extra slots"} <= {row[0].lower() for row in rows(section(texts[of], "## Properties"))}
        is_abstract = "\n\nAbstract: " in texts[of]
        assert is_open or is_abstract or not listed or set(value) <= set(listed)

    @pytest.mark.parametrize(
        ("slot", "member"),
        [("job_id", "job_id"), ("provider_of_training_run", "provider"), ("openai/slots/status", "status")],
    )
    def test_slot(self, texts: dict[str, str], slot: str, member: str) -> None:
        assert list(json.loads(fenced(section(texts[slot], "## Example"), "json"))) == [member]


class TestMappings:
    def test_every_row_is_on_the_page_of_its_element(self, texts: dict[str, str]) -> None:
        """Label, confidence and reason of every row of the SSSOM files."""
        count = 0
        for file in sorted((ROOT / "schema/mappings").glob("*.sssom.tsv")):
            lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                prefix, _, name = row["subject_id"].partition(":")
                folder = "" if prefix == "dspy" else f"{prefix}/"
                name, _, word = name.partition("#")
                page = next(item for item in (f"{folder}{name}", f"{folder}slots/{name}") if item in texts)
                expected = {unquote(word), f"{float(row['confidence']):g}", plain_comment(row["comment"])} - {""}
                tables = [{plain_comment(cell) for cell in entry} for entry in rows(texts[page])]
                assert any(expected <= cells for cells in tables), row
                assert row["object_label"] in plain_comment(markdown_as_written(texts[page])), row
                count += 1
        assert count > 500

    def test_a_term_is_a_link_to_its_iri(self, texts: dict[str, str]) -> None:
        linked = links(section(texts["TrainingJob"], "## Mappings"))
        assert ("ai:ModelTraining", "https://w3id.org/lmodel/dpv/ai/ModelTraining") in linked
        assert ("dspy:TrainingJob", "https://w3id.org/lmodel/dspy/TrainingJob") in linked


class TestDiagrams:
    @pytest.mark.parametrize("page", CLASSES)
    def test_boxes_lead_to_pages_and_are_few(self, texts: dict[str, str], page: str) -> None:
        body = section(texts[page], "## Diagram")
        clicks = dict(re.findall(r'^  click (\S+) href "(.*)"$', body, re.MULTILINE))
        assert page.rpartition("/")[2] in clicks
        assert len(clicks) < 20
        boxes = set(re.findall(r"^  (\S+) <\|-- (\S+)$", body, re.MULTILINE))
        assert {box for pair in boxes for box in pair} <= set(clicks)
        for target in clicks.values():
            # The address of a page is a folder.
            assert os.path.normpath(Path(page) / target) in texts


def test_building_twice_gives_the_same_bytes(docs: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "docs")
    files = sorted(path.relative_to(docs) for path in docs.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert [file for file in files if (docs / file).read_bytes() != (again / file).read_bytes()] == []


def at(value: object, pointer: str) -> object:
    """The value at a JSON Pointer; None where there is none."""
    for part in pointer.split("/")[1:]:
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(part)
    return value


def markdown_as_written(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def plain_comment(text: str) -> str:
    """A text without code marks, on one line."""
    return " ".join(text.replace("`", "").replace("<", "").replace(">", "").split())
