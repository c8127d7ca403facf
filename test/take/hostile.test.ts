/**
 * Word files that are damaged, or were made to hurt whoever takes them back: 300 of one client's form, by kinds, from a seed.
 *
 * Each is refused or reported: nothing is thrown, nothing of it becomes a change of a record, no record is touched and no file appears
 * anywhere. What must come of a kind stands beside it: `refused` (nothing of the file is read), or the codes that may be told of it, one of
 * them at least.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Carried } from '../../src/carried/index.js';
import { formOf } from '../../src/form/form.js';
import { take } from '../../src/take/take.js';
import { wordLimits } from '../../src/word/limits.js';
import { swept, sweep } from '../setup/long.js';
import { copySamples } from '../setup/samples.js';
import { escaped, placesIn, seeded, WordFile } from './edited.js';

const around = mkdtempSync(join(tmpdir(), 'certpress-hostile-'));
const root = join(around, 'project');
afterAll(() => rmSync(around, { recursive: true, force: true }));
const filesIn = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name)).toString('base64')] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

let form: Uint8Array;
let before: ReturnType<typeof filesIn>;
beforeAll(async () => {
  mkdirSync(root);
  await copySamples(root, ['wanding/qingyu-payment']);
  // What a path that leads out of the project would reach.
  writeFileSync(join(around, 'certpress.yaml'), 'languages: [zh]\n');
  writeFileSync(join(around, 'plan.yaml'), 'number: "1"\n');
  const { value } = await formOf({
    ...{ folder: join(root, 'wanding/qingyu-payment/audits/stage-2'), part: 'nc', subject: 'NC-01', today: '2026-11-29' },
  });
  form = value as Uint8Array;
  before = filesIn(around);
});

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const whole = (random: Random, most: number): number => Math.floor(random() * most);
const main = 'word/document.xml';
const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Names of places of the form that stand in cells of different fields. */
function twoPlaces(file: WordFile, random: Random): [string, string] {
  const places = placesIn(file.carried).filter(({ segment }) =>
    /^\/(?:cause|correction|statement|evidence|reason|completedOn)/.test(segment.pointer),
  );
  const n = whole(random, places.length);
  const field = (at: number): string => places[at]?.segment.pointer.split('/')[1] ?? '';
  // Not beside each other: what is moved behind its neighbour stands where it stood.
  const others = places.filter((_, m) => field(m) !== field(n) && Math.abs(m - n) > 3);
  const [one, other] = [places[n], pick(random, others)];
  return [one?.block.name ?? '', other.block.name];
}
const inXml = (change: (file: WordFile, random: Random) => void) => (random: Random) => {
  const file = new WordFile(form);
  change(file, random);
  return file.bytes();
};
const forged = (change: (carried: Carried, random: Random) => unknown) => (random: Random) => {
  const file = new WordFile(form);
  return file.forge(change(file.carried, random)).bytes();
};
/** One value of the first place of a value in the state, otherwise. */
const withPlace = (carried: Carried, change: object): unknown => {
  let isDone = false;
  return {
    ...carried,
    blocks: carried.blocks.map((block) => ({
      ...block,
      segments: block.segments.map((s) => {
        if (typeof s === 'string' || isDone) return s;
        isDone = true;
        return { ...s, ...change };
      }),
    })),
  };
};
const bytesAt = (text: string): number => Buffer.from(form).indexOf(Buffer.from(text, 'latin1'));
const overwritten = (at: number, ...values: readonly number[]): Uint8Array => {
  const copy = form.slice();
  values.forEach((value, i) => (copy[at + i] = value));
  return copy;
};
const le32 = (n: number): number[] => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, (n >>> 24) & 255];
const deep = (open: string, close: string, n: number): string => open.repeat(n) + close.repeat(n);
const relation = (file: WordFile, part: string, type: string, target: string): void => {
  const xml = file.part(part) || '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';
  const added = `<Relationship Id="rIdX" Type="${types}/${type}" Target="${target}" TargetMode="External"/>`;
  file.setPart(
    part,
    xml.replace('</Relationships>', () => `${added}</Relationships>`),
  );
};
const outside = ['https://example.invalid/a.dotm', 'file:///etc/passwd', '\\\\example.invalid\\share\\a', '../../../plan.yaml'];

