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

mkdir -p build/tour
printf "\nVendors' records, of real runs: DSPy at an OpenAI-shaped service, caikit, Arbor; and Emissary's own sample:\n"
show 0 dspy-schema validate examples/vendors
for vendor in openai caikit emissary; do
  record=$(echo examples/vendors/"$vendor".json*)
  printf '\nA record of %s becomes a job and its run, and comes back:\n' "$vendor"
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

printf '\nThe same records as RDF, and back:\n'
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
printf '\nSPARQL over all of them:\n'
show 0 dspy-schema query --quiet --named jobs-by-lifecycle-stage examples/vendors

cat <<'NEXT'

Try next, with your own files:
  .venv/bin/dspy-schema validate PATH…                          files, folders, globs, or - for standard input
  .venv/bin/dspy-schema validate --output-format sarif PATH…    also json, jsonl, junit, github
  .venv/bin/dspy-schema convert --to dspy PATH…                 vendors' records to jobs and runs
  .venv/bin/dspy-schema publish --to turtle PATH…               also nquads, ntriples, jsonld, ndjsonld
  .venv/bin/dspy-schema query --list                            queries to start from
  .venv/bin/dspy-schema schema list                             the types of records
  .venv/bin/dspy-schema --help
NEXT
