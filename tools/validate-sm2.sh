#!/usr/bin/env bash
# Signatures and seals with SM2, verified by Bouncy Castle; and one by Bouncy Castle, verified by certpress.
# In: nothing. Out: one line for each check; exit 0 when each program verifies what the other signed, and nothing damaged.
set -euo pipefail
cd "$(dirname "$0")/.."
java=.cache/bouncy-castle
if [ ! -e "$java/.done" ]; then
  mvn -q -B -f tools/bouncy-castle/pom.xml dependency:copy-dependencies -DoutputDirectory="$PWD/$java"
  touch "$java/.done"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node tools/run-ts.mjs tools/sm2-samples.ts make "$work"
java -cp "$java/*" tools/bouncy-castle/Sm2Cms.java "$work"
node tools/run-ts.mjs tools/sm2-samples.ts check "$work"
