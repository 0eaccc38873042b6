"""One table of secrets: keys by how they begin, phrases that state a secret, and names of members that hold one.

To add a key is to add a line to `KEYS`. What detects secrets, and what rules them out fast, is derived from this table;
a test finds the example of every line, and sees it pass every prefilter.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator


LONG = 31
"""Ids of jobs and files have no part of so many letters, digits, `_` and `-`."""


class Key(msgspec.Struct, frozen=True, dict=True):
    """Keys of an issuer: they begin with one of `prefixes`, which spaces separate; `rest` is the pattern of the rest.

    A prefix consists of letters, digits and `_ - .`, and `sample` is the rest of an example. Where a part of unlimited
    length is not the last, it has a limit: a text of nothing but beginnings must not take long.
    """

    issuer: str
    prefixes: str
    rest: str
    sample: str

    @cached_property
    def is_long(self) -> bool:
        """Whether each of these keys has a part of at least `LONG` letters, digits, `_` and `-`."""
        run = re.match(r"\[[A-Za-z0-9_-]+\]\{([0-9]+)", self.rest)
        return run is not None and int(run[1]) >= LONG


class Phrase(msgspec.Struct, frozen=True):
    """A pattern in which each match has one of `words`, in lower case and without characters that JSON escapes.

    `hint` narrows the words down where they are frequent: it is in each match, in lower case and as JSON writes it. It
    begins with few characters, or with one text, so that it is searched for fast. A pattern without words has a hint in
    its own case, which begins with a rare text.
    What stands in training data is a secret only with a phrase that counts `everywhere`, or a key.
    """

    kind: str
    words: tuple[str, ...]
    pattern: str
    example: str
    hint: str = ""
    everywhere: bool = False


class Name(msgspec.Struct, frozen=True):
    """Names of members: `pattern` is that of how they end, in lower case, with `_` where camelCase has a new word.

    `sign` is a part that each such name has, or its value. `whole` names must not be the end of another word.
    """

    kind: str
    pattern: str
    sign: str
    example: str
    whole: bool = False


_WORD = "[A-Za-z0-9_-]"
# Not words between hyphens, as in sk-learn-pipelines-2026: a digit and a capital, or a long run.
_NO_WORDS = (
    f"(?:(?={_WORD}{{0,200}}?[0-9])(?={_WORD}{{0,200}}?[A-Z])|(?={_WORD}{{0,100}}?(?:[A-Za-z]{{21}}"
    "|(?=[A-Za-z]{0,60}[0-9])[A-Za-z0-9]{16})))"
)

KEYS = (
    Key("OpenAI, Anthropic, DeepSeek and more", "sk-", f"{_NO_WORDS}{_WORD}{{20,}}", "proj-" + "a1B2_-" * 6),
    Key("Stripe", "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_", "[A-Za-z0-9]{10,}", "a1B2" * 6),
    Key("Stripe webhook", "whsec_", "[A-Za-z0-9_-]{31,}", "a1B2" * 8),
    Key("Hugging Face", "hf_ api_org_", "[A-Za-z0-9]{20,}", "aBcD" * 8),
    Key("Amazon Web Services", "AKIA ASIA ABIA ACCA", "(?![ACGTUN]{16})[A-Z0-9]{16}(?![A-Z0-9])", "ABCD" * 4),
    Key("Amazon Web Services, earlier", "A3T", "[A-Z0-9]{17}(?![A-Z0-9])", "L" + "AB2D" * 4),
    Key("Amazon Bedrock", "ABSK", "[A-Za-z0-9+/=]{30,}", "a1B2" * 30),
    Key("Amazon Bedrock, short-lived", "bedrock-api-key-", "[A-Za-z0-9+/=_-]{20,}", "YmVkcm9jay5hbWF6b25hd3MuY29t"),
    Key("Google API key", "AIza", f"{_WORD}{{35}}", "aBc-_" * 7),
    Key("Google access token", "ya29.", f"{_WORD}{{20,}}", "a1B2_" * 6),
    Key("Google client secret", "GOCSPX-", f"{_WORD}{{20,}}", "a1B2" * 6),
    Key("GitHub", "ghp_ gho_ ghu_ ghs_ ghr_", "[A-Za-z0-9]{31,}", "a1B2" * 9),
    Key("GitHub, fine-grained", "github_pat_", "[A-Za-z0-9_]{31,}", "a1B2" * 9),
    Key(
        "GitLab",
        "glpat- gldt- glrt- glbt- glcbt- glptt- glft- glimt- glagent- gloas- glsoat- glffct- glwt-",
        "[A-Za-z0-9_.-]{20,}",
        "a1B2" * 5,
    ),
    Key("GitLab, registration of runners", "GR1348941", f"{_WORD}{{20,}}", "a1B2" * 5),
    Key("Groq", "gsk_", "[A-Za-z0-9]{20,}", "a1B2" * 6),
    Key("Slack", "xoxa- xoxb- xoxc- xoxd- xoxe- xoxo- xoxp- xoxr- xoxs-", "[A-Za-z0-9-]{8,}", "1234567890-abc"),
    Key("Slack, configuration", "xoxe.", "[A-Za-z0-9-]{20,}", "1-a1B2a1B2a1B2a1B2a1B2"),
    Key("Slack app", "xapp-", "[A-Za-z0-9-]{10,}", "1-A0123456789-1234567890123-abc123def456"),
    Key("xAI", "xai-", "[A-Za-z0-9]{20,}", "a1B2" * 9),
    Key("Databricks", "dapi", "[a-f0-9]{32}", "0a1b" * 8),
    Key("npm", "npm_", "[A-Za-z0-9]{31,}", "a1B2" * 9),
    Key("PyPI", "pypi-", f"{_WORD}{{50,}}", "AgEIcHlwaS5vcmc" + "a1B2_-" * 10),
    Key("NVIDIA", "nvapi-", f"{_WORD}{{20,}}", "a1B2" * 6),
    Key("Replicate", "r8_", "[A-Za-z0-9]{31,}", "a1B2" * 8),
    Key("Fireworks", "fw_", "[A-Za-z0-9]{20,}", "a1B2" * 6),
    Key("Together", "tgp_v1_", f"{_WORD}{{20,}}", "a1B2" * 6),
    Key("Perplexity", "pplx-", "[A-Za-z0-9]{20,}", "a1B2" * 6),
    Key("Cerebras", "csk-", "[A-Za-z0-9]{31,}", "a1b2" * 12),
    Key("Voyage", "pa-", f"(?=[A-Za-z_-]{{0,60}}[0-9])(?=[a-z0-9_-]{{0,60}}[A-Z]){_WORD}{{32,}}", "a1B2_-" * 8),
    Key("Tavily", "tvly-", f"{_WORD}{{20,}}", "dev-" + "a1B2" * 8),
    Key("RunPod", "rpa_", "[A-Za-z0-9]{31,}", "A1B2" * 10),
    Key("Pinecone", "pcsk_", "[A-Za-z0-9_]{31,}", "a1B2_" * 12),
    Key("Jina", "jina_", f"{_WORD}{{31,}}", "a1B2" * 12),
    Key("Weights & Biases", "wandb_v1_", f"{_WORD}{{20,}}", "a1B2" * 6),
    Key("LangSmith", "lsv2_", "[a-z]{2}_[A-Za-z0-9_]{20,}", "pt_" + "a1B2" * 6),
    Key("Langfuse", "sk-lf- pk-lf-", "[a-f0-9-]{36}", "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d"),
    Key("SendGrid", "SG.", r"[A-Za-z0-9_=-]{16,64}[.][A-Za-z0-9_=.-]{16,}", "a1B2" * 5 + "." + "a1B2" * 9),
    Key("Brevo", "xkeysib- xsmtpsib-", "[A-Za-z0-9-]{40,}", "0a1b" * 16 + "-a1B2a1B2a1B2a1B2"),
    Key("Mailgun", "key-", "[a-f0-9]{32}", "0a1b" * 8),
    Key("Docker", "dckr_pat_ dckr_oat_", f"{_WORD}{{20,}}", "a1B2" * 7),
    Key("DigitalOcean", "dop_v1_ doo_v1_ dor_v1_", "[a-fA-F0-9]{32,}", "0a1b" * 16),
    Key("Vault", "hvs. hvb. hvr.", f"{_WORD}{{20,}}", "a1B2" * 24),
    Key("New Relic", "NRAK- NRII- NRJS- NRAA- NRRA-", "[A-Za-z0-9-]{19,}", "A1B2" * 7),
    Key("New Relic, ingest", "eu01xx us01xx", "[a-f0-9]{20,40}(?:FFFFNRAL)?", "0a1b" * 7),
    Key("Sentry", "sntryu_ sntrya_ sntryi_", "[A-Fa-f0-9]{31,}", "0a1b" * 16),
    Key("Sentry, of an organization", "sntrys_", "[A-Za-z0-9+/=_]{32,}", "eyJ" + "a1B2" * 12),
    Key("Grafana", "glsa_ glc_", "[A-Za-z0-9_]{31,}", "a1B2" * 8 + "_0a1b2c3d"),
    Key("Grafana API key", "eyJrIjoi", "[A-Za-z0-9+/=]{40,}", "a1B2" * 18),
    Key("Linear", "lin_api_ lin_oauth_", "[A-Za-z0-9]{32,}", "a1B2" * 10),
    Key("Notion", "ntn_", "[A-Za-z0-9]{40,}", "12345678901" + "a1B2" * 9),
    Key("Notion, earlier", "secret_", "(?=[A-Za-z]{0,42}[0-9])[A-Za-z0-9]{40,}", "a1B2" * 11),
    Key("Shopify", "shpat_ shpca_ shppa_ shpss_ shptka_", "[a-fA-F0-9]{32}", "0a1b" * 8),
    Key("Atlassian", "ATATT3 ATCTT3 ATBB", "[A-Za-z0-9_=-]{24,}", "xFfGF0" + "a1B2_-" * 30),
    Key("Figma", "figd_ figu_ figo_ figr_", f"{_WORD}{{31,}}", "a1B2_-" * 7),
    Key("Supabase", "sbp_ sb_secret_ sbp_v0_ sbp_oauth_", f"{_WORD}{{31,}}", "0a1b" * 8),
    Key("PlanetScale", "pscale_tkn_ pscale_oauth_ pscale_pw_", "[A-Za-z0-9_=.-]{32,}", "a1B2" * 10),
    Key("Alibaba Cloud", "LTAI", "[A-Za-z0-9]{12,30}", "5tA1B2c3D4e5F6g7H8i9"),
    Key("Tencent Cloud", "AKID", "[A-Za-z0-9]{32}", "a1B2" * 8),
    Key("Fly", "fo1_ fm1a_ fm1r_ fm2_", "[A-Za-z0-9+/=_-]{40,}", "a1B2" * 26),
    Key("1Password", "ops_eyJ", "[A-Za-z0-9+/=]{100,}", "a1B2" * 64),
    Key("1Password, secret key", "A3-", "[A-Z0-9]{6}(?:-[A-Z0-9]{5,11}){4,5}", "ABC123-DEF456-GHJ78-KLM90-NPQ12-RST34"),
    Key("Adobe", "p8e-", "[A-Za-z0-9]{32}", "a1b2" * 8),
    Key("age", "AGE-SECRET-KEY-1", "[A-Z0-9]{58}", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" + "QPZRY9X8GF2TVDW0S3JN54KHCE"),
    Key("Artifactory", "AKCp cmVmd", "[A-Za-z0-9]{50,}", "a1B2" * 17),
    Key("ClickHouse Cloud", "4b1d", "[A-Za-z0-9]{38}(?![A-Za-z0-9])", "a1B2" * 9 + "a1"),
    Key("Clojars", "CLOJARS_ clojars_", "[A-Za-z0-9]{60}", "a1b2" * 15),
    Key("Cloudflare", "v1.0-", "[a-f0-9]{24}-[a-f0-9]{146}", "0a1b" * 6 + "-" + "0a1b" * 36 + "0a"),
    Key("Defined Networking", "dnkey-", "[A-Za-z0-9=_-]{26,}", "a1b2" * 20),
    Key("Doppler", "dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", "[A-Za-z0-9_.-]{40,}", "a1B2" * 11),
    Key("Dropbox", "sl.", "[A-Za-z0-9=_-]{100,}", "a1B2_-" * 23),
    Key("Duffel", "duffel_test_ duffel_live_", "[A-Za-z0-9_=-]{43}", "a1B2" * 10 + "a1B"),
    Key("Dynatrace", "dt0c01. dt0s01.", "[A-Za-z0-9]{24}[.][A-Za-z0-9]{64}", "A1B2" * 6 + "." + "A1B2" * 16),
    Key("EasyPost", "EZAK EZTK", "[A-Za-z0-9]{54}", "a1B2" * 13 + "a1"),
    Key("Facebook", "EAAM EAAC", "[A-Za-z0-9]{100,}", "a1B2" * 30),
    Key("Flutterwave", "FLWSECK_TEST- FLWSECK- FLWPUBK_TEST-", "[a-hA-H0-9]{12,32}", "a1b2" * 3),
    Key("Frame.io", "fio-u-", "[A-Za-z0-9_=-]{60,}", "a1B2" * 16),
    Key(
        "Harness",
        "pat. sat.",
        r"[A-Za-z0-9_-]{22}[.][A-Za-z0-9]{24}[.][A-Za-z0-9]{20}",
        "a1B2" * 5 + "ab." + "a1B2" * 6 + "." + "a1B2" * 5,
    ),
    Key("Heroku", "HRKU-", f"{_WORD}{{31,}}", "AA" + "a1B2" * 15),
    Key("Infracost", "ico-", "[A-Za-z0-9]{32}", "a1B2" * 8),
    Key("Intra 42", "s-s4t2ud- s-s4t2af-", "[a-f0-9]{64}", "0a1b" * 16),
    Key("Mapbox", "sk.eyJ pk.eyJ", r"[A-Za-z0-9_-]{20,200}[.][A-Za-z0-9_-]{20,}", "a1B2" * 15 + "." + "a1B2" * 6),
    Key("Octopus Deploy", "API-", "[A-Z0-9]{26}", "A1B2" * 6 + "A1"),
    Key("Postman", "PMAK-", "[A-Fa-f0-9]{24}-[A-Fa-f0-9]{34}", "0a1b" * 6 + "-" + "0a1b" * 8 + "0a"),
    Key("Prefect", "pnu_ pnb_", "[A-Za-z0-9]{36}", "a1B2" * 9),
    Key("Pulumi", "pul-", "[a-f0-9]{40}", "0a1b" * 10),
    Key("ReadMe", "rdme_", "[a-z0-9]{70}", "a1b2" * 17 + "a1"),
    Key("RubyGems", "rubygems_", "[a-f0-9]{48}", "0a1b" * 12),
    Key("Scalingo", "tk-us-", f"{_WORD}{{48}}", "a1B2" * 12),
    Key("SettleMint", "sm_aat_ sm_pat_ sm_sat_", "[A-Za-z0-9]{16}", "a1B2" * 4),
    Key("Shippo", "shippo_live_ shippo_test_", "[a-fA-F0-9]{40}", "0a1b" * 10),
    Key("Sonar", "squ_ sqp_ sqa_", "[a-f0-9]{40}", "0a1b" * 10),
    Key("Sourcegraph", "sgp_", "[A-Fa-f0-9local_]{40,70}", "0a1b" * 4 + "_" + "0a1b" * 10),
    Key("Square", "sq0atp- sq0csp- EAAA", f"{_WORD}{{22,}}", "a1B2" * 11),
    Key("Twilio", " ".join(f"SK{digit}" for digit in "0123456789abcdefABCDEF"), "[0-9a-fA-F]{31}", "a1b" + "0a1b" * 7),
    Key("Typeform", "tfp_", "[A-Za-z0-9_.=-]{44,}", "a1B2" * 15),
    Key("Yandex", "AQVN", f"{_WORD}{{35,}}", "a1B2" * 10),
    Key(
        "Yandex token", "t1.", f"{_WORD}{{6,99}}={{0,2}}[.]{_WORD}{{80,}}", "9euelZ" + "a1B2_" * 5 + "." + "a1B2_-" * 14
    ),
    Key("JSON web token in base64", "ZXlK", "[A-Za-z0-9+/=]{60,}", "aGJHY2lPaUpJVXpJMU5pSjku" + "a1B2" * 12),
    Key("Contentful", "CFPAT-", f"{_WORD}{{40,}}", "a1B2" * 11),
    Key(
        "Plaid",
        "access-sandbox- access-development- access-production-",
        "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d",
    ),
    Key(
        "JSON web token",
        "eyJ",
        r"[A-Za-z0-9_-]{10,1000}\.ey[A-Za-z0-9_-]{10,}",
        "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
    ),
)
# Services whose keys have names such as `openai_key`; `_` in them may be left out.
_SERVICES = (
    "openai|anthropic|claude|mistral|together(?:_?ai)?|groq|cohere|gemini|google|vertex|deepseek|fireworks|perplexity|pplx"
    "|xai|grok|nvidia|nim|open_?router|cerebras|samba_?nova|anyscale|voyage|jina|tavily|serp|serper|serp_?api|exa|brave"
    "|pinecone|qdrant|weaviate|hf|hugging_?face|lang_?smith|lang_?chain|lang_?fuse|comet|neptune|clear_?ml|run_?pod|aws"
    "|azure|gcp|bedrock|databricks|snowflake|cloudflare|github|gitlab|slack|discord|telegram|stripe|twilio|send_?grid"
    "|mail_?gun|datadog|sentry|new_?relic|grafana|supabase|planet_?scale|alibaba|dash_?scope|qwen|zhipu|moonshot|tencent"
    "|eleven_?labs|stability|assembly_?ai|deepgram|algolia|firebase|ai21|vault|llm|wandb"
    "|ibm|ibm[_-]?cloud|cloud|(?:cloud_?)?iam|soft_?layer|cloudant"
)
# What stands before `key` in the names of keys: in texts, and in the names of members also some more.
_OF_KEYS = f"api|access|account|auth|encryption|private|secret|session|shared|signing|(?<![a-z0-9])(?:{_SERVICES})"
_OF_MEMBERS = (
    f"{_OF_KEYS}|license|master|service|ssh|subscription|sas|hmac|jwt|ssl|tls|rsa|pgp|gpg|webhook|deploy|admin|consumer"
)
_OF_PASSWORDS = (
    "db|database|smtp|mail|email|imap|pop3?|ftp|sftp|ssh|http|proxy|mysql|maria(?:db)?|postgres(?:ql)?|pg|redis|mongo(?:db)?"
    "|rabbit(?:mq)?|amqp|kafka|ldap|user|admin|root|login|registry|docker|keystore|wifi|sudo|sql|oracle|elastic|app"
)

_STATED = ("password", "passwd", "pwd", "accountkey", "sharedaccesskey", "sharedaccesssignature")
_STATED_WORDS = tuple(f"{name}{space}=" for name in _STATED for space in ("", " "))
# As in connection strings.
_STATEMENT = rf"(?ai:{'|'.join(_STATED)}) ?= ?(?![<{{\[$])[^;\s\"']{{4,500}}"
_PARAMETER = (
    r"(?:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature|(?:(?:access|auth|id|refresh)_)?token"
    r"|api_?key|access_?key|subscription-key|client_secret|secret|password|passwd|pwd)"
)
_PARAMETER_WORDS = ("sig=", "signature=", "token=", "key=", "secret=", "password=", "passwd=", "pwd=")
# A run of letters and digits that is no word: with digits, with a capital inside, or very long.
_NO_WORD = "(?=[A-Za-z]{0,60}[0-9]|[A-Za-z]{0,60}?[a-z][A-Z]|[A-Za-z]{24})(?=[0-9]{0,60}[A-Za-z])[A-Za-z0-9]{12}"
_BEARER = "A-Za-z0-9._~+/"
_MIXED = r"(?=[^\s/?#@]{0,60}[0-9])(?=[^\s/?#@]{0,60}[A-Za-z])"
_SAMPLE_LOGIN = r"(?ai:[a-z_-]{0,20}(?:pass(?:w(?:or)?d)?|pwd?|secret|token|x{3,})[0-9]{0,4}@)"

_NAME = (
    rf"(?:(?:{_OF_KEYS})[_-]?key|access[_-]?key[_-]?id|secret|passw(?:or)?d|pwd|[_-](?:pass|pw)|authorization"
    r"|(?<!page.)token)"
)
_NAME_WORDS = ("key", "secret", "pass", "pwd", "_pw", "-pw", "authorization", "token")
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
    rf"(?:key(?:[_-]?id)?|secret|pass(?:w(?:or)?d)?|pwd|[_-]pw|authorization|token){_GAP}[=:]{{1,2}}>?{_GAP}(?:{_SCHEME})?"
    rf"(?=[{_NO_DIGIT}\\-]{{0,60}}[0-9])[{_VALUE}\\-]{{6}}"
)
_ASSIGNS = r"(?::?=>?|:(?=[\s\"'\\]|(?:basic|bearer|token)\s|[A-Za-z0-9_-]{20}))"

# `everywhere`: these have a form of their own, so that they are secrets in training data, too.
PHRASES = (
    Phrase(
        "private key",
        ("private key",),
        r"BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?s:.*?(?:-----END[A-Z0-9 ]{0,40}|\Z))",
        "-----BEGIN RSA PRIVATE KEY-----",
    ),
    Phrase(
        "private key with its text",
        ("private key",),
        r"BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-{4,5}(?:\s|\\+[nr]|[A-Za-z-]{1,30}: [^\s\\]{1,99}){0,12}"
        r"[A-Za-z0-9+/=]{20}(?s:.*?(?:-----END[A-Z0-9 ]{0,40}|\Z))",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx1y2z3",
        everywhere=True,
    ),
    Phrase(
        "private key of PuTTY",
        ("putty-user-key-file-",),
        r"PuTTY-User-Key-File-[0-9]: (?s:.{0,4000})",
        "PuTTY-User-Key-File-2: ssh-rsa",
        everywhere=True,
    ),
    Phrase(
        "credentials of a request",
        ("bearer ", "basic "),
        rf"(?ai:\b(?:bearer|basic)) {{1,9}}(?=[{_BEARER}-]{{0,100}}?{_NO_WORD})[{_BEARER}=-]{{16,}}",
        "Bearer abcdefghijklmnopqrstuvwxyz",
        hint=rf"b(?:earer|asic) +[{_BEARER.replace('A-Z', '')}\\-]{{16}}",
        everywhere=True,
    ),
    Phrase(
        "password in a URL",
        ("://",),
        r"://[^/?#\s:@]*:(?!<[^@\s]{0,200}>@|\$?\{[^@\s]{0,200}\}@)[^/?#\s@]+@",
        "redis://:hunter2@example.org/x",
        hint=r"://[^/?#\s:@]*:[^/?#\s@]+@",
    ),
    Phrase(
        "password in a URL that is no example",
        ("://",),
        rf"://[^/?#\s:@]*:(?!{_SAMPLE_LOGIN}){_MIXED}[^/?#\s@]{{6,}}@",
        "https://user:hunter2@example.org/x",
        hint=r"://[^/?#\s:@]*:[^/?#\s@]+@",
        everywhere=True,
    ),
    Phrase(
        "token in a URL",
        ("://",),
        r"://(?=[A-Za-z_-]{0,60}[0-9])(?=[0-9_-]{0,60}[A-Za-z])[A-Za-z0-9_-]{16,}@",
        "https://a1b2c3d4e5f6a7b8c9d0@example.org/1",
        hint=r"://[a-z0-9_-]{16,}@",
        everywhere=True,
    ),
    Phrase(
        "webhook",
        ("/api/webhooks/", "webhook.office.com", "office.com/webhook/", "hooks.zapier.com"),
        r"://[A-Za-z0-9.-]{0,60}(?:/api/webhooks/[0-9]|webhook\.office\.com/webhookb2/|office\.com/webhook/"
        r"|hooks\.zapier\.com/hooks/catch/)[A-Za-z0-9@_-]+/[A-Za-z0-9/_+-]+",
        "https://discord.com/api/webhooks/123456789012345678/abc123",
        everywhere=True,
    ),
    Phrase(
        "webhook of Slack",
        (),
        r"hooks\.slack\.com/[a-z]{1,20}/[A-Za-z0-9_+-]+/[A-Za-z0-9/_+-]+",
        "https://hooks.slack.com/services/T01/B02/abc123",
        hint=r"\.slack\.com\\?/",
        everywhere=True,
    ),
    Phrase(
        "signature or key in a URL",
        _PARAMETER_WORDS,
        rf"://[^\s\"'<>]{{1,400}}?[?&#;](?ai:{_PARAMETER})=(?!\[redacted\])[^\s&#<{{$\"']{{2,}}",
        "s3://b/m?X-Amz-Signature=abc",
    ),
    Phrase(
        "signature or key in a query",
        _PARAMETER_WORDS,
        rf"[?&#](?ai:{_PARAMETER})=(?!\[redacted\])(?:(?=[^\s&#<{{$\"']{{0,60}}[0-9])[^\s&#<{{$\"']{{6,}}"
        r"|[^\s&#<{$\"']{12,})",
        "?sv=1&sig=abc%3D1",
    ),
    Phrase(
        "long signature or key in a query",
        _PARAMETER_WORDS,
        rf"[?&#](?ai:{_PARAMETER})=(?=[^\s&#<{{$\"']{{0,60}}[0-9])[^\s&#<{{$\"']{{20,}}",
        "https://a/b?sv=1&sig=a1B2c3D4a1B2c3D4a1B2c3D4%3D",
        everywhere=True,
    ),
    Phrase("connection string", _STATED_WORDS, rf"{_STATEMENT};", "AccountName=a;AccountKey=abcd/ef==;"),
    Phrase("connection string", _STATED_WORDS, rf"; ?{_STATEMENT}", "Server=db; Password = correcthorse"),
    Phrase(
        "key of Azure storage",
        ("accountkey=", "sharedaccesskey="),
        r"(?ai:accountkey|sharedaccesskey)=[A-Za-z0-9+/]{40,}",
        "AccountKey=" + "a1B2" * 11,
        everywhere=True,
    ),
    Phrase(
        "assignment",
        _NAME_WORDS,
        rf"(?ai:{_NAME}{_QUOTES}\s{{0,3}}{_ASSIGNS}\s{{0,3}}{_QUOTES}(?:{_SCHEME})?{_UNQUOTED})",
        "Authorization: Token 9944b09199c62bcf",
        hint=_ASSIGNED_HINT,
    ),
    Phrase(
        "assignment in quotes",
        _NAME_WORDS,
        rf"(?ai:{_NAME}\\{{0,3}}[\"']\s{{0,3}}{_ASSIGNS}\s{{0,3}}{_QUOTED})",
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
    Phrase(
        "user and password of curl",
        ("curl",),
        r"curl\b[^\n]{0,300}?\s(?:-u|--user)[ =]{0,3}[\"'\\]{0,4}[^\s:\"'$<\\]{0,99}:[^\s\"'$<\\]{2,}",
        "curl -u user:hunter2 https://example.org",
    ),
    Phrase(
        "cookie",
        ("cookie",),
        rf"(?ai:\bcookie[\"']{{0,2}}: ?[\"']?[^\s=;:]{{1,60}}={_OF_LETTER_AND_DIGIT}{{8,100}}+)",
        "Cookie: session=a1b2c3d4e5f6",
    ),
    Phrase(
        "cookie of a session",
        ("session=", "sessionid=", "sessid=", "connect.sid="),
        r"(?ai:(?:_gitlab_session|sessionid|(?:php|j|asp)sessid|jsessionid|connect\.sid))=[A-Za-z0-9%_.-]{16,}",
        "_gitlab_session=" + "0a1b" * 8,
        everywhere=True,
    ),
    Phrase(
        "password of NuGet",
        ("password",),
        r"(?ai:key=\\?[\"'](?:cleartext)?password\\?[\"']\s{1,3}value=\\?[\"'][^\"']{8,})",
        '<add key="ClearTextPassword" value="correct-horse" />',
    ),
    Phrase(
        "SoftLayer",
        ("api.softlayer.com",),
        r"://api\.softlayer\.com/soap/v[0-9.]{1,4}/[a-z0-9]{64}",
        "https://api.softlayer.com/soap/v3/" + "0a1b" * 16,
        everywhere=True,
    ),
    Phrase(
        "Telegram",
        (),
        r"(?<![0-9])[0-9]{5,16}:A[A-Za-z0-9_-]{34}(?![A-Za-z0-9_-])",
        "1234567890:AA" + "a1B2_" * 6 + "a1B",
        hint=r":A[A-Za-z0-9_-]{34}",
        everywhere=True,
    ),
    Phrase(
        "Discord",
        (),
        r"(?<![A-Za-z0-9])[MNO](?=[A-Za-z]{0,30}[0-9])[A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_.-])",
        "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ." + "a1B2_" * 5 + "ab",
        hint=r"\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}",
        everywhere=True,
    ),
    Phrase(
        "Microsoft Entra",
        (),
        r"[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])",
        "abc8Q~" + "a1B2" * 8,
        hint=r"~(?<=Q~)[A-Za-z0-9_~.-]{31}",
        everywhere=True,
    ),
    Phrase(
        "Terraform",
        (),
        r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}",
        "a1B2c3D4e5F6g7.atlasv1." + "a1B2" * 16,
        hint=r"\.atlasv1\.",
        everywhere=True,
    ),
    Phrase(
        "Airtable",
        (),
        r"(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\.[a-f0-9]{64}",
        "pata1B2c3D4e5F6g7." + "0a1b" * 16,
        hint=r"\.[a-f0-9]{64}",
        everywhere=True,
    ),
    Phrase(
        "Authress",
        (),
        r"[A-Za-z0-9]{5,30}\.[A-Za-z0-9]{4,6}\.acc[_-][A-Za-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}",
        "sc_a1b2c3d4e5.a1b2.acc_a1b2c3d4e5f6." + "a1B2" * 10,
        hint=r"\.acc[_-][A-Za-z0-9-]{10}",
        everywhere=True,
    ),
    Phrase(
        "MaxMind",
        (),
        r"(?<![A-Za-z0-9])[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?![A-Za-z0-9])",
        "a1B2c3_" + "a1B2" * 7 + "a_mmk",
        hint="_mmk",
        everywhere=True,
    ),
    Phrase(
        "Mailchimp",
        (),
        r"(?<![A-Za-z0-9])[a-f0-9]{32}-us[0-9]{1,2}(?![A-Za-z0-9])",
        "0a1b" * 8 + "-us12",
        hint=r"-us[0-9](?<=[a-f0-9]{32}-us[0-9])",
        everywhere=True,
    ),
    Phrase(
        "OpenShift",
        (),
        r"sha256~[A-Za-z0-9_-]{43}",
        "sha256~" + "a1B2" * 10 + "a1B",
        hint="~(?<=sha256~)[A-Za-z0-9_-]{43}",
        everywhere=True,
    ),
    Phrase(
        "Facebook application",
        (),
        r"(?<![0-9])[0-9]{15,16}\|[0-9A-Za-z_-]{27,40}(?![0-9A-Za-z_|-])",
        "123456789012345|" + "a1B2_-" * 5,
        hint=r"\|[0-9A-Za-z_-]{27}",
        everywhere=True,
    ),
    Phrase(
        "Google refresh token",
        (),
        r"(?<![A-Za-z0-9])1//0[A-Za-z0-9_-]{40,}",
        "1//0" + "a1B2_" * 9,
        hint=r"/0(?:(?<=1//0)|(?<=/\\/0)|(?<=\\//0))[A-Za-z0-9_-]{40}",
        everywhere=True,
    ),
)

# Environments that agents act in, or packages are in, are others.
_OTHER_ENVIRONMENTS = "(?<!gym.)(?<!rl.)(?<!eval.)(?<!test.)(?<!conda.)(?<!virtual.)(?<!python.)"
_OF_TOKENS = (
    "(?:api|access|o?auth2?|refresh|bearer|secret|hub|session|service|personal|id|bot|security|csrf|xsrf|sas|jwt"
    f"|{_SERVICES})"
)
# `key`: a text or a number that is secret, `token`: a text that is, `tokens`: texts, or else counts, `opaque`: a text
# that is no word, `signed_url`: an address, `environment`: variables, `auth`: a secret or the name of a method to
# authenticate.
NAMES = (
    Name("environment", "^envs?", "env", "env"),
    Name("environment", "environments?", "env", "runtime_environment"),
    Name("environment", "env(?:ironment)?[^a-z0-9]?var(?:iable)?s?", "env", "envVars"),
    Name("environment", f"[^a-z0-9]{_OTHER_ENVIRONMENTS}envs?", "env", "processEnv"),
    # Only its value has a sign: an address.
    Name("signed_url", "(?:signed|download|sas)[^a-z0-9]?(?:url|uri)s?", "://", "model_download_url"),
    Name("signed_url", "web_?hook(?:[^a-z0-9]?(?:url|uri|endpoint|address))?s?", "://", "slackWebhook"),
    Name("auth", "^auth", "auth", "auth"),
    Name("auth", "(?:^|[^a-z0-9])(?:basic|https?|proxy|registry|docker|npm|web)[^a-z0-9]?auth", "auth", "basic_auth"),
    Name("tokens", "^tokens", "token", "tokens"),
    Name("key", f"(?:{_OF_MEMBERS})[^a-z0-9]?key", "key", "wandbApiKey"),
    Name("key", "secret", "secret", "client_secret"),
    Name("key", "pass[^a-z0-9]?w(?:or)?d", "pass", "dbPassword"),
    Name("key", "pass[^a-z0-9]?phrase", "phrase", "passphrase"),
    Name("key", "passcode", "passcode", "passcode"),
    Name("key", f"(?:^|[^a-z0-9])(?:{_OF_PASSWORDS})[^a-z0-9]?pass", "pass", "db_pass"),
    Name("key", f"(?:^|[^a-z0-9])(?:{_OF_PASSWORDS})[^a-z0-9]?pw", "pw", "smtp_pw"),
    Name("key", "passkey", "passkey", "passkey"),
    Name("key", "credential", "credential", "credentials"),
    Name("key", "authorization", "authorization", "Authorization"),
    Name("key", "auth[^a-z0-9]?header", "auth", "auth_header"),
    Name("key", "cookie", "cookie", "cookie"),
    Name("key", "conn(?:ection)?[^a-z0-9]?str(?:ing)?", "conn", "ConnectionStrings"),
    Name("key", "shared[^a-z0-9]?access[^a-z0-9]?signature", "signature", "sharedAccessSignature"),
    Name("key", "(?:seed|recovery|mnemonic)[^a-z0-9]?phrase", "phrase", "seed_phrase"),
    Name("key", "recovery[^a-z0-9]?code", "recovery", "recoveryCodes"),
    Name("key", "backup[^a-z0-9]?code", "backup", "backup_codes"),
    Name("key", "service[^a-z0-9]?account[^a-z0-9]?(?:info|key|json)", "account", "service_account_info"),
    Name("key", "creds?", "cred", "aws_creds", whole=True),
    Name("key", "dsn", "dsn", "sentry_dsn", whole=True),
    Name("key", "psk", "psk", "wifi_psk", whole=True),
    Name("key", "kube_?config", "kube", "kubeconfig", whole=True),
    Name("key", "netrc", "netrc", "netrc", whole=True),
    Name("key", "pgpass", "pgpass", "pgpass", whole=True),
    Name("key", "pwd", "pwd", "db-pwd", whole=True),
    Name("key", "pat", "pat", "githubPat", whole=True),
    Name("key", "jwt", "jwt", "jwt", whole=True),
    Name("key", "bearer", "bearer", "bearer", whole=True),
    Name("token", "^token", "token", "token"),
    Name("token", f"{_OF_TOKENS}[^a-z0-9]?token", "token", "HF_TOKEN"),
    Name("token", f"{_OF_TOKENS}[^a-z0-9]?tokens", "token", "hf_tokens"),
    # These are also names of members with words, so that the value is judged.
    Name("opaque", "token", "token", "deployment_token"),
    Name(
        "opaque",
        "(?:^|[^a-z0-9])(?:app|client|server|endpoint|bot|db|database|model|write|root|replicate|modal|lambda|storage"
        "|functions|notion|linear|figma|host|read|my|user|team|org|project|prod|dev|staging|test|agent|judge|teacher"
        "|student|lm|embedding|vllm|inference|provider|vendor|cloud)[^a-z0-9]?key",
        "key",
        "endpoint_key",
    ),
    Name("opaque", "^pass", "pass", "pass"),
    Name(
        "opaque",
        "(?:^|[^a-z0-9])(?:my|new|old|site|web|api|server|host|account|client|remote|test|prod|dev|staging|git|hub|cluster"
        "|node|vnc|rdp|secret)[^a-z0-9]?pass",
        "pass",
        "server_pass",
    ),
    Name("opaque", "(?:^|[^a-z0-9])pw", "pw", "pw"),
    Name("opaque", "(?:^|[^a-z0-9])pswd", "pswd", "pswd"),
    Name("opaque", "access[^a-z0-9]?key[^a-z0-9]?id", "key", "aws_access_key_id"),
    Name("opaque", "(?:^|[^a-z0-9])t?otp", "otp", "totp"),
)
# Members that hold training data: only what has a form of its own is a secret there.
TRAINING = frozenset({"train_data", "training_data", "validation_data", "eval_data", "test_data"})
# Tokens of texts, as tokenizers, train_kwargs and counts have them, and tokens that are no secret.
_TOKENS_OF_TEXT = (
    "(?:pad|eos|bos|eot|eom|sot|unk|mask|sep|cls|image|audio|video|special|start|end|stop|prefix|suffix|middle"
    "|instruction|response|assistant|user|system|think|per|next|page|first|last|new|bad|max|min|num|total|prompt"
    "|completion|input|output|tool|target|masked|answer|label|gold|true|predicted|pred|correct|wrong|chosen|rejected"
    "|generated|sampled|top|draft|sub_?word|word|char|byte|text|source|src|tgt|current|previous|prev|final|separator"
    "|delimiter|newline|blank|trigger|control|reserved|added|extra|thought|action|observation|reward|query|document"
    "|context|class|category|entity|begin|lang|language|decoder|encoder|forced|anchor|head|tail|expected|original)"
    "[^a-z0-9]?tokens?"
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
    "opaque": _MORE,
}
_NEW_WORD = r"(?<=[a-z0-9])(?=[A-Z])"
# What is longer is no name, and only its end is looked at.
_LONGEST = 200


@lru_cache(maxsize=4096)
def secret_kind(name: str) -> str:
    """The kind of secret that a member of this name holds: "" for none."""
    name = _ascii_lower(re.sub(_NEW_WORD, "_", name[-_LONGEST:]))
    kind = next((kind for kind, pattern in _name_patterns().items() if pattern.search(name)), "")
    return "" if kind in {"token", "opaque"} and re.search(_TOKENS_OF_TEXT + _MORE, name) else kind


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
