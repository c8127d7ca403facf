/**
 * Counts on produced pages what a typographer would mark:
 * `node tools/run-ts.mjs tools/page-counters.ts out [--word | --certificates] [--all]`.
 *
 * In:  a folder of outputs. Out: a table of counters and the places behind each; exit 1 where one is over its limit. With
 * `--word`, LibreOffice sets the Word files too, and none may differ from its PDF by more than one page, a certificate in the faces that
 * Windows has by none; with `--certificates` only this.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { countsOf, counters, limits, type Counter } from './page-counters/counts.js';
import { fontsFile } from './page-counters/fonts.js';
import { pagesOf } from './page-counters/pages.js';

const [folder = 'out', ...flags] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const pdfs = files.filter((f) => f.endsWith('.pdf'));
const words = pdfs.map((f) => f.replace(/pdf$/, 'docx')).filter((f) => files.includes(f));
if (pdfs.length === 0) throw new Error(`no outputs under ${folder}`);

const places = new Map<Counter, string[]>();
const pageCounts = new Map<string, number>();
for (const file of pdfs) {
  const pages = await pagesOf(readFileSync(join(folder, file)));
  pageCounts.set(file, pages.length);
  // A certificate is one page, laid out by itself.
  const counts = countsOf(pages);
  for (const key of Object.keys(counters) as Counter[]) {
    if (key === 'open' && file.includes('certificate')) continue;
    places.set(key, [...(places.get(key) ?? []), ...counts[key].map((at) => `${file} ${at}`)]);
  }
}
let over = false;
const show = (name: string, found: readonly string[], limit: number | undefined): void => {
  if (limit !== undefined && found.length > limit) over = true;
  console.log(`${String(found.length).padStart(4)}  ${name}${limit === undefined ? '' : `  (limit ${limit})`}`);
  if ((limit !== undefined && found.length > limit) || flags.includes('--all')) for (const at of found) console.log(`        ${at}`);
};
console.log(`${pdfs.length} PDFs, ${[...pageCounts.values()].reduce((a, b) => a + b, 0)} pages`);
for (const key of Object.keys(counters) as Counter[]) show(counters[key], places.get(key) ?? [], limits[key]);
if (flags.includes('--word')) show('Word files that differ from their PDF by more than a page', wordPages(words, 'ours', 1), 0);
if (flags.includes('--word') || flags.includes('--certificates')) {
  show(
    'certificates in Word, with the faces that Windows has, of other pages than their PDF',
    wordPages(
      words.filter((f) => f.includes('certificate')),
      'windows',
      0,
    ),
    0,
  );
}
if (over) process.exitCode = 1;

/** Word files whose pages, set by LibreOffice in these faces, are more than `apart` from those of their PDF. */
function wordPages(words: readonly string[], look: 'ours' | 'windows', apart: number): string[] {
  const work = mkdtempSync(join(tmpdir(), 'certpress-pages-'));
  try {
    // Names repeat from case to case.
    words.forEach((f, i) => copyFileSync(join(folder, f), join(work, `${i}.docx`)));
    // A hundred at a time: one run over many hundreds ends early now and then, and says nothing.
    for (let from = 0; from < words.length; from += 100)
      execFileSync(
        'soffice',
        [
          `-env:UserInstallation=${pathToFileURL(join(work, 'profile')).href}`,
          '--headless',
          '--convert-to',
          'pdf',
          '--outdir',
          work,
          ...words.slice(from, from + 100).map((_, i) => join(work, `${from + i}.docx`)),
        ],
        { stdio: 'ignore', timeout: 900_000, env: { ...process.env, FONTCONFIG_FILE: fontsFile(work, look) } },
      );
    const found: string[] = [];
    for (const [i, file] of words.entries()) {
      // What LibreOffice writes has no structure to read: poppler counts.
      const word = Number(/^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [join(work, `${i}.pdf`)], { encoding: 'utf8' }))?.[1]);
      const pdf = pageCounts.get(file.replace(/docx$/, 'pdf')) ?? 0;
      if (!(Math.abs(word - pdf) <= apart)) found.push(`${file}: ${word} pages, the PDF ${pdf}`);
    }
    return found;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
