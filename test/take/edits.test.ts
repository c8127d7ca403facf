/**
 * Edits within places of the samples' documents and of forms of them: each arrives in the record as what it says, and nothing else does.
 *
 * Several in one file, straight in its markup here, and by LibreOffice in the long run: one process of it opens, edits and saves all files
 * (`tools/person_in_office.py`). CERTPRESS_EDITS says how many there are to be, CERTPRESS_SEED which.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Outcome } from '../../src/diagnostics/index.js';
import { take } from '../../src/take/take.js';
import type { Taken } from '../../src/take/types.js';
import { isLongRun, long, sweep } from '../setup/long.js';
import { sampleDocuments, samplesFolder } from '../setup/samples.js';
import { seeded, WordFile } from './edited.js';
import { at, pick, recordOf, trialsIn, withValue, wordFileOf, type Random, type Trial } from './trials.js';

const wantedOr = (otherwise: number): number => Number(process.env['CERTPRESS_EDITS'] ?? otherwise);
const tell = (words: string): void => {
  if (process.env['CERTPRESS_EDITS'] !== undefined) console.log(words);
};
const seed = Number(process.env['CERTPRESS_SEED'] ?? 20_261_129);

interface Job {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly trials: readonly Trial[];
}
/** Files with edits, until there are as many as are wanted; `forms`: one file in how many is a form. */
async function* jobs(wanted: number, inOne: number, random: Random): AsyncIterable<Job> {
  const documents = await sampleDocuments('zh-en', isLongRun ? undefined : 12);
  for (let done = 0; done < wanted;) {
    const document = pick(random, documents);
    const as = random() < 0.5 ? 'form' : 'document';
    const bytes = await wordFileOf(document, as);
    if (!bytes) continue;
    const trials = trialsIn(bytes, Math.min(inOne, wanted - done), random);
    if (trials.length === 0) continue;
    done += trials.length;
    yield { name: `${document.name} as ${as}`, bytes, trials };
  }
}

const taken = (bytes: Uint8Array): Promise<Outcome<Taken>> =>
  take({ root: samplesFolder, forms: [{ name: 'a.docx', bytes }], accept: false, remove: false });

interface Counts {
  arrived: number;
  /** Values with nothing between them but blanks: whose the new words are is not guessed. */
  unclear: number;
}
/** What a file that came back gives is what its edits say, and nothing else. */
function compare({ value, diagnostics }: Outcome<Taken>, trials: readonly Trial[], name: string, counts: Counts): void {
  const after = new Map((value?.files ?? []).map(({ file, source }) => [file, parse(source) as unknown]));
  const isThere = ({ file, pointer, value: wanted }: Trial): boolean =>
    after.has(file) && JSON.stringify(at(after.get(file), pointer)) === JSON.stringify(wanted);
  const told = [
    name,
    ...trials.map((one) => {
      const said = isThere(one) ? 'arrived' : `has ${JSON.stringify(at(after.get(one.file), one.pointer))}`;
      return `${one.file}#${one.pointer} ${JSON.stringify(one.edits)}: ${said}`;
    }),
    ...diagnostics.map(({ code, message }) => `${code} ${message.en}`),
  ].join('\n');
  const arrived = trials.filter(isThere);
  const shown = new Set((value?.files ?? []).flatMap(({ file, differences }) => differences.map(({ pointer }) => `${file}#${pointer}`)));
  const closed = trials.filter(({ isClosed }) => isClosed);
  const unclear = diagnostics.filter(({ code }) => code === 'take-words-changed');
  for (const one of trials) {
    expect.soft(isThere(one) || one.isClosed || unclear.length > 0, told).toBe(true);
    // Whoever reads what will change sees it there.
    expect.soft(shown.has(`${one.file}#${one.pointer}`), told).toBe(isThere(one));
  }
  expect.soft(arrived.length + closed.length + unclear.length, told).toBe(trials.length);
  expect.soft(diagnostics.filter(({ code }) => code === 'take-closed').length, told).toBe(closed.length);
  expect.soft(diagnostics.length, told).toBe(closed.length + unclear.length);
  const expected = new Map<string, unknown>();
  for (const one of arrived) expected.set(one.file, withValue(expected.get(one.file) ?? recordOf(one.file), one.pointer, one.value));
  expect.soft(after, told).toEqual(expected);
  counts.arrived += arrived.length;
  counts.unclear += unclear.length;
}

it('an edit in a place arrives exactly, and nothing else does', sweep, async () => {
  const random = seeded(isLongRun ? seed : seed + 1);
  const wanted = wantedOr(isLongRun ? 400 : 24);
  const counts: Counts = { arrived: 0, unclear: 0 };
  while (counts.arrived < wanted)
    for await (const { name, bytes, trials } of jobs(wanted - counts.arrived, 8, random)) {
      const file = new WordFile(bytes);
      const done = trials.filter(({ edits }) =>
        edits.every((edit) => {
          if (edit.old !== undefined && !file.type(edit.at, edit.old, edit.new)) return false;
          const { from, to, xml } = file.paragraph(edit.at);
          // A click on a box says in its control what it draws.
          if (edit.old !== undefined && /^[☐☑]$/.test(edit.new))
            file.replace(
              from,
              to,
              xml.replace(/(<w14:checked w14:val=")[01]/, (_, before: string) => before + (edit.new === '☑' ? '1' : '0')),
            );
          if (edit.old !== undefined) return true;
          file.replace(
            from,
            to,
            xml.replace(/<\/w:p>$/, () => `<w:r><w:t xml:space="preserve">${escapedText(edit.new)}</w:t></w:r></w:p>`),
          );
          return true;
        }),
      );
      compare(await taken(file.bytes()), done, name, counts);
    }
  tell(`straight: ${counts.arrived} edits arrived, ${counts.unclear} were told as unclear (seed ${seed})`);
  expect(counts.unclear / counts.arrived).toBeLessThan(0.05);
});
const escapedText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

it('so does one that LibreOffice makes and saves', long, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'certpress-office-'));
  try {
    const random = seeded(seed + 2);
    const all: (Job & { readonly file: string; readonly to: string })[] = [];
    for await (const job of jobs(wantedOr(60), 12, random)) {
      const [file, to] = [join(folder, `${all.length}.docx`), join(folder, `${all.length}-saved.docx`)];
      writeFileSync(file, job.bytes);
      all.push({ ...job, file, to });
    }
    const input = all.map(({ file, to, trials }) => ({ file, to, edits: trials.flatMap(({ edits }) => edits) }));
    // Debian's own: its bridge is there for that Python alone.
    const said = execFileSync('/usr/bin/python3', ['tools/person_in_office.py', join(folder, 'profile')], {
      input: JSON.stringify(input),
      maxBuffer: 64 * 1024 * 1024,
      encoding: 'utf8',
    });
    const found = JSON.parse(said) as boolean[][];
    const counts: Counts = { arrived: 0, unclear: 0 };
    let missed = 0;
    for (const [n, { name, to, trials }] of all.entries()) {
      let k = 0;
      const done = trials.filter(({ edits }) => edits.map(() => found[n]?.[k++] === true).every(Boolean));
      missed += trials.length - done.length;
      compare(await taken(readFileSync(to)), done, name, counts);
    }
    tell(
      `LibreOffice: ${counts.arrived} edits in ${all.length} files arrived, ${counts.unclear} were told as unclear, ${missed} were not made (seed ${seed})`,
    );
    expect(counts.unclear / counts.arrived).toBeLessThan(0.05);
    expect(missed / counts.arrived).toBeLessThan(0.2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
