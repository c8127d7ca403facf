#!/usr/bin/env bash
# Runs docs/packs.md: writes the files that its blocks name, and runs its commands, in their order, in an empty folder.
# In: the compiled program. Out: exit 0 when each command does what it should.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
printf '#!/bin/sh\nexec node "%s/dist/src/cli/main.js" "$@"\n' "$root" > "$work/bin/certpress"
chmod +x "$work/bin/certpress"

awk -f tools/guide-blocks.awk docs/packs.md > "$work/run.sh"
[ "$(grep -c '^echo "guide:' "$work/run.sh")" -ge 6 ] && [ "$(grep -c 'END_OF_BLOCK"$' "$work/run.sh")" -ge 12 ] || { echo "the guide has lost its blocks"; exit 1; }
cd "$work"
PATH="$work/bin:$PATH" LC_ALL=C bash -euo pipefail run.sh > out.txt 2> err.txt || { tail -n 30 out.txt err.txt; echo "the guide of packs does not work"; exit 1; }
for said in "The scheme yuanqiao is sound." "quotation-wrong" "It agrees with the text as far as" "leaderSinged" "Did you mean industryCode?"; do
  grep -qF "$said" out.txt err.txt || { echo "nothing said: $said"; cat out.txt err.txt; exit 1; }
done
echo "the guide of packs: $(grep -c '^guide:' out.txt) blocks of commands, each does what it says"
