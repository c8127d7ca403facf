/**
 * Stationery without a layout: paper, margins, letterhead, background and room for labels, as a body or a theme says them, in both formats.
 *
 * What is expected are the sizes of the sheets in their own standards (ISO 216, and 8.5 × 11 in), and sums of what the stationery says.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Stationery } from '../../schemas/stationery.js';
import { papers } from '../../schemas/stationery.js';
import { setCloser } from '../../src/model/index.js';
import { lint } from '../../src/make/lint.js';
import { packageInfo } from '../../src/program/package-info.js';
import { nothingProven } from '../../src/program/proven.js';
import { frameOf as frameOfWord } from '../../src/writers/docx/frames.js';
import { frameOf } from '../../src/writers/pdf/frame.js';
import { built } from '../setup/built.js';
import { long } from '../setup/long.js';
import { copySamples, samplesFolder } from '../setup/samples.js';
import { pngOf } from '../seal/pictures.js';
import { certificate, harbour } from '../writers/pdf-samples.js';

const place = mkdtempSync(join(tmpdir(), 'certpress-stationery-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
/** All black, so many pixels wide and high. */
function black(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0], 8);
  return pngOf(head, Buffer.alloc(height * (width + 1)));
}
const wide = black(1700, 170);

let projects = 0;
interface Project {
  readonly root: string;
  build(options?: Partial<Parameters<typeof built>[0]>): ReturnType<typeof built>;
}
async function project(stationery: Stationery, more: Readonly<Record<string, Uint8Array>> = {}): Promise<Project> {
  const root = join(place, `project-${++projects}`);
  mkdirSync(join(root, 'marks'), { recursive: true });
  await copySamples(root, ['cusc/jieyu-contact-services']);
  for (const [name, bytes] of Object.entries({ 'marks/wide.png': wide, ...more })) writeFileSync(join(root, name), bytes);
  const config = parse(await readFile(join(samplesFolder, 'certpress.yaml'), 'utf8')) as { body: Record<string, object> };
  config.body = { cusc: { ...config.body['cusc'], stationery } };
  writeFileSync(join(root, 'certpress.yaml'), stringify(config));
  return {
    root,
    build: (options = {}) => built({ paths: [root], cwd: root, langs: ['zh-en'], documents: ['certified-copies'], ...options }),
  };
}
const said = (found: readonly { code: string; place?: { pointer?: string }; message: { en: string } }[]): string[] =>
  found.filter((d) => d.code !== 'drafts').map((d) => `${d.code} ${d.place?.pointer ?? ''} ${d.message.en}`);

