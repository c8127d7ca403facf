/** What a Word file carries: which words are values of the record, in a bookmark each paragraph, and the state, twice. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readCarriedProperties, readCarriedText, type Carried } from '../../src/carried/index.js';
import { orderOf, orderText } from '../../src/make/order-text.js';
import { build, type Document, type Inline, type RecordPlace } from '../../src/model/index.js';
import { parseXml, type XmlElement } from '../../src/proof/docx-xml.js';
import { writeDocx } from '../../src/writers/docx/index.js';
import { sweep } from '../setup/long.js';
import { sampleDocuments } from '../setup/samples.js';
import { form, p } from './docx-samples.js';

const unpacked = (document: Document): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(writeDocx(document).value as Uint8Array)).map(([name, bytes]) => [name, strFromU8(bytes)]));
const under = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((c) => [...(c.name === name ? [c] : []), ...under(c, name)]);

/** The state as each way gives it. */
function statesOf(files: Readonly<Record<string, string>>): {
  readonly part: Carried | undefined;
  readonly properties: Carried | undefined;
} {
  const item = files['customXml/item1.xml'];
  const part = readCarriedText(item === undefined ? undefined : parseXml(item).text);
  const list = parseXml(files['docProps/custom.xml'] ?? '').children;
  const properties = readCarriedProperties(new Map(list.map((one) => [one.attributes['name'] ?? '', one.children[0]?.text ?? ''])));
  return { part: part.ok ? part.carried : undefined, properties: properties.ok ? properties.carried : undefined };
}
/** The words within each bookmark of ours, by its name; one that does not end in its paragraph has none. */
function bookmarkedWords(xml: string): [string, string][] {
  return under(parseXml(xml), 'w:p').flatMap((paragraph) => {
    let name = '';
    let id: string | undefined;
    let words = '';
    const out: [string, string][] = [];
    const visit = (element: XmlElement): void => {
      for (const c of element.children) {
        const called = c.attributes['w:name'] ?? '';
        if (c.name === 'w:bookmarkStart' && called.startsWith('_cp')) [name, id, words] = [called, c.attributes['w:id'], ''];
        else if (c.name === 'w:bookmarkEnd' && name !== '' && c.attributes['w:id'] === id) {
          out.push([name, words]);
          name = '';
        } else if (c.name === 'w:t') words += c.text;
        else if (c.name === 'w:tab' && element.name === 'w:r') words += '\t';
        else if (c.name === 'w:br') words += '\n';
        else if (c.name === 'w:softHyphen') words += '\u00ad';
        else if (c.name !== 'w:p') visit(c);
      }
    };
    visit(paragraph);
    return out;
  });
}
const wordsOf = ({ blocks }: Carried): [string, string][] =>
  blocks.flatMap(({ name, segments }) =>
    name === undefined ? [] : [[name, segments.map((s) => (typeof s === 'string' ? s : s.words)).join('')]],
  );

const at = (pointer: string, file = 'acme/case.yaml'): { origin: { record: RecordPlace[] } } => ({
  origin: { record: [{ file, pointer, line: 7, column: 3 }] },
});
const value = (words: string, pointer: string, file?: string): Inline => build.text(words, 'zh', at(pointer, file));
const zh = (words: string): Inline => build.text(words, 'zh');
/** A document of these paragraphs and the running heads of the form of the samples. */
function documentOf(paragraphs: readonly (readonly Inline[])[], more: Partial<Document['meta']> = {}): Document {
  const whole = form();
  const [section] = whole.sections;
  if (!section) throw new Error('no section');
  const header = [p('prose', [value('页眉', '/client/name/zh')])];
  return {
    ...whole,
    meta: { ...whole.meta, scheme: { id: 'wanding', version: 'B-1' }, ...more },
    sections: [{ master: { ...section.master, header }, blocks: paragraphs.map((content) => p('prose', content)) }],
  };
}

