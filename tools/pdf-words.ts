/**
 * What the PDFs of an output folder say, for tools that compare.
 *
 * In:  a folder. Out: JSON on stdout: of each PDF its path and its words in reading order, without white space.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPdf } from '../src/proof/read-pdf.js';

const [folder = 'out'] = process.argv.slice(2);
const words: Record<string, string> = {};
for (const file of readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.pdf'))
  .sort()) {
  const { value } = await readPdf(readFileSync(join(folder, file)));
  words[file] = (value?.entries ?? []).map((entry) => entry.text).join('\n');
}
process.stdout.write(JSON.stringify(words));
