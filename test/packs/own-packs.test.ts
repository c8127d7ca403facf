/** Packs of a project's own: found where `certpress.yaml` says, held to the folder, and told apart from certpress's. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { explainWord } from '../../src/explain/explain.js';
import { loadProject } from '../../src/load/project.js';
import { checkHouse } from '../../src/make/check-house.js';
import { lint } from '../../src/make/lint.js';
import { layoutFoldersOf } from '../../src/make/scheme-tools.js';
import { jsonSchemas } from '../../src/packs/json-schema.js';
import { listSchemes, loadScheme } from '../../src/packs/load-scheme.js';
import { packsSeenFrom } from '../../src/packs/packs-seen.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { inputFoldersOf } from '../../src/plan/input-folders.js';
import { packageInfo } from '../../src/program/package-info.js';
import { nothingProven } from '../../src/program/proven.js';
import { newCase } from '../../src/skeleton/skeleton.js';

const { root } = packageInfo();
const place = mkdtempSync(join(tmpdir(), 'certpress-own-packs-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
const project = join(place, 'project');
const pack = join(project, 'packs/schemes/own/A-1');
const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
};
const change = (file: string, from: string, to: string): void => {
  const before = readFileSync(file, 'utf8');
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
};
/** A small correct pack, that of the tests of bad ones, under another name, with bodies and standards of its own. */
beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  const base = join(root, 'test/load/pack-base/schemas');
  cpSync(join(base, 'schemes/north/A-1'), pack, { recursive: true });
  for (const kind of ['bodies', 'standards']) cpSync(join(base, kind), join(project, 'packs', kind), { recursive: true });
  change(join(pack, 'scheme.yaml'), 'id: north', 'id: own');
  put('certpress.yaml', 'packs: packs\n');
  put('people.yaml', '');
  put('case/case.yaml', 'scheme: own\n');
});
const loaded = (): ReturnType<typeof loadSchemes> => {
  const { value } = loadProject(project);
  if (!value) throw new Error('the project does not load');
  return loadSchemes(value, root);
};
const said = (): string[] =>
  loaded().diagnostics.map(
    (d) => `${d.code} ${(d.place?.file ?? '').replace(`${project}/`, '')}:${d.place?.line ?? '-'} ${d.message.en} | ${d.help?.en ?? ''}`,
  );

it('are those of a case that names them, by the names that the project gives them', () => {
  expect(said()).toEqual([]);
  const scheme = loaded().value?.get('own/A/1');
  expect(scheme?.files.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['packs/schemes/own/A-1/scheme.yaml', 'packs/bodies/north.yaml', 'schemas/schemes/generic.yaml']),
  );
});
it('lie beside the project too, and are watched there', async () => {
  renameSync(join(project, 'packs'), join(place, 'shared'));
  put('certpress.yaml', 'packs: ../shared/\n');
  expect(said()).toEqual([]);
  expect(loaded().value?.get('own/A/1')?.files[0]?.file).toBe('../shared/schemes/own/A-1/scheme.yaml');
  expect(await inputFoldersOf([project])).toContain(join(place, 'shared'));
});
it('are not taken for certpress’s own where their folder is called as that', () => {
  renameSync(join(project, 'packs'), join(project, 'schemas'));
  put('certpress.yaml', 'packs: schemas\n');
  expect(loaded().value?.get('own/A/1')?.files[0]?.file).toBe('./schemas/schemes/own/A-1/scheme.yaml');
});
it('are seen by every command that works in the project', async () => {
  const packs = packsSeenFrom(join(project, 'case'), root);
  expect(listSchemes(packs).map(({ id }) => id)).toContain('own');
  expect(listSchemes(root).map(({ id }) => id)).not.toContain('own');
  expect([...(jsonSchemas(packs).value?.keys() ?? [])]).toContain('own/report.json');
  expect((await explainWord('cert.number', 'own', packs)).diagnostics).toEqual([]);
  expect(newCase({ folder: join(project, 'second'), scheme: 'own', type: 'initial' }).diagnostics.map((d) => d.code)).toEqual([]);
});

