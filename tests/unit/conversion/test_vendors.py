"""Vendors by name: the built-in ones, those of other packages, and packages that do it wrong."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from dspy_schema import plugins
from dspy_schema.conversion import vendors
from dspy_schema.errors import UnknownVendorError, VendorError
from dspy_schema.plugins import Vendor

ACME = Vendor(name="acme", folder=plugins.vendor_folders()["caikit"])
LOST = Vendor(name="lost", folder="/lost")


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry points as installed packages would have them."""
    values = {
        "acme": "acme_records:ACME",
        "openai": "acme_records:ACME",
        "lost": "acme_records:LOST",
        "missing": "no_such_module_at_all:X",
        "wrong": "acme_records:WRONG",
        "other": "acme_records:ACME",
        "Bad Name": "acme_records:BAD",
    }
    points = {name: EntryPoint(name, value, plugins.GROUP) for name, value in values.items()}
    module = type(sys)("acme_records")
    vars(module).update(ACME=ACME, LOST=LOST, WRONG="text", BAD=Vendor(name="Bad Name", folder=""))
    monkeypatch.setitem(sys.modules, "acme_records", module)
    monkeypatch.setattr(plugins, "_entry_points", lambda: points)
    plugins.find_plugin.cache_clear()
    yield
    plugins.find_plugin.cache_clear()


def test_built_in_vendors():
    assert list(plugins.vendor_folders()) == ["arbor", "azure", "caikit", "emissary", "openai"]
    for name, folder in plugins.vendor_folders().items():
        assert plugins.find_vendor_folder(name) == folder
        assert Path(folder, "crosswalk.json").is_file()
        assert vendors.find_vendor(name).name == name
        assert vendors.find_vendor(name).folder == folder


def test_a_package_without_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Its folder has the artefacts, if any part of the package has them."""
    points = {"beta": EntryPoint("beta", "beta_records", plugins.GROUP)}
    monkeypatch.setattr(plugins, "_entry_points", lambda: points)
    (tmp_path / "beta_records").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    plugins.find_plugin.cache_clear()
    with pytest.raises(VendorError, match=r"no crosswalk\.json in the folder of the package beta_records"):
        plugins.find_plugin("beta")
    for name, missing in (("crosswalk", "types"), ("types", "rules")):
        (tmp_path / f"beta_records/{name}.json").write_text("{}")
        with pytest.raises(
            VendorError, match=rf"^vendor 'beta' \(beta_records\): there is no {missing}\.json in its folder"
        ):
            plugins.find_plugin("beta")
    (tmp_path / "beta_records/rules.json").write_text("{}")
    assert plugins.find_plugin("beta") == Vendor(name="beta", folder=str(tmp_path / "beta_records"))
    plugins.find_plugin.cache_clear()


@pytest.mark.usefixtures("offered")
def test_vendors_of_other_packages():
    assert plugins.list_vendor_names() == (
        "arbor",
        "azure",
        "caikit",
        "emissary",
        "openai",
        "Bad Name",
        "acme",
        "lost",
        "missing",
        "other",
        "wrong",
    )
    assert vendors.find_vendor("acme") is ACME
    assert plugins.find_vendor_folder("acme") == ACME.folder
    assert plugins.find_vendor_folder("nope") is None
    assert vendors.find_vendor("openai").folder == plugins.vendor_folders()["openai"], (
        "a built-in vendor is never replaced"
    )
    for name, reason in (
        ("lost", r"^vendor 'lost' \(acme_records:LOST\): there is no crosswalk\.json in its folder /lost"),
        ("missing", "fails: ModuleNotFoundError"),
        ("wrong", "is not a dspy_schema.plugins.Vendor of that name"),
        ("other", "is not a dspy_schema.plugins.Vendor of that name"),
        ("Bad Name", "must have a name of lower-case letters"),
    ):
        with pytest.raises(VendorError, match=reason):
            vendors.find_vendor(name)
    with pytest.raises(UnknownVendorError, match=r"no vendor 'nope'; the vendors are arbor, .*acme"):
        vendors.find_vendor("nope")


def test_packages_are_not_searched_for_a_built_in_vendor():
    code = """
import sys
from dspy_schema import plugins
from dspy_schema.conversion.vendors import find_vendor
assert plugins.find_vendor_folder("openai") and find_vendor("openai")
assert "importlib.metadata" not in sys.modules
assert "dspy_schema.conversion.caikit" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
