#!/usr/bin/env bash
# @marcbachmann/cel-js 8.0.0 (npm): `timestamp` takes days that do not exist for others without a word, where CEL has an error for
# what is no RFC 3339 time: 30 February is 2 March, 31 November 1 December.
# Seen: "2 1" for 2025-02-30 and "11 0" for 2025-11-31 (month and day counted from 0). A limit that is reckoned with it moves. Rows of
# certpress may not call it. Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact @marcbachmann/cel-js@8.0.0 >/dev/null
cat > days.mjs <<'JS'
import { evaluate } from '@marcbachmann/cel-js';
for (const day of ['2025-02-30', '2025-11-31'])
  console.log(day, 'is', ['getMonth', 'getDayOfMonth'].map((part) => evaluate(`timestamp("${day}T00:00:00Z").${part}()`)).join(' '));
JS
seen=$(node days.mjs)
echo "$seen"
[ "$seen" = "2025-02-30 is 2 1
2025-11-31 is 11 0" ] || { echo "changed: days may be checked now"; exit 1; }
