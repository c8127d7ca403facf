/**
 * A build that begins with what an earlier one left says, makes and writes what one from nothing does, whatever has changed since; and
 * opens no case but those that changed.
 *
 * What is opened is told by the system's own function, which files that are read go through.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPassing } from '../../src/plan/kept-cases.js';
import { Random } from '../lawful/random.js';
import { writeProject } from '../lawful/write-project.js';
import { built } from '../setup/built.js';
import { isLongRun, long, sweep } from '../setup/long.js';

/** Files that were read as records are: by number of flags; what only looks whether they are what they were opens them by a word. */
const read = new Set<string>();
const { openSync } = fs;
const noting: typeof openSync = (path, flags, ...rest) => {
  if (typeof flags === 'number') read.add(String(path));
  return openSync(path, flags, ...rest);
};
beforeAll(() => {
  fs.openSync = noting;
  syncBuiltinESMExports();
});
afterAll(() => {
  fs.openSync = openSync;
  syncBuiltinESMExports();
});

const place = mkdtempSync(join(tmpdir(), 'certpress-incremental-'));
const project = join(place, 'project');
const out = join(place, 'out');
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

let today = '2026-11-27';
const inProject = (file: string): string => join(project, file);
const text = (file: string): string => (existsSync(inProject(file)) ? readFileSync(inProject(file), 'utf8') : '');
function edit(file: string, change: (before: string) => string): void {
  const before = text(file);
  const after = change(before);
  expect(after, file).not.toBe(before);
  mkdirSync(dirname(inProject(file)), { recursive: true });
  writeFileSync(inProject(file), after);
}
const cases = (): string[] =>
  readdirSync(project, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)case\.yaml$/.test(file))
    .map((file) => dirname(file))
    .sort();
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort();

/** What a build says, and what it leaves, but for what is kept for the next one. */
async function build(
  to: string,
  only: readonly string[] = [project],
): Promise<{ readonly said: unknown; readonly left: unknown; readonly made: string[] }> {
  const result = await built({ paths: only, cwd: place, out: to, knownOut: to, formats: ['docx'], documents: ['certificate'], today });
  const { diagnostics, outputs, cases: count, documents } = result;
  const left = filesOf(to).filter((file) => !file.slice(to.length).includes('/.'));
  return {
    said: {
      diagnostics: diagnostics.filter((d) => !isPassing(d)),
      outputs: outputs.map(({ reused: _, ...output }) => output),
      count,
      documents,
    },
    left: left.map((file) => [file.slice(to.length), readFileSync(file).toString('base64')]),
    made: outputs.filter(({ reused }) => !reused).map(({ file }) => file),
  };
}
/** Folders of cases of which a record was read. */
async function opened(work: () => Promise<unknown>): Promise<string[]> {
  read.clear();
  await work();
  return [...new Set([...read].flatMap((file) => new RegExp(`^${project}/(.*?/client-\\d+\\w*)/`).exec(file)?.[1] ?? []))].sort();
}
async function agrees(name: string): Promise<void> {
  const fresh = join(place, 'fresh');
  rmSync(fresh, { recursive: true, force: true });
  const mine = await build(out);
  const whole = await build(fresh);
  expect(mine.said, name).toEqual(whole.said);
  expect(mine.left, name).toEqual(whole.left);
}

const aCase = 'wanding/client-00004';
const other = 'zoho/client-00003';
const plan = (folder: string): string => {
  const found = filesOf(inProject(folder)).find((file) => file.endsWith('/plan.yaml'));
  if (found === undefined) throw new Error(`no plan in ${folder}`);
  return found.slice(project.length + 1);
};

beforeAll(async () => {
  writeProject(project, { count: isLongRun ? 8 : 5 });
  // The day is that of the clock, so that it can change.
  edit('certpress.yaml', (before) => `${before.replace(/^asOf: .*\n/m, '')}layouts: house\n`);
  edit('house/locales/zh.yaml', () => 'certificate:\n  this-certifies: 特此证明\n');
  await build(out);
});

