#!/usr/bin/env bash
# Shows the package at work on the records in this folder; `make run` sets it up and runs it.
set -eu

show() { # the expected exit status, then the command
  local expected=$1 status=0
  shift
  printf '\n$ %s\n' "$*"
  "$@" || status=$?
  [ "$status" -eq "$expected" ] || { echo "exit status $status, not $expected" >&2; exit 1; }
}

echo "Valid records:"
show 0 dspy-schema validate examples/jobs.jsonl examples/local_job.yaml
printf '\nInvalid records:\n'
show 1 dspy-schema validate examples/broken.jsonl
printf '\nAn explanation of a finding:\n'
show 0 dspy-schema explain DSP301

printf '\nA saved program of DSPy, checked against the code whose signature has changed since:\n'
show 0 dspy-schema validate -v examples/programs/answer.json
show 1 dspy-schema validate examples/programs/answer.json --tree examples/programs/changed.tree.json

mkdir -p build/tour
printf "\nVendors' records of real runs: DSPy with an OpenAI-compatible service, caikit, Arbor; and Emissary's own sample:\n"
show 0 dspy-schema validate examples/vendors
for vendor in openai caikit emissary; do
  record=$(echo examples/vendors/"$vendor".json*)
  printf '\nA record of %s, converted to a job and its run, and back:\n' "$vendor"
  show 0 dspy-schema convert --quiet "$record" -o "build/tour/$vendor.jsonl"
  show 0 head -2 "build/tour/$vendor.jsonl"
  show 0 dspy-schema validate "build/tour/$vendor.jsonl"
  show 0 dspy-schema convert --quiet --to "$vendor" "build/tour/$vendor.jsonl" -o "build/tour/$vendor-again.jsonl"
  python - "$record" "build/tour/$vendor-again.jsonl" <<'COMPARE'
import sys
import dspy_schema
records, again = ([record.value for record in dspy_schema.read(path)] for path in sys.argv[1:])
assert again == records
print(f"the same {len(records)} record{'s' * (len(records) > 1)}")
COMPARE
done

printf '\nThe same records, published as RDF and read back:\n'
record=build/tour/emissary.jsonl
show 0 dspy-schema publish --quiet "$record" --to turtle -o build/tour/emissary.ttl
show 0 head -22 build/tour/emissary.ttl
show 0 dspy-schema validate build/tour/emissary.ttl
show 0 dspy-schema publish --quiet build/tour/emissary.ttl --to jsonl -o build/tour/emissary-from-turtle.jsonl
python - "$record" build/tour/emissary-from-turtle.jsonl <<'COMPARE'
import sys
import dspy_schema
records, again = ([record.value for record in dspy_schema.read(path)] for path in sys.argv[1:])
assert again == records
print(f"the same {len(records)} records")
COMPARE
printf '\nA SPARQL query over all of them:\n'
show 0 dspy-schema query --quiet --named jobs-by-lifecycle-stage examples/vendors

cat <<'NEXT'

Next, try your own files:
  .venv/bin/dspy-schema validate PATH…                          files, folders, globs, or - for standard input
  .venv/bin/dspy-schema validate --output-format sarif PATH…    also json, jsonl, junit, github
  .venv/bin/dspy-schema convert --to dspy PATH…                 convert vendors' records to jobs and runs
  .venv/bin/dspy-schema publish --to turtle PATH…               also nquads, ntriples, jsonld, ndjsonld
  .venv/bin/dspy-schema query --list                            list the included queries
  .venv/bin/dspy-schema schema list                             list the types of records
  .venv/bin/dspy-schema --help
NEXT
