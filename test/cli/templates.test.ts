/** `certpress templates` as a user runs it: which file, label and value of the theme is in use, and what it lies over. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
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