describe('what is opened', () => {
  it('nothing where nothing has changed, nor where files were only touched', async () => {
    expect(await opened(() => build(out))).toEqual([]);
    utimesSync(inProject(`${aCase}/case.yaml`), new Date(), new Date());
    utimesSync(inProject('people.yaml'), new Date(), new Date());
    expect(await opened(() => build(out))).toEqual([]);
  });
  it('the case of which a file changed, came or went, and no other', async () => {
    edit(plan(aCase), (before) => `# a remark\n${before}`);
    expect(await opened(() => build(out))).toEqual([aCase]);
    edit(`${other}/unknown.yaml`, () => 'a: 1\n');
    expect(await opened(() => build(out))).toEqual([other]);
    rmSync(inProject(`${other}/unknown.yaml`));
    expect(await opened(() => build(out))).toEqual([other]);
    expect(await opened(() => build(out))).toEqual([]);
  });
  it('the case of which an output was edited, or is gone', async () => {
    const file = filesOf(out).find((one) => one.endsWith('.docx'));
    if (file === undefined) throw new Error('no output');
    rmSync(file);
    const mine = cases().filter((folder) => file.includes(`/${folder.split('/')[1] ?? ''}/`));
    expect(await opened(() => build(out))).toEqual(mine);
    expect(existsSync(file)).toBe(true);
    writeFileSync(file, 'edited by hand');
    expect(await opened(() => build(out))).toEqual(mine);
    // What somebody edited is told each time, and left alone.
    expect(await opened(() => build(out))).toEqual(mine);
    expect(readFileSync(file, 'utf8')).toBe('edited by hand');
    rmSync(file);
    await build(out);
  });
  it('the case of which what was kept is cut short; all of them where all of it is gone', async () => {
    truncateSync(join(out, '.standing', `${aCase.split('/')[1] ?? ''}.json`), 1_000);
    expect(await opened(() => build(out))).toEqual([aCase]);
    rmSync(join(out, '.standing.json'));
    expect(await opened(() => build(out))).toEqual([]);
    rmSync(join(out, '.standing'), { recursive: true });
    expect(await opened(() => build(out))).toEqual(cases());
  });
  it('the cases that name a person who changed, came or went', long, async () => {
    const ids = [...text('people.yaml').matchAll(/^[\w-]+(?=:)/gm)].map(([id]) => id);
    const naming = (id: string): string[] =>
      cases().filter((folder) =>
        filesOf(inProject(folder)).some((file) => new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(readFileSync(file, 'utf8'))),
      );
    // One whom some name, and not all.
    const id = ids.find((one) => naming(one).length === 1) ?? '';
    const entry = new RegExp(`^${id}:\\n(?: .*\\n)+`, 'm').exec(text('people.yaml'))?.[0] ?? '';
    edit('people.yaml', (before) => before.replace(entry, entry.replace(/zh: (.)/, 'zh: $1小')));
    expect(await opened(() => build(out))).toEqual(naming(id));
    edit('people.yaml', (before) => `${before}newcomer:\n  name: 新来的\n`);
    expect(await opened(() => build(out))).toEqual([]);
    edit('people.yaml', (before) => before.replace(/newcomer:\n.*\n/, ''));
    await agrees('a person who came and went');
    edit('people.yaml', (before) => before.replace('小', ''));
    expect(await opened(() => build(out))).toEqual(naming(id));
  });
  it('the cases of which a document asks for a label that changed', long, async () => {
    const wandings = cases().filter((folder) => folder.startsWith('wanding/'));
    // Of nobody: a key that no document here prints, though a layout does.
    edit('house/locales/zh.yaml', (before) => `${before}appeal:\n  handler: 经办人员\n`);
    expect(await opened(() => build(out))).toEqual([]);
    // Of all who print certificates of this scheme; the others stand.
    edit('house/schemes/wanding/locales/zh.yaml', () => 'certificate:\n  this-certifies: 兹证明\n');
    await build(out);
    edit('house/schemes/wanding/locales/zh.yaml', (before) => before.replace('兹证明', '特此证明如下'));
    const read = await opened(() => build(out));
    expect(read.length).toBeGreaterThan(0);
    expect(wandings).toEqual(expect.arrayContaining(read));
  });

  it('nothing in a project that was moved, or copied with its outputs', long, async () => {
    renameSync(project, `${project}-2`);
    cpSync(`${project}-2`, project, { recursive: true });
    expect(await opened(() => build(out))).toEqual([]);
    rmSync(project, { recursive: true });
    renameSync(`${project}-2`, project);
    expect(await opened(() => build(out))).toEqual([]);
  });
  it('only that one where the earlier build was stopped after some cases', long, async () => {
    rmSync(join(out, '.standing.json'));
    edit(plan(aCase), (before) => `# another remark\n${before}`);
    expect(await opened(() => build(out))).toEqual([aCase]);
  });
});

