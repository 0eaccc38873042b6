"""Public names of before: they are there for one release, and warn."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from dspy_schema import plugins
from dspy_schema.conversion import to_dspy, to_vendor
from dspy_schema.conversion.codecs import FieldCodec
from dspy_schema.plugins import Vendor

NAMES = {
    "dspy_schema.registry": "Vendor all_names folder folders outside",
    "dspy_schema.vendors.dspy_live": "StatusUnknownWarning records reinforce_job training_job training_run",
    "dspy_schema.vendors.caikit_live": "training_info",
    "dspy_schema.vendors.ways": "Way",
}


@pytest.mark.filterwarnings("ignore:dspy_schema:DeprecationWarning")
@pytest.mark.parametrize("module", NAMES)
def test_each_imports_and_warns(module: str):
    imported = importlib.import_module(module)
    with pytest.warns(DeprecationWarning, match=f"^{module} is now dspy_schema"):
        importlib.reload(imported)
    assert sorted(imported.__all__) == NAMES[module].split()
    assert all(callable(getattr(imported, name)) for name in imported.__all__)


@pytest.mark.parametrize("name", ["Vendor", "converter", "get", "to_dspy", "to_vendor", "vendors"])
def test_a_name_of_vendors_warns_where_it_is_used(name: str):
    from dspy_schema import vendors

    assert name in vendors.__all__
    with pytest.warns(DeprecationWarning, match=f"^dspy_schema.vendors.{name} is now dspy_schema") as caught:
        assert callable(getattr(vendors, name))
    assert caught[0].filename == __file__
    with pytest.raises(AttributeError, match="has no attribute 'nope'"):
        _ = vendors.nope


@pytest.mark.parametrize("module", ["dspy_live", "caikit_live", "ways"])
def test_a_module_of_vendors_has_one_warning(module: str):
    code = f"import warnings; warnings.simplefilter('always')\nimport dspy_schema.vendors.{module}\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    warned = [line for line in done.stderr.splitlines() if "DeprecationWarning: dspy_schema" in line]
    assert len(warned) == 1
    assert f"dspy_schema.vendors.{module} is now " in warned[0]


def test_the_registry_of_before_finds_vendors():
    with pytest.warns(DeprecationWarning, match="^dspy_schema.registry is now"):
        registry = importlib.reload(importlib.import_module("dspy_schema.registry"))
    assert registry.all_names() == plugins.list_vendor_names()
    assert registry.folders() == plugins.vendor_folders()
    assert registry.folder("caikit") == plugins.vendor_folders()["caikit"]
    assert registry.outside("caikit") is None


def test_the_warning_names_the_line_that_imports():
    code = "import warnings; warnings.simplefilter('error')\nimport dspy_schema.registry\n"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.endswith("DeprecationWarning: dspy_schema.registry is now dspy_schema.plugins\n")


@pytest.mark.filterwarnings("ignore:dspy_schema:DeprecationWarning")
def test_a_way_of_before_is_a_codec():
    from dspy_schema.vendors.ways import Way

    calls = []

    class Share(Way):
        def forward(self, value, made):
            calls.append("forward")
            return super().forward(value, made)

        def backward(self, pair):
            calls.append("backward")
            return super().backward(pair)

    with pytest.warns(DeprecationWarning, match=r"Vendor\(ways=…\) is now Vendor\(codecs=…\)"):
        vendor = Vendor(name="caikit", folder=plugins.vendor_folders()["caikit"], ways={"verbatim": Share})
    assert vendor.codecs == {"verbatim": Share}
    assert issubclass(Share, FieldCodec)
    from dspy_schema.conversion.converter import Converter
    from dspy_schema.jsontext.raw import encode

    converter = Converter(Vendor(name="caikit", folder=vendor.folder, codecs={**vendor.codecs, "messages": Share}))
    pair = converter.to_dspy(b'{"training_id":"t","model_name":"m"}', "TrainingJob")
    record = converter.to_vendor(encode(pair.job), encode(pair.run))
    assert encode(record) == b'{"training_id":"t","model_name":"m"}'
    assert set(calls) == {"forward", "backward"}


def test_the_package_exports_what_converts_single_records_without_loading_the_rest():
    record = {"training_id": "t", "model_name": "m"}
    assert to_vendor(*to_dspy(record, "caikit:TrainingJob")) == record
    code = """
import sys
import dspy_schema.conversion
assert "dspy_schema.conversion.vendors" not in sys.modules
assert "msgspec" not in sys.modules
from dspy_schema.conversion import to_dspy
assert "dspy_schema.conversion.converter" not in sys.modules
try:
    dspy_schema.conversion.nope
except AttributeError as error:
    assert str(error) == "module 'dspy_schema.conversion' has no attribute 'nope'"
else:
    raise AssertionError
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
