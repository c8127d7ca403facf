/**
 * The Word files of all samples, taken back: as they were written nothing changes; with an edit in a place the record has just that edit;
 * with an edit elsewhere nothing changes, and it is reported.
 *
 * What a record must say after an edit is worked out on its YAML by the test, with the library alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { take } from '../../src/take/take.js';
import type { Taken } from '../../src/take/types.js';
import type { Outcome } from '../../src/diagnostics/index.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { isLongRun, swept, sweep } from '../setup/long.js';
import { sampleDocuments, samplesFolder, type SampleDocument } from '../setup/samples.js';
import { escaped, placesIn, seeded, WordFile, type PlaceIn } from './edited.js';

const written = ({ composed }: SampleDocument): Uint8Array => {
  const { value } = writeDocx(composed.document);
  if (!value) throw new Error('not written');
  return value;
};
const taken = (bytes: Uint8Array, options: { readonly accept?: boolean; readonly remove?: boolean } = {}): Promise<Outcome<Taken>> =>
  take({ root: samplesFolder, forms: [{ name: 'a.docx', bytes }], accept: false, remove: false, ...options });
const told = ({ value, diagnostics }: Outcome<Taken>): string[] => [
  ...diagnostics.map(({ code, message }) => `${code} ${message.en}`),
  ...(value?.files ?? []).flatMap(({ differences }) =>
    differences.map(({ file, pointer, before, after }) => `${file}#${pointer}: ${before} → ${after}`),
  ),
];
const recordOf = (file: string): unknown => parse(readFileSync(join(samplesFolder, file), 'utf8'));

function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], value);
}
function withValue(value: unknown, pointer: string, said: unknown): unknown {
  const [, step, rest] = /^\/([^/]+)(.*)$/.exec(pointer) ?? [];
  if (step === undefined) return said;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[step] = withValue(copy[step], rest ?? '', said);
  return copy;
}

it('what nobody touched changes nothing', sweep, async () => {
  for (const lang of ['zh-en', 'zh', 'en'] as const) {
    // The other languages are composed in the long run alone.
    if (!isLongRun && lang !== 'zh-en') continue;
    const documents = await sampleDocuments(lang);
    for (const document of swept(documents, 12)) {
      const { value } = writeDocx(document.composed.document);
      if (!value || !new WordFile(value).parts['customXml/item1.xml']) continue;
      expect(told(await taken(value)), `${document.name} ${lang}`).toEqual([]);
    }
  }
});

interface Trial {
  readonly of: PlaceIn;
  readonly said: string;
  /** The value that the record must have. */
  readonly value: unknown;
}
/** An edit whose outcome is known without any reading: text in one language, or a day. */
function trialAt(of: PlaceIn, random: () => number): Trial | undefined {
  const { segment, file } = of;
  if (!file.includes('/')) return undefined;
  const present = at(recordOf(file), segment.pointer);
  const { words, pointer } = segment;
  if (typeof present !== 'string') return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(present) && /^\d{4}-\d{2}-\d{2}$|^\d{4}年\d{1,2}月\d{1,2}日$/.test(words)) {
    const [month, day] = [1 + Math.floor(random() * 12), 1 + Math.floor(random() * 28)];
    const value = `2027-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    return {
      of,
      said: [value, `2027年${month}月${day}日`, `2027/${month}/${day}`, `2027．${month}．${day}`][Math.floor(random() * 4)] ?? '',
      value,
    };
  }
  if (!/\/(?:zh|en)$/.test(pointer)) return undefined;
  // One paragraph of a text: what stands around it must stay. Typography has no part in these.
  const plain = words.replaceAll('\u00a0', ' ');
  if (plain.length < 2 || present.split(plain).length !== 2) return undefined;
  const add = pointer.endsWith('zh')
    ? ['已核对', '（补充：现场确认）', '“甲&乙”<丙>', '：另见附件']
    : [' checked', ' (see “A & B”)', ' <x>', ': see annex'];
  const more = add[Math.floor(random() * add.length)] ?? '';
  const cut = random() < 0.3 && plain.length > 6 ? plain.slice(0, plain.length - 2).trimEnd() : plain;
  return { of, said: cut + more, value: present.replace(plain, () => cut + more) };
}

/** In a document of two languages a cell of a number alone is printed once, as Chinese. */
const sharesCells = ({ segment, file }: PlaceIn): boolean =>
  segment.pointer.endsWith('/en') && /^\|(?:.*\|)?[^\p{L}|]*\d[^\p{L}|]*\|/mu.test(String(at(recordOf(file), segment.pointer)));

it('an edit in a place arrives exactly, and nothing else does', sweep, async () => {
  const random = seeded(20261129);
  const documents = await sampleDocuments('zh-en');
  const wanted = isLongRun ? 250 : 40;
  let [done, unclear] = [0, 0];
  for (let round = 0; done < wanted && round < wanted * 20; round++) {
    const document = documents[Math.floor(random() * documents.length)] as SampleDocument;
    const file = new WordFile(written(document));
    if (!file.parts['customXml/item1.xml']) continue;
    const places = placesIn(file.carried);
    const trials = Array.from({ length: isLongRun ? 8 : 2 }, () => places[Math.floor(random() * places.length)] as PlaceIn).flatMap(
      (place) => trialAt(place, random) ?? [],
    );
    for (const { of, said, value } of trials) {
      const edited = new WordFile(written(document));
      if (!edited.type(of.block.name, of.segment.words, said)) continue;
      const outcome = await taken(edited.bytes());
      const what = `${document.name} ${of.block.name} ${of.file}#${of.segment.pointer}: ${of.segment.words} → ${said}`;
      if (sharesCells(of)) {
        // Of such a text not all is printed, so that it cannot be put together again: it is told, and not taken.
        expect(
          outcome.diagnostics.map(({ code }) => code),
          what,
        ).toEqual(['take-closed']);
        expect(outcome.value?.files, what).toEqual([]);
        continue;
      }
      if (outcome.diagnostics.some(({ code }) => code === 'take-words-changed')) {
        // Values with nothing between them but blanks: whose the new words are is not guessed.
        expect(outcome.diagnostics, what).toHaveLength(1);
        expect(outcome.value?.files, what).toEqual([]);
        unclear += 1;
        continue;
      }
      expect(outcome.diagnostics, what).toEqual([]);
      expect(
        outcome.value?.files.map((one) => one.file),
        what,
      ).toEqual([of.file]);
      const after: unknown = parse(outcome.value?.files[0]?.source ?? '');
      expect(after, what).toEqual(withValue(recordOf(of.file), of.segment.pointer, value));
      done += 1;
    }
  }
  expect(done).toBeGreaterThanOrEqual(wanted);
  expect(unclear / wanted).toBeLessThan(0.05);
});