interface Kind {
  readonly what: string;
  readonly make: (random: Random) => Uint8Array;
  /** Codes, one of which must be told; `refused`: none of ours, the file is not read at all. */
  readonly comes: 'refused' | readonly string[];
}
const unreadable: Kind['comes'] = ['take-state-unreadable'];
const kinds: readonly Kind[] = [
  // ---- zips ----
  { what: 'cut off', make: (random) => form.slice(0, 1 + whole(random, form.length - 30)), comes: 'refused' },
  {
    what: 'one byte of the text’s packed data flipped',
    // Behind the header of the entry (30 bytes and its name), within its first kilobyte: the checksum tells.
    make: (random) => {
      const at = bytesAt(main) + main.length + 20 + whole(random, 1000);
      return overwritten(at, (form[at] ?? 0) ^ (1 << whole(random, 8)));
    },
    comes: 'refused',
  },
  {
    what: 'thousands of small entries',
    make: (random) => {
      const file = new WordFile(form);
      for (let n = 0; n < wordLimits.parts + 1 + whole(random, 50); n++) file.parts[`word/media/${n}.xml`] = new Uint8Array();
      return file.bytes();
    },
    comes: 'refused',
  },
  {
    what: 'a declared size above the limit',
    make: (random) => {
      // Of the first entry in the directory (APPNOTE.TXT 4.3.12): its size once unpacked stands at 24.
      const directory = Buffer.from(form).indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
      return overwritten(directory + 24, ...le32(wordLimits.unpackedBytes + 1 + whole(random, 1000)));
    },
    comes: 'refused',
  },
  {
    what: 'a part that packs to almost nothing',
    make: (random) => {
      const file = new WordFile(form);
      return zipSync({ ...file.parts, 'word/more.xml': new Uint8Array(1_000_000 + whole(random, 9999)).fill(32) }, { level: 9 });
    },
    comes: 'refused',
  },
  {
    what: 'an entry that leads out of the folder',
    make: (random) => {
      const file = new WordFile(form);
      return zipSync({ ...file.parts, [`${'../'.repeat(1 + whole(random, 5))}plan.xml`]: strToU8('<a/>') });
    },
    comes: 'refused',
  },
  {
    what: 'the text twice',
    make: (random) => {
      const file = new WordFile(form);
      file.parts[pick(random, ['WORD/document.xml', 'word/DOCUMENT.xml', 'Word/Document.xml'])] = strToU8(file.xml);
      return file.bytes();
    },
    comes: 'refused',
  },
  // ---- XML ----
  {
    what: 'the text cut off',
    make: inXml((file, random) => (file.xml = file.xml.slice(0, whole(random, file.xml.length - 20)))),
    comes: 'refused',
  },
  {
    what: 'a document type with entities',
    make: inXml((file, random) => {
      const entity = pick(random, [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x "a">',
        '<!ENTITY % p SYSTEM "https://example.invalid/">',
      ]);
      const part = pick(random, [main, 'customXml/item1.xml', 'docProps/custom.xml', 'word/styles.xml', 'word/_rels/document.xml.rels']);
      const typed = (xml: string): string => xml.replace(/\?>/, () => `?><!DOCTYPE a [${entity}]>`);
      if (part === main) file.xml = typed(file.xml);
      else file.setPart(part, typed(file.part(part)));
    }),
    comes: 'refused',
  },
  {
    what: 'elements within elements',
    make: inXml((file, random) => {
      const n = wordLimits.depth + 1 + whole(random, 3000);
      file.xml = file.xml.replace('<w:body>', () => `<w:body>${deep('<w:customXml>', '</w:customXml>', n)}`);
    }),
    comes: 'refused',
  },
  {
    what: 'bytes that are no UTF-8',
    make: (random) => {
      const file = new WordFile(form);
      const bytes = strToU8(file.xml);
      bytes[whole(random, bytes.length)] = 0xff;
      return zipSync({ ...file.parts, [main]: bytes });
    },
    comes: 'refused',
  },
  // ---- what a program would fetch or run ----
  {
    what: 'a template, a frame or an object elsewhere',
    make: inXml((file, random) =>
      relation(
        file,
        pick(random, ['word/_rels/settings.xml.rels', 'word/_rels/document.xml.rels', '_rels/.rels']),
        pick(random, ['attachedTemplate', 'frame', 'oleObject', 'subDocument', 'aFChunk']),
        pick(random, outside),
      ),
    ),
    comes: ['take-left-out'],
  },
  {
    what: 'a picture that lies elsewhere',
    make: inXml((file, random) => {
      relation(file, 'word/_rels/document.xml.rels', 'image', pick(random, outside));
      const drawing =
        '<w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:link="rIdX"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>';
      const { to } = file.paragraph(twoPlaces(file, random)[0]);
      file.replace(to - 6, to - 6, `<w:r>${drawing}</w:r>`);
    }),
    comes: ['take-picture-refused'],
  },
  {
    what: 'a link elsewhere',
    make: inXml((file, random) => {
      relation(file, 'word/_rels/document.xml.rels', 'hyperlink', pick(random, outside));
      file.xml = file.xml.replace(
        '<w:body>',
        () => '<w:body><w:p><w:hyperlink r:id="rIdX"><w:r><w:t>请点击</w:t></w:r></w:hyperlink></w:p>',
      );
    }),
    comes: ['take-left-out'],
  },
  {
    what: 'macros',
    make: inXml((file, random) => file.setPart(pick(random, ['word/vbaProject.bin', 'vbaProject.bin', 'word/x/VBAPROJECT.BIN']), 'x')),
    comes: ['take-left-out'],
  },
  {
    what: 'another file in the text',
    make: inXml((file, random) => {
      relation(file, 'word/_rels/document.xml.rels', 'aFChunk', pick(random, outside));
      file.xml = file.xml.replace('<w:body>', () => '<w:body><w:altChunk r:id="rIdX"/>');
    }),
    comes: ['take-left-out'],
  },
  // ---- places ----
  {
    what: 'a paragraph moved to another field',
    make: inXml((file, random) => {
      const [one, other] = twoPlaces(file, random);
      const { from, to, xml } = file.paragraph(one);
      file.replace(from, to, '<w:p/>');
      const target = file.paragraph(other);
      file.replace(target.to, target.to, xml);
    }),
    comes: ['take-moved', 'take-place-gone'],
  },
  {
    what: 'a paragraph with its place pasted elsewhere, with other words',
    make: inXml((file, random) => {
      const [one, other] = twoPlaces(file, random);
      const { xml } = file.paragraph(one);
      const { to } = file.paragraph(other);
      file.replace(
        to,
        to,
        xml.replace(/<w:t [^>]*>[^<]*/, () => '<w:t>另一份'),
      );
    }),
    comes: ['take-doubled', 'take-moved'],
  },
  {
    what: 'a place of which the file says nothing',
    make: inXml((file, random) => {
      const { from } = file.paragraph(twoPlaces(file, random)[0]);
      const mark = `<w:bookmarkStart w:id="9" w:name="_cpz${whole(random, 999)}z"/><w:r><w:t>甲</w:t></w:r><w:bookmarkEnd w:id="9"/>`;
      file.replace(from, from, `<w:p>${mark}</w:p>`);
    }),
    comes: ['take-place-refused'],
  },
  {
    what: 'a place whose name is that of another',
    make: inXml((file, random) => {
      const [one, other] = twoPlaces(file, random);
      file.xml = file.xml.replace(`w:name="${one}"`, () => `w:name="${other}"`);
    }),
    comes: ['take-doubled', 'take-carriers-disagree'],
  },
  // ---- the state ----
  {
    what: 'files out of the project',
    make: forged((carried, random) => ({
      ...carried,
      files: carried.files.map(() => ({
        path: pick(random, ['../plan.yaml', '/etc/passwd', 'C:/a.yaml', 'a\\..\\..\\plan.yaml', 'a/../../plan.yaml', './plan.yaml']),
      })),
    })),
    comes: unreadable,
  },
  {
    what: 'pointers to what every object has',
    make: forged((carried, random) =>
      withPlace(carried, { pointer: pick(random, ['/__proto__/x', '/constructor/prototype/x', '/cause/__proto__', '/a/prototype']) }),
    ),
    comes: unreadable,
  },
  {
    what: 'values of other types',
    make: forged((carried, random) =>
      pick(random, [
        () => ({ ...carried, blocks: { length: 3 } }),
        () => ({ ...carried, files: 'all' }),
        () => ({ ...carried, document: null }),
        () => ({ ...carried, version: '1' }),
        () => withPlace(carried, { words: 7 }),
        () => withPlace(carried, { words: ['a'] }),
        () => withPlace(carried, { pointer: null }),
        () => withPlace(carried, { file: -1 }),
        () => withPlace(carried, { file: 1e9 }),
        () => withPlace(carried, { lang: 'fr' }),
        () => withPlace(carried, { as: 'script' }),
        () => withPlace(carried, { locked: false }),
        () => withPlace(carried, { toString: 'a' }),
        () => ({ ...carried, ['__proto__']: { a: 1 }, more: 1 }),
        () => [carried],
      ])(),
    ),
    comes: unreadable,
  },
  {
    what: 'huge values',
    make: forged((carried, random) =>
      pick(random, [
        () => withPlace(carried, { words: '字'.repeat(200_001) }),
        () => withPlace(carried, { pointer: `/${'a'.repeat(500)}` }),
        () => ({ ...carried, blocks: Array.from({ length: 50_001 }, () => ({ segments: [] })) }),
        () => ({ ...carried, files: Array.from({ length: 5_001 }, (_, n) => ({ path: `a/${n}.yaml` })) }),
        () => ({ ...carried, blocks: [{ segments: new Array<string>(2_001).fill('a') }] }),
        () => ({ ...carried, document: { ...carried.document, kind: 'a'.repeat(501) } }),
      ])(),
    ),
    comes: ['take-state-unreadable', 'word-too-large'],
  },
  {
    what: 'a state nested without end',
    make: inXml((file, random) => {
      const n = 10_000 + whole(random, 90_000);
      file.setPart('docProps/custom.xml', '<Properties/>');
      file.setPart('customXml/item1.xml', `<carried xmlns="urn:certpress:carried:1">${'['.repeat(n)}${']'.repeat(n)}</carried>`);
    }),
    comes: unreadable,
  },
  {
    what: 'no state that is whole',
    make: inXml((file, random) => {
      const text = file.part('customXml/item1.xml');
      file.setPart(
        'customXml/item1.xml',
        text.replace(/>\{[\s\S]*\}</, (json) => `>${escaped(json.slice(1, 2 + whole(random, 5000)))}<`),
      );
      const custom = file.part('docProps/custom.xml');
      file.setPart('docProps/custom.xml', custom.replace(`name="certpress-places-${1 + whole(random, 20)}"`, 'name="a"'));
    }),
    comes: unreadable,
  },
  {
    what: 'two states that differ, neither of which changes anything',
    make: (random) => {
      const file = new WordFile(form);
      const other = withPlace(file.carried, { words: `甲${whole(random, 99)}` });
      return file.forge(other, pick(random, ['text', 'properties'])).bytes();
    },
    comes: ['take-carriers-disagree'],
  },
  {
    what: 'a case that is not here, or several',
    make: forged((carried, random) => ({
      ...carried,
      files: carried.files.map(({ path }) => ({
        path: pick(random, [`x/${path}`, path.replace('qingyu', 'other'), 'people.yaml', 'certpress.yaml']),
      })),
    })),
    comes: ['take-record-missing', 'take-place-refused', 'take-state-unreadable'],
  },
  {
    what: 'words that can be cut in a thousand ways',
    make: inXml((file, random) => {
      const { carried } = file;
      const n = 100 + whole(random, 1900);
      const place = { file: 0, pointer: '/cause/zh', words: 'ab', lang: 'zh' as const };
      const name =
        carried.blocks.find(({ segments }) => segments.some((s) => typeof s !== 'string' && s.pointer === place.pointer))?.name ?? '';
      const segments = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? place : 'a'));
      file.forge({ ...carried, blocks: carried.blocks.map((block) => (block.name === name ? { ...block, segments } : block)) });
      const { from, to } = file.paragraph(name);
      const mark = `<w:bookmarkStart w:id="9" w:name="${name}"/><w:r><w:t>${'a'.repeat(19_000)}</w:t></w:r><w:bookmarkEnd w:id="9"/>`;
      file.replace(from, to, `<w:p>${mark}</w:p>`);
    }),
    comes: ['take-words-changed', 'take-removed', 'take-closed'],
  },
  {
    what: 'places of fields that no record has',
    make: inXml((file, random) => {
      const pointer = pick(random, ['/secret/zh', '/cause/zh/zh', '/0/zh', '/toString', '/client/~1/zh', '/correction/99']);
      const { carried } = file;
      file.forge({
        ...carried,
        blocks: carried.blocks.map((block) => ({
          ...block,
          segments: block.segments.map((s) => (typeof s === 'string' || s.pointer !== '/completedOn' ? s : { ...s, pointer })),
        })),
      });
      const done = carried.blocks.find(({ segments }) => segments.some((s) => typeof s !== 'string' && s.pointer === '/completedOn'));
      if (!file.type(done?.name ?? '', '2026-05-29', '2026-05-30')) throw new Error('not typed');
    }),
    comes: ['take-place-refused'],
  },
];

