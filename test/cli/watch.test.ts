/** `build --watch` with real files: every way in which a save reaches the disk is one build, and an error takes nothing away. */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  cpSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { long, sweep, swept } from '../setup/long.js';
import { briefly, compile, main } from '../setup/run.js';
import { samplesFolder } from '../setup/samples.js';

/** Longer than any build of one small document takes on a busy machine: a guard, not something that is measured. */
const patience = 120_000;
const sampleCase = 'wanding/nuantu-heating';
let place: string;
let house: string;
let out: string;
let child: ChildProcess;
let said = '';

beforeAll(async () => {
  await compile();
  place = realpathSync(mkdtempSync(join(tmpdir(), 'certpress-watch-')));
  house = join(place, 'house');
  out = join(place, 'project/out');
  const project = join(place, 'project');
  for (const file of ['certpress.yaml', 'people.yaml']) write(join(project, file), readFileSync(join(samplesFolder, file), 'utf8'));
  write(join(project, 'certpress.yaml'), `${readFileSync(join(project, 'certpress.yaml'), 'utf8')}\nlayouts: ../house\n`);
  cpSync(join(samplesFolder, sampleCase), join(project, sampleCase), { recursive: true });
  write(join(house, 'locales/zh.yaml'), 'page:\n  of: 第 {page-number} 页\n');
  child = spawn(
    process.execPath,
    [...briefly, main, 'build', project, '--doc', 'certificate', '--lang', 'zh', '--format', 'docx', '--out', out, '--watch'],
    { env: { ...process.env, LC_ALL: 'C' } },
  );
  child.stderr?.on('data', (d: Buffer) => {
    said += d.toString();
  });
  child.stdout?.on('data', (d: Buffer) => {
    said += d.toString();
  });
  await builds(1);
}, patience);
afterAll(() => {
  child.kill('SIGKILL');
  rmSync(place, { recursive: true, force: true });
});

const builds = async (n: number): Promise<void> => {
  while (said.split('Waiting for changes').length <= n && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
};
const count = (): number => said.split('Waiting for changes').length - 1;
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
const documents = (): string[] =>
  readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.docx'))
    .sort();
/** What stands now, as one can tell it apart from what stood before. */
const standing = (): string =>
  documents()
    .map((name) => `${name} ${statSync(join(out, name)).mtimeMs} ${statSync(join(out, name)).ino}`)
    .join('\n');
/** The words of the Word file. */
const printed = (): string =>
  documents()
    .map((name) => strFromU8(unzipSync(readFileSync(join(out, name)))['word/document.xml'] ?? new Uint8Array()))
    .join('\n');
const label = (n: number): string => `certificate:\n  this-certifies: 兹证明（${n}）\n`;
const labels = (): string => join(house, 'locales/zh.yaml');
let saves = 0;

it.each<[string, (text: string) => void]>(
  swept(
    [
      ['in place', (text) => writeFileSync(labels(), text)],
      ['by rename', byRename],
      ['by rename again', byRename],
      ['by rename a third time', byRename],
      ['in place after it', (text) => writeFileSync(labels(), text)],
      [
        'with the old one set aside, as vim does',
        (text) => {
          renameSync(labels(), `${labels()}~`);
          writeFileSync(labels(), text);
          rmSync(`${labels()}~`);
        },
      ],
      [
        'by delete and create',
        (text) => {
          rmSync(labels());
          writeFileSync(labels(), text);
        },
      ],
      [
        'with its folder gone and come back',
        (text) => {
          rmSync(dirname(labels()), { recursive: true });
          write(labels(), text);
        },
      ],
      ['in place in the new folder', (text) => writeFileSync(labels(), text)],
      [
        'with its folder gone for longer',
        (text) => {
          rmSync(dirname(labels()), { recursive: true });
          setTimeout(() => write(labels(), text), 400);
        },
      ],
      ['in place after that', (text) => writeFileSync(labels(), text)],
    ],
    8,
  ),
)('a label of the house outside of the project, saved %s', { ...sweep, timeout: patience }, async (_, save) => {
  const before = standing();
  const n = count();
  save(label(++saves));
  await untilOther(before, n, `（${saves}）`);
  expect(standing()).not.toBe(before);
});

function byRename(text: string): void {
  writeFileSync(`${labels()}.new`, text);
  renameSync(`${labels()}.new`, labels());
}
/** A save may reach the disk in two steps, so that the first build after it sees only half: `words` are those of the whole. */
async function untilOther(before: string, n: number, words = ''): Promise<void> {
  for (let more = 1; (standing() === before || !printed().includes(words)) && child.exitCode === null; more++) await builds(n + more);
}

it('a folder that appears later, and what is saved in it', { ...long, timeout: patience }, async () => {
  const partial = join(house, 'partials/certificate/ceremony.hbs');
  const stock = readFileSync(join(samplesFolder, '../templates/partials/certificate/ceremony.hbs'), 'utf8');
  for (const height of [1, 2]) {
    const before = standing();
    const n = count();
    write(partial, `${stock}<space height="${height}"></space>\n`);
    await untilOther(before, n);
    expect(standing()).not.toBe(before);
  }
});

it(
  'a notice of holidays that appears later, and is mended',
  async () => {
    const [n, from] = [count(), said.length];
    const notice = join(place, 'project/calendars/cn-2027.yaml');
    write(notice, 'source: 测试用的通知\noff:\n  - { from: 2027-01-01 }\n');
    for (let more = 1; !said.slice(from).includes('calendar-wrong') && child.exitCode === null; more++) await builds(n + more);
    expect(said.slice(from)).toMatch(/cn-2027\.yaml:3:\d+ .*calendar-wrong/);
    const then = count();
    rmSync(notice);
    await builds(then + 1);
  },
  patience,
);

it(
  'an error takes nothing away and says so; the build after it is a whole one again',
  async () => {
    const before = standing();
    let n = count();
    const from = said.length;
    // In one step: half of it would be another sound file.
    byRename('certificate: {\n');
    const malformed = /locale-malformed|yaml-malformed/;
    for (let more = 1; !malformed.test(said.slice(from)) && child.exitCode === null; more++) await builds(n + more);
    expect(said.slice(from)).toMatch(malformed);
    expect(said.slice(from)).toMatch(/output-kept/);
    expect(said.slice(from)).not.toMatch(/output-removed/);
    expect(standing()).toBe(before);
    n = count();
    writeFileSync(labels(), label(++saves));
    await untilOther(before, n, `（${saves}）`);
    expect(documents()).toHaveLength(1);
  },
  patience,
);
