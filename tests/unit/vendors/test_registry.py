"""Vendors by name: the built-in ones, those of other packages, and packages that do it wrong."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from dspy_schema import UnknownVendorError, VendorError, registry, vendors
from dspy_schema.registry import Vendor

ACME = Vendor(name="acme", folder="/acme")


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry points as installed packages would have them."""
    values = {
        "acme": "acme_records:ACME",
        "openai": "acme_records:ACME",
        "missing": "no_such_module_at_all:X",
        "wrong": "acme_records:WRONG",
        "other": "acme_records:ACME",
        "Bad Name": "acme_records:BAD",
    }
    points = {name: EntryPoint(name, value, registry.GROUP) for name, value in values.items()}
    module = type(sys)("acme_records")
    vars(module).update(ACME=ACME, WRONG="text", BAD=Vendor(name="Bad Name", folder=""))
    monkeypatch.setitem(sys.modules, "acme_records", module)
    monkeypatch.setattr(registry, "_entry_points", lambda: points)
    registry.outside.cache_clear()
    yield
    registry.outside.cache_clear()


def test_the_built_in_ones():
    assert list(registry.folders()) == ["arbor", "azure", "caikit", "emissary", "openai"]
    for name, folder in registry.folders().items():
        assert registry.folder(name) == folder
        assert Path(folder, "crosswalk.json").is_file()
        assert vendors.get(name).name == name
        assert vendors.get(name).folder == folder


@pytest.mark.usefixtures("offered")
def test_those_of_other_packages():
    assert vendors.vendors() == (
        "arbor",
        "azure",
        "caikit",
        "emissary",
        "openai",
        "Bad Name",
        "acme",
        "missing",
        "other",
        "wrong",
    )
    assert vendors.get("acme") is ACME
    assert registry.folder("acme") == "/acme"
    assert registry.folder("nope") is None
    assert vendors.get("openai").folder == registry.folders()["openai"], "a built-in vendor is never replaced"
    for name, reason in (
        ("missing", "fails: ModuleNotFoundError"),
        ("wrong", "is no dspy_schema.registry.Vendor of that name"),
        ("other", "is no dspy_schema.registry.Vendor of that name"),
        ("Bad Name", "must have a name of lower-case letters"),
    ):
        with pytest.raises(VendorError, match=reason):
            vendors.get(name)
    with pytest.raises(UnknownVendorError, match=r"no vendor 'nope'; the vendors are arbor, .*acme"):
        vendors.get("nope")


def test_packages_are_not_searched_for_a_built_in_vendor():
    code = """
import sys
from dspy_schema import registry, vendors
assert registry.folder("openai") and vendors.get("openai")
assert "importlib.metadata" not in sys.modules
assert "dspy_schema.vendors.caikit" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
