#!/usr/bin/env bash
# Runs the commands of docs/archive-guide.md, in their order, on a copy of three samples that are closed.
# In: the compiled program, the validators (tools/install-validators.sh). Out: exit 0 when each command does what it should.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
authority=
finish() { [ -z "$authority" ] || kill "$authority"; chmod -R u+w "$work"; rm -rf "$work"; }
trap finish EXIT

mkdir "$work/bin" "$work/tsa" "$work/scans"
program() { printf '#!/bin/sh\nexec %s "$@"\n' "$2" > "$work/bin/$1"; chmod +x "$work/bin/$1"; }
program certpress "node '$root/dist/src/cli/main.js'"
program verapdf "java -cp '$root/.cache/verapdf/*' org.verapdf.apps.GreenfieldCliWrapper"
program bagit.py "'$root/.cache/validators/bin/python' -m bagit"
program pyhanko "'$root/.cache/validators/bin/pyhanko'"

# Three closed cases: the guide says what comes of them.
mkdir -p "$work/records/wanding" "$work/records/cusc"
cp samples/certpress.yaml samples/people.yaml "$work/records"
cp -r samples/wanding/nuantu-heating samples/wanding/qingyu-payment "$work/records/wanding"
cp -r samples/cusc/jieyu-contact-services "$work/records/cusc"
# One whose audits lie elsewhere: its notices.
mkdir -p "$work/notices/wanding"
cp samples/certpress.yaml samples/people.yaml "$work/notices"
cp -r samples/wanding/xiuyuan-reagents "$work/notices/wanding"
cp samples/wanding/qingyu-payment/evidence/recovery-times.png "$work/scans/licence-1.png"
cp samples/cusc/jieyu-contact-services/evidence/exercise-results-2025.png "$work/scans/licence-2.png"
cp samples/cusc/jieyu-contact-services/evidence/contract.pdf "$work/scans/letter.pdf"
printf 'a trial password\n' > "$work/password.txt"
chmod 600 "$work/password.txt"
node tools/trial-authority.mjs "$work/tsa" > "$work/tsa/address" &
authority=$!
for _ in $(seq 100); do [ -s "$work/tsa/address" ] && break; sleep 0.1; done

awk -f tools/guide-blocks.awk docs/archive-guide.md > "$work/run.sh"
[ "$(grep -c '^echo "guide:' "$work/run.sh")" -ge 14 ] || { echo "the guide has lost its commands"; exit 1; }
cd "$work"
TSA=$(cat tsa/address) PATH="$work/bin:$PATH" LC_ALL=C bash -euo pipefail run.sh > out.txt 2> err.txt || { tail -n 20 out.txt err.txt; echo "the guide's commands do not all work"; exit 1; }
for said in "9 bag(s) added, 0 unchanged, 0 still open, 0 refused" "0 bag(s) added, 9 unchanged" "archive-reason-missing" "archive-term" "kept as evidence/permit.pdf (2 page(s))"; do
  grep -qF "$said" err.txt || { echo "nothing said: $said"; cat err.txt; exit 1; }
done
[ "$(grep -c '^PASS ' out.txt)" = 2 ] || { echo "veraPDF has findings"; grep -E '^(PASS|FAIL)' out.txt; exit 1; }
grep -q "The signature is judged VALID" out.txt || { echo "pyHanko does not judge the seal valid"; cat out.txt; exit 1; }
echo "the guide: $(grep -c '^guide:' out.txt) blocks of commands, each does what it says"
