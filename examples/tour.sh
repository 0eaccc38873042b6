#!/usr/bin/env bash
# Shows what the package does, on the records beside this script; `make run` sets up and runs it.
set -eu

show() { # the expected exit status, then the command
  local expected=$1 status=0
  shift
  printf '\n$ %s\n' "$*"
  "$@" || status=$?
  [ "$status" -eq "$expected" ] || { echo "exit status $status, not $expected" >&2; exit 1; }
}

echo "Records that are right:"
show 0 dspy-schema validate examples/jobs.jsonl examples/local_job.yaml
printf '\nRecords that are not:\n'
show 1 dspy-schema validate examples/broken.jsonl
printf '\nWhat a finding means:\n'
show 0 dspy-schema explain DSP301

cat <<'NEXT'

Try next, with your own files:
  .venv/bin/dspy-schema validate PATH…                          files, folders, globs, or - for standard input
  .venv/bin/dspy-schema validate --output-format sarif PATH…    also json, jsonl, junit, github
  .venv/bin/dspy-schema schema list                             the types of records
  .venv/bin/dspy-schema --help
NEXT
