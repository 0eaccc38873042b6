"""One table of secrets: keys by how they begin, phrases that state a secret, and names of members that hold one.

To add a key is to add a line to `KEYS`. What detects secrets, and what rules them out fast, is derived from this table;
a test finds the example of every line, and sees it pass every prefilter.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator


class Key(msgspec.Struct, frozen=True):
    """Keys of an issuer: they begin with one of `prefixes`, which spaces separate; `rest` is the pattern of the rest.

    A prefix consists of letters, digits and `_ - .`, and `sample` is the rest of an example. Where a part of unlimited
    length is not the last, it has a limit: a text of nothing but beginnings must not take long.
    """

    issuer: str
    prefixes: str
    rest: str
    sample: str


class Phrase(msgspec.Struct, frozen=True):
    """A pattern in which each match has one of `words`, in lower case and without characters that JSON escapes.

    `hint` narrows the words down where they are frequent: it is in each match, in lower case and as JSON writes it. It
    begins with few characters, or with one text, so that it is searched for fast.
    """

    kind: str
    words: tuple[str, ...]
    pattern: str
    example: str
    hint: str = ""


class Name(msgspec.Struct, frozen=True):
    """Names of members: `pattern` is that of how they end, in lower case, with `_` where camelCase has a new word.

    `sign` is a part that each such name has, or its value. `whole` names must not be the end of another word.
    """

    kind: str
    pattern: str
    sign: str
    example: str
    whole: bool = False


KEYS = (
    Key("OpenAI, Anthropic, DeepSeek and more", "sk-", "[A-Za-z0-9_-]{20,}", "proj-" + "a1B2_-" * 6),
    Key("Stripe", "sk_live_ sk_test_ rk_live_ rk_test_", "[A-Za-z0-9]{16,}", "a1B2" * 6),
    Key("Hugging Face", "hf_", "[A-Za-z0-9]{20,}", "aBcD" * 8),
    Key("Amazon Web Services", "AKIA ASIA", "[A-Z0-9]{16}", "ABCD" * 4),
    Key("Google API key", "AIza", "[A-Za-z0-9_-]{35}", "aBc-_" * 7),
    Key("Google access token", "ya29.", "[A-Za-z0-9_-]{20,}", "a1B2_" * 6),
    Key("Google client secret", "GOCSPX-", "[A-Za-z0-9_-]{20,}", "a1B2" * 6),
    Key("GitHub", "ghp_ gho_ ghu_ ghs_ ghr_", "[A-Za-z0-9]{30,}", "a1B2" * 9),
    Key("GitHub, fine-grained", "github_pat_", "[A-Za-z0-9_]{30,}", "a1B2" * 9),
    Key("GitLab", "glpat-", "[A-Za-z0-9_-]{20,}", "a1B2" * 5),
    Key("Groq", "gsk_", "[A-Za-z0-9]{20,}", "a1B2" * 6),
    Key("Slack", "xoxa- xoxb- xoxe- xoxo- xoxp- xoxr- xoxs-", "[A-Za-z0-9-]{10,}", "1234567890-abc"),
    Key("xAI", "xai-", "[A-Za-z0-9]{20,}", "a1B2" * 9),
    Key("Databricks", "dapi", "[a-f0-9]{32}", "0a1b" * 8),
    Key("npm", "npm_", "[A-Za-z0-9]{30,}", "a1B2" * 9),
    Key("NVIDIA", "nvapi-", "[A-Za-z0-9_-]{20,}", "a1B2" * 6),
    Key("Replicate", "r8_", "[A-Za-z0-9]{30,}", "a1B2" * 8),
    Key("Fireworks", "fw_", "[A-Za-z0-9]{20,}", "a1B2" * 6),
    Key("Together", "tgp_v1_", "[A-Za-z0-9_-]{20,}", "a1B2" * 6),
    Key("Perplexity", "pplx-", "[A-Za-z0-9]{20,}", "a1B2" * 6),
    Key("Weights & Biases", "wandb_v1_", "[A-Za-z0-9_-]{20,}", "a1B2" * 6),
    Key("LangSmith", "lsv2_", "[a-z]{2}_[A-Za-z0-9_]{20,}", "pt_" + "a1B2" * 6),
    Key("SendGrid", "SG.", r"[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,}", "a1B2" * 5 + "." + "a1B2" * 9),
    Key(
        "JSON web token",
        "eyJ",
        r"[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,}",
        "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
    ),
)

# What stands before `key` in the names of keys: in texts, and in the names of members also some more.
_OF_KEYS = "api|access|account|auth|encryption|private|secret|session|shared|signing"
_OF_MEMBERS = f"{_OF_KEYS}|license|master|service|ssh|subscription|wandb"

_STATED = ("password", "passwd", "pwd", "accountkey", "sharedaccesskey", "sharedaccesssignature")
_STATED_WORDS = tuple(f"{name}{space}=" for name in _STATED for space in ("", " "))
# As in connection strings.
_STATEMENT = rf"(?ai:{'|'.join(_STATED)}) ?= ?(?![<{{\[$])[^;\s\"']{{4,500}}"
_PARAMETER = (
    r"sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature|(?:(?:access|auth|id|refresh)_)?token"
    r"|api_?key|client_secret|password"
)
_BEARER = "a-z0-9._~+/"

_NAME = rf"(?:(?:{_OF_KEYS})[_-]?key|secret|passw(?:or)?d|pwd|authorization|(?<!page.)token)"
_NAME_WORDS = ("key", "secret", "passw", "pwd", "authorization", "token")
_SCHEME = r"(?:token|bearer|basic|key)\s{1,3}"
_QUOTES = r"[\"'\\]{0,4}"
_VALUE = "a-z0-9+/_~!@^*%="
_NO_DIGIT = _VALUE.replace("0-9", "")
_NO_LETTER = _VALUE.replace("a-z", "")
# A value that is not code: some characters, with a letter and a digit among them.
_OF_LETTER_AND_DIGIT = rf"(?=[{_NO_DIGIT}-]{{0,60}}[0-9])(?=[{_NO_LETTER}-]{{0,60}}[a-z])[{_VALUE}-]"
_UNQUOTED = rf"{_OF_LETTER_AND_DIGIT}{{8,100}}+(?![(\[])"
_QUOTED = rf"\\{{0,3}}[\"']{_OF_LETTER_AND_DIGIT}{{6,100}}+\\{{0,3}}[\"']"
_GAP = r"""(?:\\[nrt]|["'\s\\]){0,8}"""
_ASSIGNED_HINT = (
    rf"(?:key|secret|passw(?:or)?d|pwd|authorization|token){_GAP}[=:]{_GAP}(?:{_SCHEME})?"
    rf"(?=[{_NO_DIGIT}\\-]{{0,60}}[0-9])[{_VALUE}\\-]{{6}}"
)

PHRASES = (
    Phrase("private key", ("private key",), "-----BEGIN [A-Z ]{0,30}PRIVATE KEY", "-----BEGIN RSA PRIVATE KEY-----"),
    Phrase(
        "credentials of a request",
        ("bearer ", "basic "),
        rf"(?ai:\b(?:bearer|basic) {{1,9}}[{_BEARER}-]{{16,}})",
        "Bearer abcdefghijklmnopqrstuvwxyz",
        hint=rf"b(?:earer|asic) +[{_BEARER}\\-]{{16}}",
    ),
    Phrase(
        "password in a URL",
        ("://",),
        r"://[^/?#\s:@]+:[^/?#\s@]+@",
        "https://user:hunter2@example.org/x",
        hint=r"://[^/?#\s:@]*:[^/?#\s@]+@",
    ),
    Phrase(
        "Slack webhook",
        ("://hooks.slack.com",),
        r"://hooks\.slack\.com/[a-z]+/[A-Za-z0-9_-]+/[A-Za-z0-9/_-]+",
        "https://hooks.slack.com/services/T01/B02/abc123",
    ),
    Phrase(
        "signature or key in a URL",
        ("sig=", "signature=", "token=", "api_key=", "apikey=", "client_secret=", "password="),
        rf"[?&#](?ai:{_PARAMETER})=(?!\[redacted\])[^\s&#<{{$\"']+",
        "s3://b/m?X-Amz-Signature=abc",
    ),
    Phrase("connection string", _STATED_WORDS, rf"{_STATEMENT};", "AccountName=a;AccountKey=abcd/ef==;"),
    Phrase("connection string", _STATED_WORDS, rf"; ?{_STATEMENT}", "Server=db; Password = correcthorse"),
    Phrase(
        "assignment",
        _NAME_WORDS,
        rf"(?ai:{_NAME}{_QUOTES}\s{{0,3}}(?:=|:(?=[\s\"'\\]))\s{{0,3}}{_QUOTES}(?:{_SCHEME})?{_UNQUOTED})",
        "Authorization: Token 9944b09199c62bcf",
        hint=_ASSIGNED_HINT,
    ),
    Phrase(
        "assignment in quotes",
        _NAME_WORDS,
        rf"(?ai:{_NAME}\\{{0,3}}[\"']\s{{0,3}}:\s{{0,3}}{_QUOTED})",
        "{'api_key': 'hunter2'}",
        hint=_ASSIGNED_HINT,
    ),
    Phrase(
        "option of a command",
        _NAME_WORDS,
        rf"(?ai:--(?:[a-z0-9]{{1,20}}-){{0,3}}{_NAME}[ \t]{{1,3}}{_QUOTES}{_UNQUOTED})",
        "tool --api-key hunter2hunter2",
        hint=rf"--[a-z0-9-]{{0,66}}(?:{'|'.join(_NAME_WORDS)})",
    ),
)

# Environments that agents act in, or packages are in, are others.
_OTHER_ENVIRONMENTS = "(?<!gym.)(?<!rl.)(?<!eval.)(?<!test.)(?<!conda.)(?<!virtual.)(?<!python.)"
# `key`: a text or a number that is secret, `token`: a text that is, `tokens`: texts, or else counts,
# `signed_url`: an address, `environment`: variables, `auth`: a secret or the name of a method to authenticate.
NAMES = (
    Name("environment", "^envs?", "env", "env"),
    Name("environment", "environments?", "env", "runtime_environment"),
    Name("environment", "env(?:ironment)?[^a-z0-9]?var(?:iable)?s?", "env", "envVars"),
    Name("environment", f"[^a-z0-9]{_OTHER_ENVIRONMENTS}envs?", "env", "processEnv"),
    # Only its value has a sign: an address.
    Name("signed_url", "(?:signed|download|sas)[^a-z0-9]?(?:url|uri)s?", "://", "model_download_url"),
    Name("auth", "^auth", "auth", "auth"),
    Name("tokens", "^tokens", "token", "tokens"),
    Name("key", f"(?:{_OF_MEMBERS})[^a-z0-9]?key", "key", "wandbApiKey"),
    Name("key", "secret", "secret", "client_secret"),
    Name("key", "passw(?:or)?d", "passw", "dbPassword"),
    Name("key", "passphrase", "passphrase", "passphrase"),
    Name("key", "passcode", "passcode", "passcode"),
    Name("key", "credential", "credential", "credentials"),
    Name("key", "authorization", "authorization", "Authorization"),
    Name("key", "auth[^a-z0-9]?header", "auth", "auth_header"),
    Name("key", "cookie", "cookie", "cookie"),
    Name("key", "connection[^a-z0-9]?string", "connection", "ConnectionStrings"),
    Name("key", "shared[^a-z0-9]?access[^a-z0-9]?signature", "signature", "sharedAccessSignature"),
    Name("key", "pwd", "pwd", "db-pwd", whole=True),
    Name("key", "pat", "pat", "githubPat", whole=True),
    Name("key", "jwt", "jwt", "jwt", whole=True),
    Name("key", "bearer", "bearer", "bearer", whole=True),
    Name("token", "token", "token", "HF_TOKEN"),
    Name(
        "token",
        "(?:api|access|auth|refresh|bearer|secret|hf|hub|github|gitlab|session|service|personal|id)[^a-z0-9]?tokens",
        "token",
        "hf_tokens",
    ),
)
# Tokens of texts, as tokenizers, train_kwargs and counts have them, and tokens that are no secret.
_TOKENS_OF_TEXT = (
    "(?:pad|eos|bos|eot|eom|sot|unk|mask|sep|cls|image|audio|video|special|start|end|stop|prefix|suffix|middle"
    "|instruction|response|assistant|user|system|think|per|next|page|first|last|new|bad|max|min|num|total|prompt"
    "|completion|input|output|tool)[^a-z0-9]?tokens?"
)
# What may follow the last word of a name, by the kind of the name; kinds are looked for in this order.
_MORE = "(?:[^a-z0-9]?(?:value|pem|string|json|base64|b64))?(?:[^a-z0-9]?[0-9]{1,3})?$"
_ENDINGS = {
    "environment": "$",
    "signed_url": "$",
    "auth": r"\Z",
    "tokens": r"\Z",
    "key": f"s?{_MORE}",
    "token": _MORE,
}
_NEW_WORD = r"(?<=[a-z0-9])(?=[A-Z])"
# What is longer is no name, and only its end is looked at.
_LONGEST = 200


@lru_cache(maxsize=4096)
def secret_kind(name: str) -> str:
    """The kind of secret that a member of this name holds: "" for none."""
    name = _ascii_lower(re.sub(_NEW_WORD, "_", name[-_LONGEST:]))
    kind = next((kind for kind, pattern in _name_patterns().items() if pattern.search(name)), "")
    return "" if kind == "token" and re.search(_TOKENS_OF_TEXT + _MORE, name) else kind


@cache
def _name_patterns() -> dict[str, re.Pattern[str]]:
    """The pattern of each kind of name; patterns are compiled when they are first used."""
    return {kind: re.compile("|".join(_name_branches(kind, ending))) for kind, ending in _ENDINGS.items()}


def _name_branches(kind: str, ending: str) -> Iterator[str]:
    ends = "|".join(name.pattern for name in NAMES if name.kind == kind and not name.whole)
    yield f"(?:{ends}){ending}"
    if whole := "|".join(name.pattern for name in NAMES if name.kind == kind and name.whole):
        yield f"(?:^|[^a-z0-9])(?:{whole})s?$"


def _ascii_lower(name: str) -> str:
    """The name in lower case, as `may_hold` has it: only ASCII is changed."""
    return (
        name.lower() if name.isascii() else name.encode(errors="surrogatepass").lower().decode(errors="surrogatepass")
    )