it('that do not load are told behind what another scheme answers only where they are asked for', async () => {
  const packs = packsSeenFrom(join(project, 'case'), root);
  change(join(pack, 'contents.yaml'), 'answer:', 'anwser:');
  const of = async (word: string, only?: string): Promise<(string | number)[]> => {
    const { value = [], diagnostics } = await explainWord(word, only, packs);
    return [value.length > 0 ? 'answered' : 'nothing', ...diagnostics.map(({ code }) => code)];
  };
  expect(await of('W-SUS-7')).toEqual(['answered']);
  expect(await of('W-SUS-7', 'own')).toEqual(['nothing', 'key-unknown']);
  expect(await of('no-such-word')).toEqual(['nothing', 'key-unknown']);
});

describe('a folder that is wrong', () => {
  it('is not there', () => {
    put('certpress.yaml', '# a line before\npacks: pakcs\n');
    expect(said()[0]).toBe('packs-folder-wrong certpress.yaml:2 There is no folder of packs pakcs | Did you mean “packs”?');
  });
  it('has a version that certpress has already', () => {
    const again = join(project, 'packs/schemes/wanding/B-1');
    cpSync(join(root, 'schemas/schemes/wanding/B-1'), again, { recursive: true });
    expect(said()).toEqual([
      'packs-folder-wrong packs/schemes/wanding/B-1/scheme.yaml:- certpress has the version B/1 of the scheme wanding already | Remove this folder, or give it a version of its own.',
    ]);
    // certpress's own is read.
    expect(loadScheme('wanding', 'B/1', packsSeenFrom(project, root)).value?.place.shown).toBe('schemas');
  });
  it('has a folder that is not called after its version: it is found, and the message says how to call it', () => {
    renameSync(pack, join(project, 'packs/schemes/own/2020'));
    expect(said()).toEqual([
      'pack-wrong packs/schemes/own/2020/scheme.yaml:2 The folder 2020 is not called after the version A/1 | Call the folder A-1, or make the version 2020.',
    ]);
  });
  it('leads elsewhere by a link', () => {
    renameSync(pack, join(place, 'elsewhere'));
    symlinkSync(join(place, 'elsewhere'), pack);
    expect(loaded().value?.size).toBe(0);
    rmSync(pack);
    cpSync(join(place, 'elsewhere'), pack, { recursive: true });
    rmSync(join(pack, 'contents.yaml'));
    symlinkSync(join(place, 'elsewhere/contents.yaml'), join(pack, 'contents.yaml'));
    expect(loaded().diagnostics.map((d) => d.code)).toContain('link-outside');
  });
});