describe('an edit outside of every place', () => {
  const typed = (words: string): string => `<w:p><w:r><w:t>${escaped(words)}</w:t></w:r></w:p>`;
  it('is reported, and changes nothing', sweep, async () => {
    const random = seeded(7);
    const documents = await sampleDocuments('zh-en');
    const wanted = isLongRun ? 200 : 16;
    let done = 0;
    for (let round = 0; done < wanted && round < wanted * 20; round++) {
      const document = documents[Math.floor(random() * documents.length)] as SampleDocument;
      const file = new WordFile(written(document));
      if (!file.parts['customXml/item1.xml']) continue;
      const fixed = file.carried.blocks
        .filter(({ name }) => name === undefined)
        .flatMap(({ segments }) => segments.filter((s): s is string => typeof s === 'string' && /^[\p{L} ]{4,}$/u.test(s)));
      const label = fixed[Math.floor(random() * fixed.length)];
      const way = Math.floor(random() * 3);
      let words = '';
      if (way === 0) {
        // A paragraph of its own above the title.
        words = `另行说明 ${round}`;
        file.xml = file.xml.replace('<w:body>', () => `<w:body>${typed(words)}`);
      } else {
        if (label === undefined || file.xml.split(`>${escaped(label)}</w:t>`).length !== 2) continue;
        words = way === 1 ? `${label}改` : '';
        file.xml = file.xml.replace(`>${escaped(label)}</w:t>`, () => `>${escaped(words)}</w:t>`);
      }
      const outcome = await taken(file.bytes());
      expect(outcome.value?.files, `${document.name} ${way} ${label}`).toEqual([]);
      const found = outcome.diagnostics.filter(({ message }) => message.zh.includes((way === 2 ? (label ?? '') : words).slice(0, 60)));
      expect(
        found.map(({ code }) => code),
        `${document.name} ${way} ${label}`,
      ).toEqual([way === 0 ? 'take-outside' : 'take-fixed-changed']);
      done += 1;
    }
    expect(done).toBeGreaterThanOrEqual(wanted);
  });
});
