"""What every secret shows: a quick look that tells where there is none for certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Parts of the names of members, in lower case, short of an escape. The patterns try to match at rare letters only,
# which makes them fast. What stands below a name in the plural, and is a number or null, is no secret.
NAME_SIGN = rb"k(?:ey|en(?!s\" ?: ?[0-9n])|ie)|cre[dt]|p(?:ass|wd|ats?\")|uth|v(?<=env)|g(?:nature|(?<=string))|jwt"
# How keys begin, in lower case, and what is before the value of a parameter.
_KEY_SIGN = (
    rb"k(?:-|ia|_(?:live|test))|f_|w(?:_|andb_v)|8_|za(?<=aiza)|v(?:api-|2_)|xox|xai-|j(?<=eyj)"
    rb"|g(?:=|ocspx-|h[pousr]_|ithub_pat|lpat-|sk_|p_v)|p(?:i(?<=dapi)|lx-|m_)"
)
_SIGN = NAME_SIGN + b"|" + _KEY_SIGN
# Searched one by one, as fast as memory is read.
_SIGNS = (b"://", b"asia", b"ya29.", b"sg.", b"basic ", b"bearer", b"private ", b"\\u", b"\\/")
# What is in other secrets in a text; keys may also stand behind the letter of an escape.
_INSIDE = (*" \t\n\r\f\v\"'=\\%", "://")
# How keys begin, where there is `~` for each character that words do not have, one before the key included.
_BEGINNING = (
    rb"~(?=[shAygGxdnrftpwleS])(?:sk[~_]|rk_|hf_|A(?:[KS]IA|Iza)|ya29|g(?:h[pousr]_|ithub_pat|lpat~|sk_)|GOCSPX~|xox"
    rb"|xai~|dapi|nvapi~|npm_|r8_|fw_|tgp_|pplx~|wandb_v|lsv2_|SG~|eyJ)"
)
_IN_WORDS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_WORDS_ONLY = bytes(each if each in _IN_WORDS else ord("~") for each in range(256))


def may_hold(text: bytes, known: Mapping[str, str] = {}) -> bool:
    """False if there is no secret in a JSON text for certain; `found` tells what there is, and takes longer."""
    lowered = text.lower()
    return (
        re.search(_SIGN, lowered) is not None
        or any(sign in lowered for sign in _SIGNS)
        or any(pointer.rpartition("/")[2].encode() in text for pointer in known)
    )


def may_be_among(texts: str) -> bool:
    """False if there is no secret for certain among some texts, each of which a `~` stands before; very fast."""
    return any(sign in texts for sign in _INSIDE) or may_be_key(texts)


def may_be_key(texts: str) -> bool:
    """False if there is no beginning of a key for certain in texts, each of which a `~` stands before."""
    return re.search(_BEGINNING, texts.encode(errors="replace").translate(_WORDS_ONLY)) is not None
