/** The samples are four cases of their own: no sentence of 30 characters stands in two of them, unless a label or pack holds it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { samplesFolder } from '../setup/samples.js';

/** The samples of the issue: folders of audits. */
const samples: Record<string, string[]> = {
  'wanding initial': ['wanding/qingyu-payment'],
  'wanding recertification': ['wanding/nuantu-heating'],
  'cusc initial': ['cusc/jieyu-contact-services/audits/stage-1', 'cusc/jieyu-contact-services/audits/stage-2'],
  'cusc surveillance': ['cusc/jieyu-contact-services/audits/surveillance-1'],
};
/** What a client's address, its scope or a licence is does not change from one audit to the next; a file's name is no sentence. */
const same = new Set([
  'scope',
  'criteria',
  'address',
  'registeredAddress',
  'businessAddress',
  'team',
  'objectives',
  'licences',
  'title',
  'unit',
  'department',
  'file',
]);

function sentencesIn(value: unknown, out: Set<string>): Set<string> {
  if (typeof value === 'string') {
    // Rows of tables name things (objectives, units); they are no sentences.
    for (const s of value
      .split('\n')
      .filter((line) => !line.trim().startsWith('|'))
      .join('\n')
      .split(/[。；;！？!?\n]|\.\s/)) {
      const sentence = s.trim();
      if ([...sentence].length >= 30) out.add(sentence);
    }
  } else if (Array.isArray(value)) value.forEach((v) => sentencesIn(v, out));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, v] of Object.entries(value)) if (!same.has(key)) sentencesIn(v, out);
  }
  return out;
}
const sentencesOf = (folders: readonly string[]): Set<string> => {
  const out = new Set<string>();
  for (const folder of folders) {
    for (const name of readdirSync(join(samplesFolder, folder), { recursive: true }) as string[]) {
      if (name.endsWith('.yaml')) sentencesIn(parse(readFileSync(join(samplesFolder, folder, name), 'utf8')), out);
    }
  }
  return out;
};

const packs = ['iso-22301-2019', 'gbt-30146-2023']
  .map((f) => readFileSync(join(samplesFolder, '../schemas/standards', `${f}.yaml`), 'utf8'))
  .join('\n');

it('no long sentence stands in two samples', () => {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const [name, folders] of Object.entries(samples)) {
    const sentences = sentencesOf(folders);
    expect(sentences.size, name).toBeGreaterThan(20);
    for (const s of sentences) {
      const before = seen.get(s);
      if (before && !packs.includes(s)) twice.push(`${before} / ${name}: ${s}`);
      seen.set(s, name);
    }
  }
  expect(twice).toEqual([]);
});
