"""Kinds of files that hold no records, by how they begin, and what to do with them; and encodings other than UTF-8."""

from __future__ import annotations

import codecs
import re

_CODE = "DSP118"
_UNPACK = "unpack it first"
_EXPORT = "export its rows as JSON Lines"
_PICKLE = (
    "this is a pickle of Python, which can run code when it is opened, and is never opened here; "
    "save what is in it as JSON, a program of DSPy with `program.save('program.json')`"
)
# How files begin: what they are, and what to do. Each beginning has a byte that no text in UTF-8 begins with, or is so
# long that no record begins like this.
_BEGINNINGS = {
    b"\xfd7zXZ\x00": (
        "compressed with xz",
        f"{_UNPACK}, with `xz -dc`; gzip and zstd are read as they are",
    ),
    b"\x04\x22\x4d\x18": ("compressed with lz4", _UNPACK),
    b"PK\x03\x04": ("a zip archive, or a document in one", f"{_UNPACK}, and name the files in it"),
    b"PK\x05\x06": ("an empty zip archive", "name the files that hold the records"),
    b"7z\xbc\xaf\x27\x1c": ("a 7-Zip archive", f"{_UNPACK}, and name the files in it"),
    b"Rar!\x1a\x07": ("a RAR archive", f"{_UNPACK}, and name the files in it"),
    b"%PDF-": ("a PDF document", "name the file that it was made from"),
    b"PAR1": ("a Parquet file", f"{_EXPORT}, such as with pandas: `to_json(…, orient='records', lines=True)`"),
    b"ARROW1": ("an Arrow file", _EXPORT),
    b"FEA1": ("a Feather file", _EXPORT),
    b"SQLite format 3\x00": ("a SQLite database", _EXPORT),
    b"\x93NUMPY": ("a NumPy array", _EXPORT),
    b"\x89HDF\r\n": ("an HDF5 file", _EXPORT),
    b"\x89PNG\r\n": ("a PNG image", "name the file that holds the records"),
    b"\xff\xd8\xff": ("a JPEG image", "name the file that holds the records"),
    b"\x7fELF": ("a program", "name the file that holds the records"),
}
# Forms of beginnings, and what to say of them.
_FORMS = (
    (
        re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL).match,
        "this is an HTML page, such as a login or an error page; save the data that it shows as JSON",
    ),
    (
        re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)").match,
        f"this is compressed with bzip2; {_UNPACK}, with `bzip2 -dc`; gzip and zstd are read as they are",
    ),
    (re.compile(rb"(?s).{257}ustar").match, f"this is a tar archive; {_UNPACK}, and name the files in it"),
    # Of protocols 2 to 5; the older ones are texts, which their names show.
    (re.compile(rb"\x80[\x02-\x05]").match, _PICKLE),
)
_BOMS = {
    # That of UTF-32 begins with that of UTF-16.
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# The first characters of JSON are ASCII, and so is the first one of most YAML.
_WITHOUT_BOM = (
    (re.compile(rb"[\t\n\r -~]\0\0\0").match, "UTF-32"),
    (re.compile(rb"\0\0\0[\t\n\r -~]").match, "UTF-32"),
    (re.compile(rb"[\t\n\r -~]\0(?:[\t\n\r -~]\0)+").match, "UTF-16"),
    (re.compile(rb"\0[\t\n\r -~](?:\0[\t\n\r -~])+").match, "UTF-16"),
)


def find_encoding(head: bytes) -> str | None:
    """Find the encoding, other than UTF-8, that a byte order mark shows."""
    return next((encoding for bom, encoding in _BOMS.items() if head.startswith(bom)), None)


def describe_kind(head: bytes, *, is_pickle: bool = False) -> tuple[str, str] | None:
    """Describe a file that holds no records, from its first bytes: a finding code and its message; None for others.

    `is_pickle` says that its name is that of a pickle.
    """
    if is_pickle:
        return _CODE, _PICKLE
    for matches, description in _FORMS:
        if matches(head):
            return _CODE, description
    for beginning, (kind, advice) in _BEGINNINGS.items():
        if head.startswith(beginning):
            return _CODE, f"this is {kind}; {advice}"
    if b"\0" not in head:
        return None
    for matches, encoding in _WITHOUT_BOM:
        if matches(head):
            return "DSP102", f"not UTF-8 (it looks like {encoding} without a byte order mark); save the file as UTF-8"
    return _CODE, "this is a binary file, not a text; name the file that holds the records"
