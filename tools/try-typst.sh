#!/usr/bin/env bash
# Cases of each body laid out by the program `typst` (tools/install-typst.sh): words, pages and places are those of the built-in engine, a
# second build makes the same bytes, and the validators find nothing.
# In: a folder of the samples' outputs by the built-in engine (default: out); the cases (default: one of each body). Out: exit 0 when all is so.
set -euo pipefail
cd "$(dirname "$0")/.."
own=${1:-out}
[ $# = 0 ] || shift
cases=("$@")
[ ${#cases[@]} -gt 0 ] || cases=(cqm/luting-gas cusc/langang-depot wanding/heting-vault zoho/songyue-printing)
typst=${CERTPRESS_TYPST:-$PWD/.cache/typst/bin/typst}
work=.cache/two-engines
rm -rf "$work"
mkdir -p "$work"
cp -r samples "$work/samples"
echo "engine: $typst" >> "$work/samples/certpress.yaml"
build() { node dist/src/cli/main.js build "${cases[@]/#/$work/samples/}" --force --out "$work/$1" | tail -1; }
build typst
node tools/same-pages.mjs "$own" "$work/typst"
TZ=Pacific/Auckland build again > /dev/null
diff -r -x .standing.json "$work/typst" "$work/again"
echo "a second build makes the same bytes"
tools/validate-outputs.sh "$work/typst" without-office
