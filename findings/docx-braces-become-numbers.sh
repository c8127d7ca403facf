#!/usr/bin/env bash
# docx 9.15.2 (npm) marks lists in its XML by `{reference-instance}` and replaces that text everywhere when it packs the file: a sentence
# that holds a list's name in such braces (as forms do: "fill in {clause-0}") loses it for a number, without a word.
# Seen: "Fill in 2 of the form". Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact docx@9.15.2 fflate@0.8.3 >/dev/null
cat > write.mjs <<'JS'
import { Document, Packer, Paragraph } from 'docx';
import { strFromU8, unzipSync } from 'fflate';
const config = [{ reference: 'clause', levels: [{ level: 0, format: 'decimal', text: '%1.' }] }];
const listed = new Paragraph({ text: 'Scope', numbering: { reference: 'clause', level: 0 } });
const document = new Document({ numbering: { config }, sections: [{ children: [listed, new Paragraph('Fill in {clause-0} of the form')] }] });
const parts = unzipSync(new Uint8Array(await Packer.toBuffer(document)));
const texts = strFromU8(parts['word/document.xml']).matchAll(/<w:t[^>]*>([^<]*)</g);
console.log([...texts].map(([, text]) => text).join(' | '));
JS
seen=$(node write.mjs)
echo "docx 9.15.2: $seen"
[ "$seen" = "Scope | Fill in 2 of the form" ] || { echo "changed: text in braces may stay now"; exit 1; }
