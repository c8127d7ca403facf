#!/usr/bin/env bash
# xliff 6.4.0 (npm) joins the last source of a unit with the last target that it met: of a unit with two segments (XLIFF 2.0, 4.2.2.3
# and 4.2.2.5), the first translated and the second not yet, it gives the second sentence with the translation of the first, and no word of
# it. Where both are translated, the first sentence is gone.
# Seen: {"source":"第二句。","target":"First."} and {"source":"第二句。","target":"Second."}. Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact xliff@6.4.0 >/dev/null
cat > read.mjs <<'JS'
import xliff from 'xliff';
const file = (last) =>
  '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en"><file id="f"><unit id="u">' +
  '<segment id="s1"><source>第一句。</source><target>First.</target></segment>' +
  `<segment id="s2"><source>第二句。</source>${last}</segment></unit></file></xliff>`;
for (const last of ['', '<target>Second.</target>'])
  console.log(JSON.stringify((await xliff.xliff2js(file(last))).resources.f.u));
JS
seen=$(node read.mjs)
echo "$seen"
expected='{"source":"第二句。","target":"First."}
{"source":"第二句。","target":"Second."}'
[ "$seen" = "$expected" ] || { echo "changed: units of several segments may be read now"; exit 1; }
