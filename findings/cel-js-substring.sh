#!/usr/bin/env bash
# @marcbachmann/cel-js 8.0.0 (npm): `size` of a text counts characters (code points, as CEL has it), `substring` and `charAt` count
# UTF-16 halves: the first character of a name such as 𠮷田 is half of one, and `s.substring(0, s.size() - 1)` cuts elsewhere than it says.
# Seen: size 2, substring(0, 1) of one unit D842, substring(0, size - 1) not 𠮷. Rows of certpress may not call them.
# Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact @marcbachmann/cel-js@8.0.0 >/dev/null
cat > halves.mjs <<'JS'
import { evaluate } from '@marcbachmann/cel-js';
const name = '𠮷田';
const first = evaluate('name.substring(0, 1)', { name });
console.log(evaluate('name.size()', { name }), first.length, first.charCodeAt(0).toString(16), evaluate('name.substring(0, name.size() - 1)', { name }) === '𠮷');
JS
seen=$(node halves.mjs)
echo "size, units of the first character, its code, right without the last: $seen"
[ "$seen" = "2n 1 d842 false" ] || { echo "changed: both may count alike now"; exit 1; }