const seeds = 10;
const all = kinds.flatMap((kind, k) => Array.from({ length: seeds }, (_, seed) => ({ ...kind, seed: k * seeds + seed + 1 })));

it('there are 300 of them', () => expect(all).toHaveLength(300));

it('a Word file of anyone is refused or reported, and changes nothing', sweep, async () => {
  for (const { what, make, comes, seed } of swept(all, 25)) {
    const random = seeded(seed);
    for (let n = 0; n < 3; n++) random();
    const name = `${what}, ${seed}`;
    const { value, diagnostics } = await take({ root, forms: [{ name: 'a.docx', bytes: make(random) }], accept: true, remove: true });
    const codes = [...new Set<string>(diagnostics.map(({ code }) => code))];
    expect(value?.files ?? [], name).toEqual([]);
    if (comes === 'refused') {
      expect(value, name).toBeUndefined();
      expect(codes.length, name).toBe(1);
      expect(['word-unreadable', 'word-too-large'], name).toContain(codes[0]);
    } else
      expect(
        codes.some((code) => comes.includes(code)),
        `${name}: ${diagnostics.map((d) => `${d.code} ${d.message.en}`).join('\n')}`,
      ).toBe(true);
    for (const { message } of diagnostics) expect(`${message.zh} ${message.en}`, name).not.toMatch(/undefined|\[object|at .*\.ts:/);
  }
  expect(filesIn(around)).toEqual(before);
});