describe('what a file says', () => {
  const document = documentOf([
    [zh('客户：'), value('甲\u2011乙', '/client/name/zh'), zh('，电话 '), value('010', '/client/phone')],
    [zh('没有值')],
    [value('一行', '/scope/zh'), build.lineBreak(), value('又一行', '/scope/zh')],
    [build.checkBox(true, { ticked: 'major', ...at('/grade', 'acme/nc.yaml') }), build.gap(0.3), zh('严重')],
    [build.text('两处来的', 'zh', { origin: { record: [...at('/a').origin.record, ...at('/b').origin.record] } })],
  ]);
  const files = unpacked(document);
  const { part, properties } = statesOf(files);

  test('is the same in the part and in the properties', () => {
    expect(part).toBeDefined();
    expect(properties).toEqual(part);
  });
  test('names each value with its place and words, and what stands between as fixed', () => {
    expect(part?.files).toEqual([{ path: 'acme/case.yaml' }, { path: 'acme/nc.yaml' }]);
    // A hyphen that keeps a code together is a plain one in Word; lines of one value are one value.
    expect(part?.blocks.map((b) => b.segments)).toEqual([
      [
        '客户：',
        { file: 0, pointer: '/client/name/zh', words: '甲-乙', lang: 'zh' },
        '，电话 ',
        { file: 0, pointer: '/client/phone', words: '010', lang: 'zh' },
      ],
      ['没有值'],
      [{ file: 0, pointer: '/scope/zh', words: '一行\n又一行', lang: 'zh' }],
      [{ file: 1, pointer: '/grade', words: '☑', lang: 'zh', as: 'box', ticked: 'major' }, expect.stringMatching(/^\s+严重$/)],
      ['两处来的'],
    ]);
    expect(part?.running).toEqual(['页眉', expect.any(String)]);
  });
  test('has a bookmark within each of its paragraphs, and none in a running head', () => {
    expect(bookmarkedWords(files['word/document.xml'] ?? '')).toEqual(wordsOf(part as Carried));
    expect(Object.entries(files).flatMap(([name, xml]) => (/header|footer/.test(name) && xml.includes('_cp') ? [name] : []))).toEqual([]);
  });
  test('says nothing where it is of no record', () => {
    const { scheme: _, ...meta } = document.meta;
    const bare = unpacked({ ...document, meta });
    expect(Object.keys(bare).filter((name) => name.startsWith('customXml'))).toEqual([]);
    expect(bare['docProps/custom.xml']).not.toContain('certpress-places');
    expect(bare['word/document.xml']).not.toContain('_cp');
  });
  test('is the same where another machine writes it from the order alone', async () => {
    const maker = { program: 'p', engine: 'e' };
    const order = { document, mustFit: false, wording: [], layout: 'x', formats: ['docx'] as const };
    const { text, address } = orderText(order, maker);
    const received = await orderOf(text, maker, () => Promise.resolve(undefined));
    expect(Buffer.from(writeDocx(received?.document as Document).value ?? [])).toEqual(Buffer.from(writeDocx(document).value ?? []));
    // The line is no part of it, the place is.
    const moved = documentOf([[value('甲', '/client/name/zh')]]);
    const other = documentOf([[value('甲', '/client/short/zh')]]);
    const lower = documentOf([[build.text('甲', 'zh', { origin: { record: [{ ...at('/client/name/zh').origin.record[0]!, line: 9 }] } })]]);
    const addressOf = (one: Document): string => orderText({ ...order, document: one }, maker).address;
    expect(addressOf(lower)).toBe(addressOf(moved));
    expect(addressOf(other)).not.toBe(addressOf(moved));
    expect(address).not.toBe(addressOf(moved));
  });
});

test('every document of the samples says of each bookmark the words that stand in it', sweep, async () => {
  for (const { name, composed } of await sampleDocuments('zh-en', 12)) {
    const files = unpacked(composed.document);
    const { part, properties } = statesOf(files);
    expect(part, name).toBeDefined();
    expect(JSON.stringify(properties) === JSON.stringify(part), name).toBe(true);
    expect(bookmarkedWords(files['word/document.xml'] ?? ''), name).toEqual(wordsOf(part as Carried));
  }
});