describe('a build of what changed is that of a build from nothing', () => {
  const random = new Random(12);
  const any = (pattern: RegExp): string => {
    const all = cases().flatMap((folder) => filesOf(inProject(folder)).map((file) => file.slice(project.length + 1)));
    return random.pick(all.filter((file) => pattern.test(file)));
  };
  const copied = 'wanding/client-00004b';
  const changes: readonly (readonly [string, () => void])[] = [
    ['a moved line', () => edit(any(/case\.yaml$/), (before) => `\n\n${before}`)],
    ['a file of findings that goes', () => rmSync(inProject(any(/findings\/.*\.yaml$/)))],
    ['a person', () => edit('people.yaml', (before) => before.replace(/zh: 沈知远/, 'zh: 沈知近'))],
    ['a moved person', () => edit('people.yaml', (before) => `# a remark\n${before}`)],
    ['a person who comes', () => edit('people.yaml', (before) => `${before}newcomer:\n  name: 新来的\n`)],
    ['a person that goes', () => edit('people.yaml', (before) => before.replace(/^[\w-]+:\n(?: .*\n)+/m, ''))],
    ['a label', () => edit('house/locales/zh.yaml', (before) => before.replace('特此证明', '兹证明'))],
    ['a label that nobody prints', () => edit('house/locales/zh.yaml', (before) => `${before}appeal:\n  handler: 经办人员\n`)],
    ['a label that nothing asks for', () => edit('house/locales/zh.yaml', (before) => `${before}nothing:\n  such: 无\n`)],
    ['a label with a fault', () => edit('house/locales/zh.yaml', (before) => before.replace('such: 无', 'such: [无]'))],
    ['labels without it', () => edit('house/locales/zh.yaml', (before) => before.replace(/nothing:\n.*\n/, ''))],
    ['labels in English', () => edit('house/locales/en.yaml', () => 'certificate:\n  this-certifies: This is to certify that\n')],
    ['a label of one scheme', () => edit('house/schemes/zoho/locales/en.yaml', () => 'certificate:\n  this-certifies: We certify that\n')],
    ['another of that', () => edit('house/schemes/zoho/locales/en.yaml', (before) => before.replace('We certify', 'It is certified'))],
    ['labels that go', () => rmSync(inProject('house/locales/en.yaml'))],
    ['a theme', () => edit('house/theme.yaml', () => 'colours:\n  accent: "335577"\n')],
    ['a layout with a fault', () => edit('house/certificate.hbs', () => '<p>{{nothing.such}}</p>\n')],
    ['a layout that goes', () => rmSync(inProject('house/certificate.hbs'))],
    ['the project file', () => edit('certpress.yaml', (before) => before.replace('某路2号', '某路3号'))],
    ['the language of the project', () => edit('certpress.yaml', (before) => before.replace(/^lang: .*/m, 'lang: zh'))],
    ['notices of holidays', () => edit('calendars/cn-2027.yaml', () => 'source: 测试用的通知\noff:\n  - { from: 2027-01-01 }\n')],
    ['another case with the numbers of one', () => cpSync(inProject(aCase), inProject(copied), { recursive: true })],
    ['its client', () => edit(`${copied}/case.yaml`, (before) => before.replaceAll(/青榆第(\d+)/g, '青松第$1'))],
    ['the case that it was copied from', () => edit(`${aCase}/case.yaml`, (before) => before.replace(/^number: .*/m, 'number: L-9'))],
    ['a case that goes', () => rmSync(inProject(other), { recursive: true })],
    ['a case with another name', () => renameSync(inProject('cqm/client-00002'), inProject('cqm/client-00002x'))],
    ['a case that cannot be read', () => edit(any(/cusc.*case\.yaml$/), (before) => `${before}\n  - [`)],
    [
      'a version that there is not',
      () => edit(any(/zoho.*audit\.yaml$/), (before) => `version: "9"\n${before.replace(/^version: .*\n/m, '')}`),
    ],
    [
      'a person in two places',
      () => {
        const [one, two] = [plan('cqm/client-00006'), plan('cusc/client-00001')].map(text);
        edit(plan('cusc/client-00001'), () =>
          (two ?? '').replace(/^start: .*\nend: .*/m, /^start: .*\nend: .*/m.exec(one ?? '')?.[0] ?? ''),
        );
      },
    ],
    ['evidence', () => edit(`${aCase}/evidence/note.txt`, () => 'seen')],
    ['a day', () => (today = '2026-11-28')],
    ['some months', () => (today = '2027-03-01')],
    ['the clock set back', () => (today = '2026-11-20')],
  ];
  // Of one `npm test` sees that they agree; the long run of all of them, one upon the other.
  const some = ['a person'];
  it.each(changes.filter(([name]) => isLongRun || some.includes(name)))('%s', sweep, async (name, change) => {
    change();
    await agrees(name);
  });
});
