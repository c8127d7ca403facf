#!/usr/bin/env bash
# yaml 2.9.1 (npm) keeps comments and order when a document is changed and written again, but writes each plain number anew from its value,
# the untouched ones too: an 18-digit code without quotes loses its last digits, 007 becomes 7. A change of one name changes a code elsewhere.
# Seen: code: 911100001234568000, number: 7. Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact yaml@2.9.1 >/dev/null
cat > change.mjs <<'JS'
import { parseDocument } from 'yaml';
const record = parseDocument('code: 911100001234567890\nnumber: 007\nname: old\n');
record.set('name', 'new');
process.stdout.write(record.toString());
JS
seen=$(node change.mjs)
echo "$seen"
expected='code: 911100001234568000
number: 7
name: new'
[ "$seen" = "$expected" ] || { echo "changed: untouched numbers may stay as they were written"; exit 1; }
