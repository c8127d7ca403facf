/** What a Word file carries of itself comes back whole, or not at all with the reason. */
import { describe, expect, test } from 'vitest';
import { deflateSync, strToU8 } from 'fflate';
import { sha256 } from '../../src/files/write-file.js';
import { blockName, readCarriedProperties, readCarriedText, writeCarried, type Carried } from '../../src/carried/index.js';

const carried: Carried = {
  version: 1,
  document: {
    kind: 'audit-report',
    lang: 'zh-en',
    lead: 'zh',
    number: 'A-1',
    scheme: 'wanding',
    schemeVersion: 'B-1',
    as: 'form',
    for: 'li',
  },
  files: [{ path: 'acme/audits/2026/report.yaml', sha256: 'a'.repeat(64) }, { path: 'people.yaml' }],
  blocks: [
    { name: blockName(0), segments: ['组长：', { file: 1, pointer: '/li~1x/name/zh', words: '李“四”<&>\u2011𠮷', lang: 'zh' }] },
    {
      name: blockName(35),
      segments: [{ file: 0, pointer: '/opening/held', words: '☐', lang: 'zh', as: 'box', ticked: 'yes', locked: true }],
    },
  ],
};
const asMap = (c: Carried): Map<string, string> => new Map(writeCarried(c).properties.map(({ name, value }) => [name, value]));
const why = (reading: ReturnType<typeof readCarriedText>): string => (reading.ok ? 'read' : reading.why);
/** State of any shape, with the right hash: what somebody makes who knows how it is written. */
function forged(value: unknown): Map<string, string> {
  const json = JSON.stringify(value);
  const packed = Buffer.from(deflateSync(strToU8(json))).toString('base64');
  const pieces = packed.match(/.{1,255}/gs) ?? [];
  return new Map([
    ['certpress-places', `1 ${pieces.length} ${sha256(json)}`],
    ...pieces.map((piece, i) => [`certpress-places-${i + 1}`, piece] as const),
  ]);
}

test('both ways give back what was written', () => {
  const { json } = writeCarried(carried);
  expect(readCarriedText(json)).toMatchObject({ ok: true, carried });
  expect(readCarriedProperties(asMap(carried))).toMatchObject({ ok: true, carried });
});

test('a long state is cut into strings that Word keeps', () => {
  const blocks = Array.from({ length: 3000 }, (_, n) => ({
    name: blockName(n),
    segments: [{ file: 0, pointer: `/findings/${n}/text`, words: sha256(String(n)), lang: 'zh' as const }],
  }));
  const long = { ...carried, blocks };
  const properties = writeCarried(long).properties;
  // 3,000 hashes of 256 bits do not deflate: they alone are 96,000 bytes.
  expect(properties.length).toBeGreaterThan((96_000 * 4) / 3 / 255);
  expect(Math.max(...properties.map((p) => p.value.length))).toBeLessThanOrEqual(255);
  expect(readCarriedProperties(asMap(long))).toMatchObject({ ok: true, carried: { blocks } });
});

test('names of blocks are short, and no two are alike', () => {
  const names = Array.from({ length: 50_000 }, (_, n) => blockName(n));
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => /^[_a-z0-9]{4,40}$/.test(name))).toBe(true);
});

describe('what is not believed', () => {
  test('nothing there', () => {
    expect(why(readCarriedText(undefined))).toBe('absent');
    expect(why(readCarriedProperties(new Map([['Document kind', 'audit-report']])))).toBe('absent');
  });
  test('a later version', () => {
    expect(why(readCarriedText(JSON.stringify({ ...carried, version: 2 })))).toBe('newer');
    const properties = asMap(carried);
    properties.set('certpress-places', (properties.get('certpress-places') ?? '').replace(/^1/, '2'));
    expect(why(readCarriedProperties(properties))).toBe('newer');
  });
  test('a property is missing, changed, or says what is none', () => {
    for (const spoil of [
      (p: Map<string, string>) => p.delete('certpress-places-1'),
      (p: Map<string, string>) => p.set('certpress-places-1', (p.get('certpress-places-1') ?? '').replace(/[A-Za-z]/, '0')),
      (p: Map<string, string>) => p.set('certpress-places', 'anything'),
      (p: Map<string, string>) => p.set('certpress-places-1', ''),
      (p: Map<string, string>) => p.set('certpress-places-1', 'x'.repeat(10_000)),
    ]) {
      const properties = asMap(carried);
      spoil(properties);
      expect(why(readCarriedProperties(properties))).toBe('damaged');
    }
    expect(why(readCarriedText('{"version":1'))).toBe('damaged');
  });
  test.each([
    ['a path out of the project', { files: [{ path: '../other.yaml' }] }],
    ['an absolute path', { files: [{ path: '/etc/passwd' }] }],
    ['a path on a drive', { files: [{ path: 'C:/x.yaml' }] }],
    ['a path with back slashes', { files: [{ path: 'a\\..\\b.yaml' }] }],
    ['a step without a name', { files: [{ path: 'a//b.yaml' }] }],
    ['a place in a file that is not listed', { files: [] }],
    [
      'a place that every object has',
      { blocks: [{ name: '_cp0', segments: [{ file: 0, pointer: '/__proto__/x', words: '', lang: 'zh' }] }] },
    ],
    ['no pointer', { blocks: [{ name: '_cp0', segments: [{ file: 0, pointer: 'x', words: '', lang: 'zh' }] }] }],
    ['two blocks of one name', { blocks: [carried.blocks[0], carried.blocks[0]] }],
    ['a name that is no bookmark of ours', { blocks: [{ name: 'a:b', segments: [] }] }],
    ['more than it may say', { secret: 1 }],
  ])('%s', (_, change) => {
    expect(why(readCarriedText(JSON.stringify({ ...carried, ...change })))).toBe('invalid');
    expect(why(readCarriedProperties(forged({ ...carried, ...change })))).toBe('invalid');
  });
  test('a small file that would become a huge one', () => {
    const properties = forged('0'.repeat(40 * 1024 * 1024));
    expect([...properties.values()].reduce((n, v) => n + v.length, 0)).toBeLessThan(1024 * 1024);
    expect(why(readCarriedProperties(properties))).toBe('too-large');
  });
});
