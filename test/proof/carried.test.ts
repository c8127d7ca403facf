/**
 * A Word file says of itself what the document says: each value of the record with its place and words, in both copies, and each bookmark
 * around the words that the state names. A file in which any of that is not so is not kept.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { proveCarried } from '../../src/proof/docx-carried.js';
import { readDocx } from '../../src/proof/read-docx.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { isLongRun, sweep } from '../setup/long.js';
import { sampleDocument, sampleDocuments, type SampleDocument } from '../setup/samples.js';

const found = ({ composed }: SampleDocument, spoil: (parts: Record<string, Uint8Array>) => void = () => undefined): string[] => {
  const written = writeDocx(composed.document).value;
  if (!written) throw new Error('not written');
  const parts = unzipSync(written);
  spoil(parts);
  const { value } = readDocx(zipSync(parts, { level: 1 }));
  if (!value) throw new Error('not read');
  return proveCarried(composed.document, value.carried()).map(({ code, message }) => `${code} ${message.en}`);
};

it('what is written of the samples is what they say', sweep, async () => {
  for (const lang of ['zh-en', 'zh', 'en'] as const) {
    if (!isLongRun && lang !== 'zh-en') continue;
    for (const document of await sampleDocuments(lang, 12)) expect(found(document), `${document.name} ${lang}`).toEqual([]);
  }
});

describe('is told', () => {
  const edited =
    (name: string, change: (xml: string) => string) =>
    (parts: Record<string, Uint8Array>): void => {
      const before = strFromU8(parts[name] as Uint8Array);
      const after = change(before);
      expect(after, `${name} is changed`).not.toBe(before);
      parts[name] = strToU8(after);
    };
  const body = 'word/document.xml';
  it.each([
    ['a bookmark that is not there', body, (xml: string) => xml.replace(/<w:bookmarkStart [^>]*w:name="_cp5"\/>/, '')],
    ['a bookmark of another name', body, (xml: string) => xml.replace('w:name="_cp5"', 'w:name="_cp6"')],
    [
      'a bookmark around other words',
      body,
      (xml: string) => xml.replace(/(<w:bookmarkStart w:id="(\d+)" w:name="_cp5"\/>)(.*?)(<w:bookmarkEnd w:id="\2"\/>)/, '$1$4$3'),
    ],
    [
      'a bookmark more',
      body,
      (xml: string) => xml.replace(/<\/w:body>/, '<w:p><w:bookmarkStart w:id="1" w:name="_cpzz"/><w:bookmarkEnd w:id="1"/></w:p></w:body>'),
    ],
    [
      'a state that names another value',
      'customXml/item1.xml',
      (xml: string) => xml.replace('"pointer":"/conclusion', '"pointer":"/concluded'),
    ],
    ['a state that is not there', 'customXml/item1.xml', (xml: string) => xml.replace(/<(\/?)carried/g, '<$1other')],
    [
      'a copy that is cut short',
      'docProps/custom.xml',
      (xml: string) => xml.replace('name="certpress-places-1"', 'name="certpress-places-0"'),
    ],
  ])('%s', async (_, name, change) => {
    const report = await sampleDocument('qingyu-payment/stage-2/audit-report');
    expect(found(report)).toEqual([]);
    const said = found(report, edited(name, change));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^format-differs/);
  });
});
