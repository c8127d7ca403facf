/**
 * Forms with pieces of their markup taken out, doubled, moved or given nonsense: each is refused, or becomes a layout; and the layouts of
 * a part of them, linted together, have no error, though no person ever saw them.
 *
 * The same mutants each time. What a mutant's layout should say nobody knows; that it holds together (rows fill their columns, elements
 * stand where they may, every label is there) is what lint checks.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import { lint } from '../../src/make/lint.js';
import { packageInfo } from '../../src/program/package-info.js';
import { openProven } from '../../src/program/proven.js';
import { newTemplate } from '../../src/skeleton/word-form/template.js';
import { isLongRun, sweep } from '../setup/long.js';
import * as forms from './forms.js';

const place = mkdtempSync(join(tmpdir(), 'certpress-mutants-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

/** A linear congruential generator: its numbers are the same on every machine. */
class Numbers {
  constructor(private state: number) {}
  below(n: number): number {
    this.state = (Math.imul(this.state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (this.state >> 8) % n;
  }
  of<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }
}

/** Whole elements of a name that hold none of the same name. */
function elementsOf(xml: string, name: string): { readonly from: number; readonly text: string }[] {
  const pattern = new RegExp(`<${name}(?: [^>]*)?>(?:(?!<${name}[ />]).)*?</${name}>`, 'gs');
  return [...xml.matchAll(pattern)].map(({ 0: text, index }) => ({ from: index, text }));
}
const names = [
  'w:p',
  'w:r',
  'w:tc',
  'w:tr',
  'w:tbl',
  'w:sdt',
  'w:tcPr',
  'w:pPr',
  'w:tblGrid',
  'w:sectPr',
  'w:abstractNum',
  'w:style',
  'w:drawing',
];
const nonsense = ['-1', '99999999999', '', 'x', '0', '1e9', 'NaN', 'continue', 'restart'];

function mutated(xml: string, numbers: Numbers): string {
  const found = elementsOf(xml, numbers.of(names) ?? 'w:p');
  const [one, other] = [numbers.of(found), numbers.of(found)];
  switch (numbers.below(5)) {
    case 0:
      return one ? xml.slice(0, one.from) + xml.slice(one.from + one.text.length) : xml;
    case 1:
      return one && other ? xml.slice(0, other.from) + one.text + xml.slice(other.from) : xml;
    case 2:
      return xml.replace(/ w:val="[^"]*"/g, (all) => (numbers.below(12) === 0 ? ` w:val="${numbers.of(nonsense) ?? ''}"` : all));
    case 3:
      return xml.replace(/ w:w="[^"]*"/g, (all) => (numbers.below(4) === 0 ? ` w:w="${numbers.of(nonsense) ?? ''}"` : all));
    default:
      return xml.replace(/<w:(?:tc|tr|p|r)>/g, (all) => (numbers.below(20) === 0 ? `${all}<${numbers.of(names) ?? 'w:p'}/>` : all));
  }
}

it('mutants of all forms are refused, or become layouts that hold together', sweep, async () => {
  const numbers = new Numbers(isLongRun ? 2 : 1);
  const sources = Object.values(forms).map((form) => unzipSync(form()));
  const house = join(place, 'house');
  mkdirSync(house);
  let made = 0;
  const most = isLongRun ? 340 : 24;
  for (let n = 0; n < most; n++) {
    const files: Record<string, Uint8Array> = { ...numbers.of(sources) };
    for (let k = 0; k <= numbers.below(4); k++) {
      const parts = Object.keys(files).filter((name) => /^word\/[^/]*\.xml$/.test(name));
      const part = numbers.below(3) === 0 ? (numbers.of(parts) ?? '') : 'word/document.xml';
      files[part] = strToU8(mutated(strFromU8(files[part] ?? new Uint8Array()), numbers));
    }
    const from = join(place, 'mutant.docx');
    writeFileSync(from, zipSync(files, { level: 0 }));
    const { value, diagnostics } = newTemplate({ from, id: `mutant-${n}`, of: 'audit', folder: place, out: house });
    if (value) made += 1;
    else expect(diagnostics.map(({ code }) => code)).toEqual([expect.stringMatching(/^word-/)]);
  }
  // Most are still forms: else nothing would have been tried.
  expect(made).toBeGreaterThan(most / 2);
  const found = await lint(packageInfo().root, { path: house, shown: 'house' }, openProven(join(place, 'proven')), { scheme: 'wanding' });
  const errors = found.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ place: at, message }) => `${at?.file ?? ''}:${at?.line ?? 0} ${message.en}`)).toEqual([]);
});