it('have layouts of a scheme, and over them those of a version', () => {
  put('packs/schemes/own/locales/zh.yaml', 'a: b\n');
  put('packs/schemes/own/A-1/layouts/locales/zh.yaml', 'a: c\n');
  const [name] = listSchemes(packsSeenFrom(project, root)).filter(({ id }) => id === 'own');
  if (!name) throw new Error('own is not found');
  expect(layoutFoldersOf(name, root, undefined).map(({ shown }) => shown)).toEqual([
    'templates',
    'packs/schemes/own',
    'packs/schemes/own/A-1/layouts',
  ]);
});
it('a content of theirs that the stock layouts have no place for is told at its row, with the scheme and the layout', async () => {
  const row = `      - id: report.mood
        clause: "1.1"
        zh: 范围
        en: mood
        title: { zh: 气氛, en: Mood }
        answer: [report.scope]
`;
  writeFileSync(join(pack, 'contents.yaml'), `${readFileSync(join(pack, 'contents.yaml'), 'utf8')}${row}`);
  const found = (await lint(root, undefined, nothingProven, { packs: packsSeenFrom(project, root), scheme: 'own' })).filter(
    ({ code }) => code === 'content-place-missing',
  );
  // The id of the second row, behind `- id: `.
  expect(found.map(({ place: at }) => [at?.file.replace(`${project}/`, ''), at?.line, at?.column])).toEqual([
    ['packs/schemes/own/A-1/contents.yaml', 11, 13],
  ]);
  expect(found[0]?.message.en).toMatch(/report\.mood \(1\.1\).*\(scheme own\)/);
  expect(found[0]?.related?.[0]?.file).toMatch(/^templates\//);
  // In a layout of the scheme's own the place is missed, and the row is what asks for it.
  put('packs/schemes/own/A-1/layouts/partials/report/mood.hbs', '<p>{{text @root.report.scope}}</p>');
  const [own] = (await lint(root, undefined, nothingProven, { packs: packsSeenFrom(project, root), scheme: 'own' })).filter(
    ({ code }) => code === 'content-place-missing',
  );
  expect(own?.place?.file).toBe('packs/schemes/own/A-1/layouts/partials/report/mood.hbs');
  expect(own?.related?.map(({ file, line }) => [file.replace(`${project}/`, ''), line])).toEqual([
    ['packs/schemes/own/A-1/contents.yaml', 11],
  ]);
});
it('a word that no record holds is told at its line', async () => {
  const effect = async (labels: string): Promise<string[]> => {
    change(join(pack, 'scheme.yaml'), 'labels: {}', labels);
    const list = await lint(root, undefined, nothingProven, { packs: packsSeenFrom(project, root), scheme: 'own' });
    change(join(pack, 'scheme.yaml'), labels, 'labels: {}');
    return list
      .filter(({ code }) => code === 'label-without-effect')
      .map((d) => `${d.place?.line ?? '-'}:${d.place?.column ?? '-'} ${d.message.en} | ${d.help?.en ?? ''}`);
  };
  expect(await effect('labels:\n  grade:\n    major: { zh: 严重, en: Major }\n    minr: { zh: 轻微, en: Minor }')).toEqual([
    '13:5 no layout asks for the word grade.minr | Did you mean “minor”?',
  ]);
  expect(await effect('labels:\n  grade: { major: { zh: 严重, en: Major }, minor: { zh: 轻微, en: Minor } }')).toEqual([]);
});
it('are looked at by lint and by the check of a house, and one scheme by itself', async () => {
  const packs = packsSeenFrom(project, root);
  const codes = (list: readonly { readonly scheme?: string; readonly code: string }[]): string[] => [
    ...new Set(list.map((d) => `${d.scheme ?? ''} ${d.code}`)),
  ];
  // The small pack has no text beside it.
  expect(codes(await lint(root, undefined, nothingProven, { packs, scheme: 'own' }))).toContain('own quotation-wrong');
  expect((await lint(root, undefined, nothingProven, { packs, scheme: 'wandin' })).map((d) => [d.code, d.help?.en])).toEqual([
    ['scheme-unknown', 'Did you mean wanding?'],
  ]);
  put('packs/schemes/own/audit-reprot.hbs', '');
  put('packs/schemes/own/A-1/partials/x.hbs', '');
  put('packs/schemes/own/A-1/layouts/partials/nobody.hbs', '');
  change(join(pack, 'scheme.yaml'), 'labels: {}', 'labels:\n  recomendation: { grant: { zh: 推荐, en: Recommended } }');
  expect(
    (await lint(root, undefined, nothingProven, { packs, scheme: 'own' }))
      .filter((d) => /unread|effect/.test(d.code))
      .map(
        (d) =>
          `${d.scheme ?? ''} ${(d.place?.file ?? '').replace(`${project}/`, '')}:${d.place?.line ?? '-'} ${d.message.en} | ${d.help?.en ?? ''}`,
      ),
  ).toEqual([
    'own packs/schemes/own/A-1/scheme.yaml:11 no layout asks for the words of recomendation | Did you mean “recommendation”?',
    'own packs/schemes/own/A-1/layouts/partials/nobody.hbs:- nothing reads A-1/layouts/partials/nobody.hbs | Correct its name, or move it away: only layouts of documents, partials and pictures that they name, locales/zh.yaml, locales/en.yaml, theme.yaml and fields.yaml are read.',
    'own packs/schemes/own/A-1/partials/x.hbs:- nothing reads A-1/partials/x.hbs | Layouts of a version go into A-1/layouts/.',
    'own packs/schemes/own/audit-reprot.hbs:- there is no document audit-reprot | Did you mean “audit-report”?',
  ]);
  change(join(pack, 'scheme.yaml'), 'labels:\n  recomendation: { grant: { zh: 推荐, en: Recommended } }', 'labels: {}');
  put('house/locales/zh.yaml', 'own-group:\n  word: 词\n');
  change(join(pack, 'scheme.yaml'), 'labels: {}', 'labels:\n  own-group: { word: { zh: 词, en: word } }');
  const house = { path: join(project, 'house'), shown: 'house' };
  expect(checkHouse(house, root, root).map((d) => d.code)).toContain('label-without-effect');
  expect(checkHouse(house, root, packsSeenFrom(project, root)).map((d) => d.code)).toEqual([]);
});