describe('stationery of a body', () => {
  it('is on the pages of both formats', async () => {
    const out = join(place, 'out');
    const { build } = await project({
      paper: 'letter',
      margins: { page: { left: 30 } },
      letterhead: { picture: 'marks/wide.png', lines: [{ zh: '信头文字', en: 'Words of the letterhead' }] },
    });
    const { diagnostics } = await build({ out });
    expect(said(diagnostics)).toEqual([]);
    const file = join(out, 'jieyu-contact-services/stage-1/certified-copies.zh-en');
    const pdf = (await readFile(`${file}.pdf`)).toString('latin1');
    // 8.5 × 11 in, 72 pt an inch.
    expect(/\/MediaBox \[0 0 612 792\]/.test(pdf)).toBe(true);
    const parts = unzipSync(await readFile(`${file}.docx`));
    const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    // 1440 twips an inch; 30 mm are 30 / 25.4 of it.
    expect(body).toContain('<w:pgSz w:w="12240" w:h="15840"/>');
    expect(body).toContain('w:left="1701"');
    expect(body).toContain('Words of the letterhead');
    // The picture is 215.9 mm wide and a tenth as high, behind the text of the first page alone.
    const headers = Object.entries(parts).filter(([name]) => /^word\/header\d/.test(name));
    const withPicture = headers.filter(([, bytes]) =>
      strFromU8(bytes).includes(`<wp:extent cx="${215.9 * 36000}" cy="${21.59 * 36000}"/>`),
    );
    expect([headers.length, withPicture.length]).toEqual([2, 1]);
    expect(strFromU8(withPicture[0]?.[1] ?? new Uint8Array())).toContain('behindDoc="1"');
  });
  it('puts a letterhead of all pages above what runs there, and a background behind framed pages alone', long, async () => {
    const { build } = await project({
      letterhead: { picture: 'marks/wide.png', on: 'all' },
      background: { picture: 'marks/wide.png' },
      labels: { count: 3, height: 18 },
    });
    const { printed, diagnostics } = await build({ formats: [], print: 'model', documents: ['certified-copies', 'certificate'] });
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    const [certificateText, copies] = ['certificate-', 'copies'].map((kind) => printed.find((text) => text.includes(kind)) ?? '');
    // A tenth of 210 mm, and 4 mm of white; the header stood at 12 mm, and the text at 22 mm.
    expect(copies).toContain('master a4 margins=35,19,19,22 header-from=25');
    expect(certificateText).toContain('master a4 margins=27.5,30,27,30');
    expect(certificateText?.match(/Label of surveillance \d/g)).toEqual([1, 2, 3].map((n) => `Label of surveillance ${n}`));
  });
  it('says where it cannot be, and what is too coarse', async () => {
    const { build } = await project(
      {
        margins: { pgae: { left: 30 } },
        letterhead: { picture: 'marks/high.png', documents: ['certified-copys', 'certified-copies'] },
        background: { picture: 'marks/coarse.png' },
      },
      { 'marks/high.png': black(1700, 850), 'marks/coarse.png': black(400, 566) },
    );
    const { diagnostics } = await build({ formats: [] });
    expect(said(diagnostics).sort()).toEqual(
      [
        // 400 pixels on 210 mm.
        'picture-coarse /body/cusc/stationery/background/picture the picture marks/coarse.png has 48 dots an inch at the 210 mm that it is printed wide',
        'stationery-wrong /body/cusc/stationery/letterhead/documents there is no document certified-copys',
        'stationery-wrong /body/cusc/stationery/margins/pgae no layout has a page master pgae',
        'stationery-wrong /body/cusc/stationery/letterhead/picture the letterhead marks/high.png is 105 mm high where it is as wide as the paper; at most 60 mm',
      ].sort(),
    );
    expect(diagnostics.find((d) => d.message.en.includes('pgae'))?.help?.en).toContain('page');
  });
  it('leaves room for what runs at head and foot', long, async () => {
    // The stock page has its header 12 mm from the edge, and its footer 9.5 mm; a line of either takes 5 mm.
    const { build } = await project({ margins: { page: { top: 16, bottom: 14 }, certificate: { top: 5 } } });
    expect(said((await build({ formats: [] })).diagnostics)).toEqual([
      'stationery-wrong /body/cusc/stationery/margins/page/top a margin of 16 mm has no room for the running header, 12 mm from the edge of the paper; at least 17 mm',
      'stationery-wrong /body/cusc/stationery/margins/page/bottom a margin of 14 mm has no room for the running footer, 9.5 mm from the edge of the paper; at least 14.5 mm',
    ]);
    const { build: again } = await project({ margins: { page: { top: 17, bottom: 14.5 } } });
    expect(said((await again({ formats: [] })).diagnostics)).toEqual([]);
  });
  it('leaves no page without room for text', long, async () => {
    const { build } = await project({ margins: { page: { left: 51, top: Number.NaN, bottom: -3 } } });
    const { diagnostics } = await build({ formats: [] });
    expect(
      diagnostics
        .filter((d) => d.code !== 'drafts')
        .map((d) => d.place?.pointer?.split('/').at(-1))
        .sort(),
    ).toEqual(['bottom', 'left', 'top']);
  });
  it('refuses a picture that leads out of the project, or is none', async () => {
    const wrong = async (picture: string): Promise<string[]> => {
      const { build } = await project({ background: { picture } }, { 'marks/none.png': Buffer.from('none') });
      return (await build({ formats: [] })).diagnostics.map((d) => d.code).filter((code) => code !== 'drafts');
    };
    expect(await wrong('../wide.png')).toEqual(['path-outside']);
    expect(await wrong('marks/none.png')).toEqual(['evidence-wrong']);
  });
});

describe('stationery of a theme', () => {
  const linted = async (theme: string, files: Readonly<Record<string, Uint8Array>> = {}): Promise<string[]> => {
    const house = mkdtempSync(join(place, 'house-'));
    writeFileSync(join(house, 'theme.yaml'), theme);
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(house, name), bytes);
    const found = await lint(packageInfo().root, { path: house, shown: 'house' }, nothingProven, { scheme: 'cusc' });
    return found.map((d) => `${d.code} ${d.place?.line ?? '-'}:${d.place?.column ?? '-'} ${d.message.en}`);
  };
  it('takes its pictures from the folder of layouts', long, async () => {
    const theme = 'stationery:\n  background:\n    picture: wide.png\n  paper: letter\n';
    expect(await linted(theme, { 'wide.png': wide })).toEqual([]);
    expect(await linted(theme)).toEqual(['asset-missing 3:5 there is no picture wide.png']);
  });
  it('says what it does not know, with line and column', async () => {
    expect(await linted('stationery:\n  paper: foolscap\n')).toEqual([expect.stringMatching(/^theme-wrong 2:3 stationery\.paper/)]);
    expect(await linted('stationery:\n  margins:\n    papge: { left: 20 }\n')).toEqual([
      'stationery-wrong 3:5 no layout has a page master papge',
    ]);
  });
});

