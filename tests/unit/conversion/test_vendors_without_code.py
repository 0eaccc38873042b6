"""A vendor without Python code: a folder of generated artefacts, and an entry point that gives its name and folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dspy_schema import plugins
from dspy_schema.conversion import converter, uniform, vendors
from dspy_schema.conversion.codecs import CODECS, FieldCodec
from dspy_schema.errors import VendorError
from dspy_schema.plugins import Vendor
from dspy_schema_build.codegen import vendors as generator
from dspy_schema_build.codegen.schema import Schema
from dspy_schema_build.codegen.uniform_conversions import line_writers
from dspy_schema_build.codegen.uniform_conversions.modules import generate_conversions

if TYPE_CHECKING:
    from collections.abc import Iterator

CORE = Path("schema/dspy/core").absolute()
# Names that are not names in Python, or that a generated class needs itself.
ODD_NAMES = ("class", "a-b", "list", "_under", "Raw")
SCHEMA = """
id: https://example.org/acme
name: acme
title: Acme
imports: [linkml:types, {core}]
prefixes: {{linkml: "https://w3id.org/linkml/", acme: "https://example.org/acme/"}}
default_prefix: acme
default_range: string
enums:
  State:
    permissible_values:
      baking: {{annotations: {{training_status: running}}}}
      baked: {{annotations: {{training_status: succeeded}}}}
classes:
  Job:
    extra_slots: {{allowed: true}}
    annotations: {{job: true}}
    classification_rules:
      - slot_conditions: {{oven: {{value_presence: PRESENT}}}}
    attributes:
      acme_job: {{range: Identifier, required: true, annotations: {{to: job.job_id}}}}
      oven: {{required: true}}
      state: {{range: State, annotations: {{to: "run.provider_status, run.run_status", as: status}}}}
      base: {{annotations: {{to: "run.base_model, job.model", as: model}}}}
      begun: {{range: integer, annotations: {{to: run.started_at, as: time}}}}
      list: {{range: integer, annotations: {{to: run.seed}}}}
      Raw: {{annotations: {{to: run.owner}}}}
      class: {{annotations: {{to: run.name}}}}
      a_b: {{alias: a-b}}
      _under: {{}}
"""
RECORDS: list[dict[str, Any]] = [
    {"acme_job": f"a-{number}", "oven": "1", "state": "baked", "base": "cake-7b", "begun": 1746484925 + number}
    | dict(zip(ODD_NAMES, ("c", "d", number + 1, "e", "f"), strict=True))
    for number in range(40)
] + [
    {"acme_job": "odd", "oven": "2", "state": "baking", "list": 0, "Raw": None, "new": [1.5]},
    {"acme_job": "odd-2", "oven": "3", "begun": 0},
]


@pytest.fixture(scope="module")
def artefacts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What code generation writes for the vendor, by the name of the file."""
    source = tmp_path_factory.mktemp("acme")
    (source / "acme.yaml").write_text(SCHEMA.format(core=CORE))
    (source / "acme.rules.yaml").write_text("[]\n")
    schema = Schema(source / "acme.yaml", source / "acme.rules.yaml")
    files = generator.generate_vendor(schema) | generate_conversions(schema, Schema())
    return {Path(path).name: data for path, data in files.items()}


@pytest.fixture
def folder(artefacts: dict[str, bytes], tmp_path: Path) -> Path:
    """A folder with all artefacts of the vendor."""
    path = tmp_path / "acme"
    path.mkdir()
    for name, data in artefacts.items():
        (path / name).write_bytes(data)
    return path


@pytest.fixture
def package(folder: Path, tmp_path: Path) -> Path:
    """A folder of installed packages, of which one adds the vendor by an entry point."""
    site = tmp_path / "site"
    (site / "acme_records-1.0.dist-info").mkdir(parents=True)
    (site / "acme_records-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: acme-records\nVersion: 1\n")
    points = "[dspy_schema.vendors]\nacme = acme_records:VENDOR\n"
    (site / "acme_records-1.0.dist-info/entry_points.txt").write_text(points)
    code = f"from dspy_schema.plugins import Vendor\nVENDOR = Vendor(name='acme', folder={str(folder)!r})\n"
    (site / "acme_records.py").write_text(code)
    return site


