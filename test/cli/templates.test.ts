/** `certpress templates` as a user runs it: what is in use, and what it lies over; a file of the house's own, and what it falls behind. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
import { long } from '../setup/long.js';
import { certpress, compile } from '../setup/run.js';

let place: string;
let project: string;
const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
};
const stock = (name: string): string => readFileSync(join(packageInfo().root, 'templates', name), 'utf8');

beforeAll(async () => {
  await compile();
  place = mkdtempSync(join(tmpdir(), 'certpress-templates-'));
  project = join(place, 'records');
  write('certpress.yaml', 'layouts: house\n');
  write('house/audit-plan.hbs', stock('audit-plan.hbs'));
  write('house/theme.yaml', "colours: { accent: '#A01818' }\n");
  write('house/schemes/cusc/theme.yaml', "colours: { accent: '#104080' }\n");
  write('house/locales/zh.yaml', 'role:\n  leader: 主任审核员\n');
  // Named, not read: whether it can be used is for lint.
  write('house/fonts/OfficeSans-Regular.ttf', '');
});
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

interface Told {
  readonly schemes: readonly {
    readonly scheme: string;
    readonly standings: readonly {
      readonly kind: string;
      readonly name: string;
      readonly from: readonly { readonly rank: string; readonly file: string; readonly value?: string }[];
    }[];
  }[];
}

describe('templates', () => {
  it('says of each what is in use, and what it lies over from the nearest down', async () => {
    const { out, status } = await certpress(['templates', project, '--json']);
    expect(status).toBe(0);
    const from = (scheme: string, name: string): string[] | undefined =>
      (JSON.parse(out) as Told).schemes
        .find((one) => one.scheme === scheme)
        ?.standings.find((one) => one.name === name)
        ?.from.map(({ rank, file, value }) => [rank, file, value].filter((word) => word !== undefined).join(' '));
    expect(from('wanding', 'audit-plan.hbs')).toEqual(['stock templates/audit-plan.hbs', 'house house/audit-plan.hbs']);
    expect(from('wanding', 'fonts/OfficeSans-Regular.ttf')).toEqual(['house house/fonts/OfficeSans-Regular.ttf']);
    // cusc has a theme of its own, the house one for all and one for cusc.
    const accent = from('cusc', 'colours.accent');
    expect(accent?.map((one) => one.replace(/ #\w+$/, ''))).toEqual([
      'stock templates/theme.yaml',
      'scheme schemas/schemes/cusc/theme.yaml',
      'house house/theme.yaml',
      'house-of-scheme house/schemes/cusc/theme.yaml',
    ]);
    expect(accent?.at(-1)).toMatch(/ #104080$/);
    expect(from('wanding', 'colours.accent')?.at(-1)).toBe('house house/theme.yaml #A01818');
    // docs/layouts.md: the scheme's `labels` come first, then the locale.
    expect(from('wanding', 'zh role.leader')?.map((one) => one.split(' ')[0])).toEqual(['stock', 'house', 'words']);
    // Nothing that the house has no say in.
    expect(from('wanding', 'audit-report.hbs')).toBeUndefined();
  });
  it('prints what is the same in all schemes once', async () => {
    const en = (await certpress(['--ui', 'en', 'templates', project])).out;
    expect(en.match(/audit-plan\.hbs +house\/audit-plan\.hbs +house\n/g)).toHaveLength(1);
    expect(en).toMatch(/All schemes\n +Layouts\n +audit-plan\.hbs/);
    expect(en).toMatch(/Scheme cusc .*\n(?:.*\n)* +colours\.accent +house\/schemes\/cusc\/theme\.yaml:1 +house, this scheme +“#104080”\n/);
    const zh = (await certpress(['--ui', 'zh', 'templates', project, '--scheme', 'cusc', '--all'])).out;
    expect(zh).toMatch(/替代 +house\/theme\.yaml:1 +本机构 +“#A01818”/);
    expect(zh).toContain('audit-report.hbs');
    expect(zh).not.toContain('wanding');
  });
  it('says when there is no such scheme, or no house', async () => {
    const unknown = await certpress(['--ui', 'en', 'templates', project, '--scheme', 'cusk']);
    expect([unknown.status, unknown.out]).toEqual([1, '']);
    expect(unknown.err).toMatch(/scheme-unknown[^]*cusc/);
    const none = await certpress(['--ui', 'en', 'templates', place]);
    expect([none.status, none.out]).toEqual([0, expect.stringMatching(/names no folder of layouts[^]*The house changes nothing/)]);
  });
});

describe('a file of the house’s own', long, () => {
  let own: string;
  const run = (...args: readonly string[]): ReturnType<typeof certpress> =>
    certpress(['--ui', 'en', 'templates', ...args, '--project', own]);
  const file = (name: string): string => join(own, 'house', name);
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
  /** As if it had been taken from an earlier certpress, whose text was another. */
  function olderBase(name: string, change: (text: string) => string): void {
    const before = read(`.base/${name}`);
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(file(`.base/${name}`), after);
    writeFileSync(file('.base/files.yaml'), read('.base/files.yaml').replace(sum(before), sum(after)));
  }
  const without = (line: RegExp) => (text: string) => text.replace(line, '');
  const toc = /^ *<toc><\/toc>\n/m;

  beforeAll(() => {
    own = join(place, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'certpress.yaml'), '');
  });

  it('needs a house, and a file and keys that there are', async () => {
    expect((await run('copy', 'audit-report.hbs')).err).toMatch(/layouts: house/);
    writeFileSync(join(own, 'certpress.yaml'), 'layouts: house\n');
    for (const [args, message] of [
      [['copy', 'audit-reprot.hbs'], /layout-unknown[^]*audit-report\.hbs/],
      [['copy', 'extension-application.hbs'], /add --scheme cqm/],
      [['copy', '../certpress.yaml'], /layout-unknown/],
      [['copy', 'locales/zh.yaml'], /name the keys/],
      [['copy', 'locales/zh.yaml', 'page.off'], /page\.of/],
    ] as const) {
      const { status, out, err } = await run(...args);
      expect([status, out], args.join(' ')).toEqual([1, '']);
      expect(err).toMatch(message);
    }
    expect(existsSync(file('.'))).toBe(false);
  });
  it('begins as a copy, with what it was made from; none is written over', async () => {
    expect((await run('copy', 'audit-report.hbs')).out).toBe('house/audit-report.hbs\n');
    expect((await run('copy', 'extension-application.hbs', '--scheme', 'cqm')).out).toBe('house/schemes/cqm/extension-application.hbs\n');
    expect((await run('copy', 'locales/zh.yaml', 'meeting', 'page.of')).out).toMatch(/^house\/locales\/zh\.yaml\n {2}meeting\.opening\n/);
    expect([read('audit-report.hbs'), read('.base/audit-report.hbs')]).toEqual([stock('audit-report.hbs'), stock('audit-report.hbs')]);
    expect(read('.base/files.yaml')).toContain(sum(stock('audit-report.hbs')));
    const again = await run('copy', 'audit-report.hbs');
    expect([again.status, again.out]).toEqual([1, '']);
    expect((await run('copy', 'locales/zh.yaml', 'page')).status).toBe(1);
    // `lint` passes over what is kept of the stock files.
    expect((await certpress(['--ui', 'en', 'lint', file('.'), '--scheme', 'wanding'])).err).toBe('The scheme wanding is sound.\n');
    expect((await run('changes')).err).toBe('No file of the house is behind.\n');
  });
  it('takes over what the standard one has gained, and keeps what was there', async () => {
    olderBase('audit-report.hbs', without(toc));
    const mine = `${without(toc)(read('audit-report.hbs'))}{{!-- ours --}}\n`;
    writeFileSync(file('audit-report.hbs'), mine);
    writeFileSync(file('.base/locales/zh.yaml'), read('.base/locales/zh.yaml').replace('was: 首次会议', 'was: 第一次会议'));
    writeFileSync(file('locales/zh.yaml'), read('locales/zh.yaml').replace('首次会议', '第一次会议'));
    const told = (await run('changes')).out;
    expect(told).toMatch(
      /^house\/audit-report\.hbs +over templates\/audit-report\.hbs[^]*lines \d+ → \d+ {2}merges\n {4}\+ +<toc><\/toc>\n/,
    );
    expect(told).toMatch(/meeting\.opening {2}merges\n {4}- 第一次会议\n {4}\+ 首次会议/);
    expect((await run('changes', '--merge')).out).toBe('house/audit-report.hbs\nhouse/locales/zh.yaml\n');
    expect(read('audit-report.hbs')).toBe(`${stock('audit-report.hbs')}{{!-- ours --}}\n`);
    expect(read('audit-report.hbs.orig')).toBe(mine);
    expect(read('locales/zh.yaml')).toMatch(/opening: 首次会议/);
    expect((await run('changes', '--json')).out).toBe('{\n  "files": []\n}\n');
  });
  it('stays as it is where the two contradict; the marks lie beside it until it is settled', async () => {
    olderBase('schemes/cqm/extension-application.hbs', (text) => text.replace('<section ', '<section  '));
    const mine = read('schemes/cqm/extension-application.hbs').replace('<section ', '<section   ');
    writeFileSync(file('schemes/cqm/extension-application.hbs'), mine);
    expect((await run('changes')).out).toMatch(/conflicts with \d+ of house\/schemes\/cqm\/extension-application\.hbs/);
    const merged = await run('changes', '--merge');
    expect(merged.out).toBe('house/schemes/cqm/extension-application.hbs.new\n');
    expect(merged.err).toMatch(/conflicts and stays as it is/);
    expect(read('schemes/cqm/extension-application.hbs')).toBe(mine);
    expect(read('schemes/cqm/extension-application.hbs.new')).toMatch(
      /<<<<<<< house\n[^]*\|\|\|\|\|\|\| base\n[^]*=======\n[^]*>>>>>>> now\n/,
    );
    expect((await run('settle', 'schemes/cqm/extension-application.hbs')).out).toBe('house/schemes/cqm/extension-application.hbs\n');
    expect((await run('changes')).err).toBe('No file of the house is behind.\n');
  });
  it('is compared in two where nobody knows what it was made from', async () => {
    writeFileSync(file('audit-plan.hbs'), `${stock('audit-plan.hbs')}{{!-- ours --}}\n`);
    expect((await run('changes')).out).toMatch(/audit-plan\.hbs[^]*not known; it differs from what stands there now in 1 place/);
    rmSync(file('audit-plan.hbs'));
    // A base that somebody edited is none.
    writeFileSync(file('.base/audit-report.hbs'), 'edited');
    const { status, err } = await run('changes');
    expect([status, /warning +base-changed/.test(err)]).toEqual([0, true]);
  });
  it('is not written through a link that leads out of the house', async () => {
    mkdirSync(join(place, 'elsewhere'));
    symlinkSync(join(place, 'elsewhere'), file('schemes/wanding'));
    expect((await run('copy', 'audit-plan.hbs', '--scheme', 'wanding')).status).toBe(1);
    expect(existsSync(join(place, 'elsewhere/audit-plan.hbs'))).toBe(false);
  });
});