it('a section may lie on its side: running heads, page numbers and a table wider than an upright page, in both formats', async () => {
  const { root, build } = await project({});
  mkdirSync(join(root, 'house'));
  const copies = await readFile(join(packageInfo().root, 'templates/certified-copies.hbs'), 'utf8');
  const wideSection = `<page-master id="wide" margins="20 18 20 18" orientation="landscape">
  <running-header><p class="header">{{text doc.title}}<at-right>{{doc.number}}</at-right></p></running-header>
  <running-footer><p class="footer">{{text body.name}}<at-right>{{t "page.of"}}</at-right></p></running-footer>
</page-master>
<section master="wide">
  <table class="form" widths="60 60 60 60 *">
    <thead><tr>${'<th>{{t "table.item"}}</th>'.repeat(5)}</tr></thead>
    <tbody><tr>${'<td>{{doc.number}}</td>'.repeat(5)}</tr></tbody>
  </table>
</section>
`;
  writeFileSync(join(root, 'house/certified-copies.hbs'), `${copies}\n${wideSection}`);
  writeFileSync(join(root, 'certpress.yaml'), `${await readFile(join(root, 'certpress.yaml'), 'utf8')}layouts: house\n`);
  const out = join(place, 'wide');
  // Each file is read back and compared with the model before it is kept.
  expect(said((await build({ out })).diagnostics)).toEqual([]);
  const file = join(out, 'jieyu-contact-services/stage-1/certified-copies.zh-en');
  const boxes = (await readFile(`${file}.pdf`)).toString('latin1').match(/\/MediaBox \[[^\]]*\]/g) ?? [];
  // 297 mm and 210 mm are 841.89 pt and 595.28 pt.
  expect(boxes[0]).toBe('/MediaBox [0 0 595.2756 841.8898]');
  expect(boxes).toContain('/MediaBox [0 0 841.8898 595.2756]');
  const parts = unzipSync(await readFile(`${file}.docx`));
  const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  // 297 − 18 − 18 mm in twips; the stop of the upright page, 210 − 22 − 19 mm, would come first.
  const headers = Object.entries(parts).filter(([name]) => /^word\/(?:header|footer)\d/.test(name));
  const stops = headers.flatMap(([, bytes]) => strFromU8(bytes).match(/<w:tabs>.*?<\/w:tabs>/g) ?? []);
  expect(stops).toEqual(Array(2).fill('<w:tabs><w:tab w:val="clear" w:pos="9581"/><w:tab w:val="right" w:pos="14797"/></w:tabs>'));
  expect(body.match(/<w:pgSz [^>]*>/g)).toEqual([
    '<w:pgSz w:w="11906" w:h="16838"/>',
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
  ]);
});

it('frames go around any sheet, with whole waves', () => {
  const letter = frameOf('guilloche', harbour, papers.letter);
  expect(letter?.size).toEqual([612, 792]);
  // Half a wave after the other: as many as go along 215.9 − 38 and 279.4 − 38 mm, 10.78 mm each, on two sides, twice; those of the second
  // bundle are a half less at each end.
  const count = (piece: RegExp): number => letter?.drawing.match(piece)?.length ?? 0;
  // A long piece has eight of them.
  const halves = count(/\/H Do/g) + 8 * count(/\/W Do/g);
  const [across, down] = [Math.round(177.9 / 10.78), Math.round(241.4 / 10.78)];
  expect(halves).toBe(2 * 2 * (across + down) + 2 * (2 * (across + down) - 2));
  expect(frameOfWord('ruled', harbour, papers.a3)?.key).not.toBe(frameOfWord('ruled', harbour, papers.a4)?.key);
});

it('the room of a letterhead is not set closer', () => {
  const document = certificate(harbour);
  const [section] = document.sections;
  if (!section) throw new Error('a certificate has a section');
  const spaced = {
    ...document,
    sections: [
      {
        ...section,
        blocks: [
          { type: 'space', height: 20, fixed: true },
          { type: 'space', height: 20 },
        ] as const,
      },
    ],
  };
  expect(setCloser(spaced).sections[0]?.blocks.map((b) => b.type === 'space' && b.height)).toEqual([20, 9]);
});
