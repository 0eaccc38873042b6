"""Texts and names that are secrets, and others that look like them."""

from __future__ import annotations

KEYS = [
    "sk-" + "a1B2" * 6,
    "sk-proj-" + "a1B2_-" * 6,
    "hf_" + "aBcD" * 8,
    "AKIA" + "ABCD" * 4,
    "AIza" + "aBc-_" * 7,
    "ghp_" + "a1B2" * 9,
    "github_pat_" + "a1B2" * 9,
    "glpat-" + "a1B2" * 5,
    "gsk_" + "a1B2" * 6,
    "xoxb-1234567890-abc",
    "dapi" + "0a1b" * 8,
    "nvapi-" + "a1B2" * 6,
    "r8_" + "a1B2" * 8,
    "fw_" + "a1B2" * 6,
    "tgp_v1_" + "a1B2" * 6,
    "pplx-" + "a1B2" * 6,
    "wandb_v1_" + "a1B2" * 6,
    "lsv2_pt_" + "a1B2" * 6,
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_",
    "-----BEGIN RSA PRIVATE KEY-----\nMII",
    "Bearer abcdefghijklmnopqrstuvwxyz",
    "basic dXNlcjpwYXNzd29yZDEyMw==",
    "https://user:hunter2@example.org/x",
    "s3://b/m?X-Amz-Signature=abc",
    "https://a.blob.core.windows.net/m?sv=1&sig=abc%3D",
    "https://storage.googleapis.com/m?X-Goog-Signature=ab",
    "https://d.cloudfront.net/m?Expires=1&Signature=ab",
]
KEYS += [
    "ASIA" + "ABCD" * 4,
    "ya29." + "a1B2_" * 6,
    "GOCSPX-" + "a1B2" * 6,
    "sk_live_" + "a1B2" * 6,
    "npm_" + "a1B2" * 9,
    "xai-" + "a1B2" * 9,
    "SG." + "a1B2" * 5 + "." + "a1B2" * 9,
    "https://hooks.slack.com/services/T01/B02/abc123",
    "https://hf_" + "aBcD" * 8 + "@huggingface.co/x",
    "https://x/cb#access_token=abc",
    "https://x/v1?api_key=abc",
    "?sv=1&sig=abc%3D",
    '{"api_key": "hunter2"}',
    "api_key=hunter2hunter2",
    "tool --api-key hunter2hunter2",
    "Server=db;Password=correcthorse;",
    "AccountName=a;AccountKey=abcd/ef==;",
    "Authorization: Token 9944b09199c62bcf",
]
NAMES = ["api_key", "apiKey", "wandbApiKey", "WANDB_API_KEY", "databricks_token", "token", "HF_TOKEN", "password"]
NAMES += ["authorization", "Authorization", "client_secret", "secret", "aws_secret_access_key", "private-key", "cookie"]
NAMES += ["connection_string", "passphrase", "dbPassword", "auth_header", "access key"]
NAMES += ["api_keys", "hf_tokens", "tokens", "passwords", "secret_access_keys", "ConnectionStrings", "credential"]
NAMES += [
    "credentials",
    "pwd",
    "pat",
    "githubPat",
    "jwt",
    "bearer",
    "auth",
    "session_key",
    "sessionKey",
    "secretString",
]
NAMES += ["client_secret_value", "apiKeyValue", "OPENAI_API_KEY_2", "privateKeyPem", "sharedAccessSignature"]
HARMLESS_NAMES = ["trained_tokens", "max_tokens", "token_count", "tokenizer", "eos_token", "pad_token", "primary_key"]
HARMLESS_NAMES += ["n_tokens", "total_tokens", "prompt_tokens", "pattern", "path", "author", "gym_env", "public_key"]
HARMLESS_NAMES += ["keys", "key", "monkey", "secretary", "passed", "next_page_token", "stop_token", "environmental"]
HARMLESS = [
    "",
    "[redacted]",
    "ftjob-abcdefghijklmnopqrstuvwx",
    "task-abcdefghijklmnopqrstuvwxyz",
    "sk-short",
    "disk-" * 9,
]
HARMLESS += ["https://example.org/a?b=c", "https://example.org/a?sig=[redacted]", "ft:gpt-4o:acme::BTz2REMH", "a:b@c"]
HARMLESS += [
    "ft:gpt-4o:sk-learn-experiments-2026:id",
    "key=value",
    "max_tokens=1024",
    "Password: at least 8 characters",
]
HARMLESS += [
    "client(api_key=os.environ['OPENAI_API_KEY'])",
    "def f(token: str, password=None): pass",
    "token = next(it)",
]
HARMLESS += [
    "tokens=tokenizer(text, padding=True)",
    '{"api_key": ""}',
    "export API_KEY=<your key>",
    "{not json",
    "[" * 5000,
]
HARMLESS += ["the basic idea", "no bearer of news", "project/hf_model"]