def run(site: Path, *arguments: str, text: str) -> str:
    """What the command writes, with an installed package."""
    paths = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from dspy_schema.cli import main; sys.exit(main())", *arguments],
        input=text,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def lines_of(records: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_it_converts_both_ways_with_and_without_a_generated_module(package: Path, folder: Path):
    together = run(package, "convert", "-q", "-", text=lines_of(RECORDS))
    (folder / "convert_job.py").unlink()
    one_by_one = run(package, "convert", "-q", "-", text=lines_of(RECORDS))
    assert together == one_by_one
    job, a_run = map(json.loads, together.splitlines()[:2])
    assert (job["model"], a_run["seed"], a_run["name"]) == ("acme/cake-7b", 1, "c")
    assert a_run["extra"] == {"oven": "1", "a-b": "d", "_under": "e"}
    back = run(package, "convert", "-q", "--to", "acme", "-", text=together)
    assert [json.loads(line) for line in back.splitlines()] == RECORDS


def test_uniform_records_take_the_generated_module(folder: Path):
    records = uniform.load_uniform_records(Vendor(name="acme", folder=str(folder)), "Job")
    assert records is not None
    texts = [json.dumps(record).encode() for record in RECORDS]
    pairs, others = records.convert(records.decode(texts), keep_secrets=False)
    assert others == {40, 41}
    assert len(pairs) == 2 * len(RECORDS)


def test_a_built_in_vendor_needs_no_module_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """It ended in "this is a fault of dspy-schema" where only the schema of a vendor was added."""
    monkeypatch.setattr(plugins, "vendor_folders", lambda: {"acme": str(folder)})
    vendors.find_converter.cache_clear()
    assert vendors.find_vendor("acme") == Vendor(name="acme", folder=str(folder))
    for record in RECORDS:
        assert vendors.to_vendor(*vendors.to_dspy(record, "acme:Job")) == record
    vendors.find_converter.cache_clear()


class Louder(FieldCodec):
    """A codec of a package."""


@pytest.mark.parametrize(
    "changes",
    [
        {"codecs": {"verbatim": Louder}},
        {"codecs": {"louder": Louder}},
        {"reinforces": lambda record: "a-b" in record},
    ],
)
def test_a_module_for_another_vendor_is_not_used(folder: Path, changes: dict[str, Any]):
    assert uniform.load_uniform_records(Vendor(name="acme", folder=str(folder), **changes), "Job") is None


def test_a_module_of_another_format_is_not_used(folder: Path):
    path = folder / "convert_job.py"
    path.write_text(path.read_text().replace(f"FORMAT = {uniform.FORMAT}\n", "FORMAT = 0\n"))
    assert uniform.load_uniform_records(Vendor(name="acme", folder=str(folder)), "Job") is None


def test_a_module_that_fails_is_the_fault_of_the_package(folder: Path):
    (folder / "convert_job.py").write_text("import no_such_module_at_all\n")
    with pytest.raises(VendorError, match=r"convert_job\.py fails: ModuleNotFoundError: .*; generate it anew"):
        uniform.load_uniform_records(Vendor(name="acme", folder=str(folder)), "Job")


def test_a_codec_that_there_is_not_is_the_fault_of_the_package(folder: Path):
    path = folder / "crosswalk.json"
    path.write_text(path.read_text().replace('"as": "time"', '"as": "tide"'))
    with pytest.raises(VendorError, match="vendor 'acme' has no codec 'tide', which its member 'begun' needs"):
        converter.Converter(Vendor(name="acme", folder=str(folder))).to_dspy(b'{"acme_job":"a"}', "Job")


@pytest.fixture
def _lines_of_louder() -> Iterator[None]:
    writers = line_writers.LINE_WRITERS
    writers[Louder] = writers[CODECS["verbatim"]]
    yield
    del writers[Louder]


@pytest.mark.usefixtures("_lines_of_louder")
def test_a_codec_of_a_package_may_have_lines_of_its_own(folder: Path, tmp_path: Path):
    vendor = Vendor(name="acme", folder=str(folder), codecs={"verbatim": Louder})
    (tmp_path / "acme.yaml").write_text(SCHEMA.format(core=CORE))
    schema = Schema(tmp_path / "acme.yaml", None)
    ((name, data),) = generate_conversions(schema, Schema(), vendor).items()
    (folder / Path(name).name).write_bytes(data)
    assert uniform.load_uniform_records(vendor, "Job") is not None
    assert uniform.load_uniform_records(Vendor(name="acme", folder=str(folder)), "Job") is None


def test_without_lines_for_a_codec_there_is_no_module(tmp_path: Path):
    (tmp_path / "acme.yaml").write_text(SCHEMA.format(core=CORE))
    vendor = Vendor(name="acme", folder="", codecs={"verbatim": Louder})
    assert generate_conversions(Schema(tmp_path / "acme.yaml", None), Schema(), vendor) == {}
