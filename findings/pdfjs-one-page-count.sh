#!/usr/bin/env bash
# pdfjs-dist 5.4.624 (npm) keeps one count of pages for all documents that are open in a process: after a file of one page was opened, page
# 4 of a file of five pages that was opened before cannot be had, though its own numPages still says 5. Closing the short one does not help.
# Seen: "5 pages before, 5 after, page 4: Invalid page request." The workbench therefore has one document open at a time.
# Fails when that changes. Not part of CI.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund pdfjs-dist@5.4.624 pdf-lib@1.17.1 > /dev/null
cat > two.mjs <<'JS'
import { PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

async function opened(pages) {
  const file = await PDFDocument.create();
  for (let n = 0; n < pages; n++) file.addPage([200, 200]);
  return getDocument({ data: await file.save(), verbosity: 0 }).promise;
}
const long = await opened(5);
const before = long.numPages;
const short = await opened(1);
await short.destroy();
const page = await long.getPage(4).then(
  ({ pageNumber }) => `page ${pageNumber} is there`,
  ({ message }) => `page 4: ${message}`,
);
console.log(`${before} pages before, ${long.numPages} after, ${page}`);
process.exit(0);
JS
said=$(node two.mjs 2> /dev/null | tail -1)
echo "$said"
[ "$said" = '5 pages before, 5 after, page 4: Invalid page request.' ] || { echo "changed: documents may have counts of their own now"; exit 1; }
