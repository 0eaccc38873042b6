"""The folder of a store on disk: found, made whole or not at all, and never made of what is another's."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from dspy_schema.errors import StoreError
from dspy_schema.store.oxigraph import pyoxigraph

if TYPE_CHECKING:
    import pyoxigraph as ox

# Oxigraph's table of texts, by its name in the list of tables that RocksDB keeps.
_TABLE = b"id2str"


def opened(path: str, *, create: bool) -> ox.Store:
    """The store in that folder; with `create`, one is made where there is nothing or an empty folder.

    Raises StoreError.
    """
    try:
        if not _is_there(path):
            if not create:
                raise StoreError(f"{path} is no store, and no files are given to make one of")
            _make(path)
        elif not _is_store(path):
            raise StoreError(f"{path} is no store; nothing was written to it")
        store: ox.Store = pyoxigraph().Store(path)
    except OSError as error:
        # RocksDB has messages of its own, and no number for this one.
        if "lock" in str(error).lower():
            raise StoreError(f"the store {path} is in use by another process; one at a time can open it") from error
        raise StoreError(f"the store {path} cannot be opened: {error.strerror or error}") from error
    return store


def _is_there(path: str) -> bool:
    try:
        return bool(os.listdir(path))
    except FileNotFoundError:
        return False


def _is_store(path: str) -> bool:
    try:
        with open(os.path.join(path, "CURRENT"), "rb") as file:
            manifest = file.read(100).decode().strip()
        with open(os.path.join(path, os.path.basename(manifest)), "rb") as file:
            return _TABLE in file.read()
    except (OSError, UnicodeDecodeError):
        return False


def _make(path: str) -> None:
    """Make an empty store beside the folder, and move it there: a half-made one would be no store, and not empty."""
    path = os.path.realpath(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    partial = f"{path}.{os.getpid()}.part"
    try:
        pyoxigraph().Store(partial).flush()
        if os.path.isdir(path):
            os.rmdir(path)
        os.rename(partial, path)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
