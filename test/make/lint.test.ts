/**
 * What authors of layouts met: each fault once, at the place of its cause, with what to do, before any build.
 *
 * A house is a few files laid over the stock layouts; `lint` is asked what is wrong with it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lint } from '../../src/make/lint.js';
import { packageInfo } from '../../src/program/package-info.js';
import { compose } from '../../src/compose/index.js';
import { codes, input, layoutSet, page } from '../compose/setup.js';
import { openProven } from '../../src/program/proven.js';
import { sweep, swept } from '../setup/long.js';

const place = mkdtempSync(join(tmpdir(), 'certpress-house-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
const proven = openProven(join(place, 'proven'));
const stock = (name: string): string => readFileSync(join(packageInfo().root, 'templates', name), 'utf8');
/** The stock layout with one piece of it changed. */
const changed = (name: string, from: string | RegExp, to: string): string => {
  const after = stock(name).replace(from, to);
  expect(after, name).not.toBe(stock(name));
  return after;
};
let houses = 0;
type Files = Readonly<Record<string, string | Uint8Array>>;
function houseOf(files: Files): string {
  const house = join(place, `house-${++houses}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, name)), { recursive: true });
    writeFileSync(join(house, name), text);
  }
  return house;
}
/** `code file:line message | help`, in English; `scheme`: the layouts of that one alone are looked at, a quarter of the work. */
async function found(house: string, scheme?: string): Promise<string[]> {
  return (await lint(packageInfo().root, { path: house, shown: 'house' }, proven, { scheme })).map(
    (d) =>
      `${d.code} ${(d.place?.file ?? '').replace(`${house}/`, 'house/')}:${d.place?.line ?? '-'} ${d.message.en} | ${d.help?.en ?? ''}`,
  );
}
/** Faults that each scheme comes upon: said once all the same. Those of labels are about the words of all schemes. */
const inEach = /partials that call|wider than|label|element/;
const plan = 'audit-plan.hbs';
const end = '</section>';

describe('one fault, one message, where its cause is', () => {
  it.each(
    swept<[string, Files, readonly RegExp[]]>(
      [
        [
          'partials that call each other',
          {
            [plan]: changed(plan, end, `{{> a}}${end}`),
            'partials/a.hbs': '<p>{{@root.doc.number}}</p>\n{{> b}}\n',
            'partials/b.hbs': '{{> a}}\n',
          },
          [/^partial-loop house\/partials\/b\.hbs:1 .*a → b → a/],
        ],
        [
          'a partial that calls itself behind a condition',
          { [plan]: changed(plan, end, `{{> a}}${end}`), 'partials/a.hbs': '{{#if @root.doc.number}}{{> a}}{{/if}}\n' },
          [/^partial-loop house\/partials\/a\.hbs:1 .*a → a/],
        ],
        [
          'an open {{#if}}',
          { [plan]: changed(plan, end, `\n{{#if plan.scope}}<p>{{plan.number}}</p>\n${end}`) },
          [/^layout-syntax house\/audit-plan\.hbs:\d+ \{\{#if …\}\} is not closed \| Write \{\{\/if\}\}/],
        ],
        [
          'an end of nothing',
          { [plan]: changed(plan, end, `\n{{/each}}${end}`) },
          [/^layout-syntax house\/audit-plan\.hbs:\d+ \{\{\/each\}\} ends nothing/],
        ],
        [
          'a picture from the network',
          { [plan]: changed(plan, end, `<img src="http://example.com/a.png" alt="{{plan.number}}" width="20">${end}`) },
          [/^asset-missing house\/audit-plan\.hbs:\d+ .*example\.com.* \| Nothing is read from the network/],
        ],
        [
          'a picture that is not there',
          { [plan]: changed(plan, end, `<img src="logo.png" alt="{{plan.number}}" width="20">${end}`) },
          [/^asset-missing house\/audit-plan\.hbs:\d+ the folder of layouts has no picture logo\.png/],
        ],
        [
          'a face that is not installed',
          { 'theme.yaml': 'faces:\n  sans:\n    zh: KaiTi\n' },
          [/^font-missing house\/theme\.yaml:3 the face KaiTi is not installed.* \| There are: Noto Sans SC/],
        ],
        [
          'columns wider than the text of the page',
          {
            [plan]: changed(
              plan,
              end,
              `<table widths="60 70 70"><tr><td>{{plan.number}}</td><td>{{plan.number}}</td><td>{{plan.number}}</td></tr></table>${end}`,
            ),
          },
          [/^width-too-large house\/audit-plan\.hbs:\d+ the columns are 200 mm together/],
        ],
        [
          'a label that the schemes have their own word for',
          { 'locales/zh.yaml': 'role:\n  leader: 主任审核员\n' },
          [/^label-without-effect house\/locales\/zh\.yaml:2 .*role\.leader/],
        ],
        [
          'a label that nothing asks for',
          { 'locales/en.yaml': 'page:\n  off: Page {page-number}\n' },
          [/^label-without-effect house\/locales\/en\.yaml:2 .*page\.off.*page\.of/],
        ],
        [
          'an element of HTML',
          { [plan]: changed(plan, end, `<p><b>{{plan.number}}</b></p><hr></hr>${end}`) },
          [/element-unknown .*<b>.*strong/, /element-unknown .*<hr>.*rule/],
        ],
        [
          'a helper that there is not',
          { [plan]: changed(plan, end, `<p>{{upper plan.number}}</p>${end}`) },
          [/helper-unknown .*upper \| Known here: .*text/],
        ],
      ],
      8,
    ),
  )('%s', sweep, async (what, files, messages) => {
    const all = await found(houseOf(files), inEach.test(what) ? undefined : 'wanding');
    expect(all, all.join('\n')).toHaveLength(messages.length);
    messages.forEach((message, i) => expect(all[i]).toMatch(message));
  });

  // What is there for one scheme counts for that one alone: the faults of its layout are said once, and of no other scheme.
  it('files for one scheme', async () => {
    const team = { 'partials/plan/team.hbs': '<p>{{@root.doc.number}}</p>\n' };
    const ofCusc = Object.fromEntries(Object.entries(team).map(([name, text]) => [`schemes/cusc/${name}`, text]));
    const all = await found(houseOf({ ...ofCusc, 'schemes/wanding/theme.yaml': "colours: { accent: '#A01818' }\n" }));
    expect(all.length).toBeGreaterThan(0);
    for (const one of all) expect(one).toMatch(/^content-place-missing .*\(scheme cusc\)/);
    expect(
      await found(
        houseOf({
          'schemes/cusc/audit-paln.hbs': stock(plan),
          'schemes/cusk/theme.yaml': "colours: { accent: '#A01818' }\n",
          'schemes/cusc/documents/our-form.yaml': 'id: our-form\n',
          'schemes/cusc/locales/zh.yaml': 'role:\n  leader: 主任审核员\n',
        }),
      ),
    ).toEqual([
      expect.stringMatching(/^label-without-effect house\/schemes\/cusc\/locales\/zh\.yaml:2 .*role\.leader/),
      expect.stringMatching(/^layout-file-unread house\/schemes\/cusc\/audit-paln\.hbs:- .*Did you mean “schemes\/cusc\/audit-plan\.hbs”/),
      expect.stringMatching(/^layout-file-unread house\/schemes\/cusc\/documents\/our-form\.yaml:- .*schemes: \[cusc\]/),
      expect.stringMatching(/^layout-file-unread house\/schemes\/cusk\/theme\.yaml:- .*There is no scheme cusk\. Did you mean “cusc”/),
    ]);
  });

  it('a required content without a place says which scheme asks for it', async () => {
    const all = await found(houseOf({ 'partials/plan/team.hbs': '<p>{{@root.doc.number}}</p>\n' }));
    expect(all.length).toBeGreaterThan(0);
    for (const one of all) expect(one).toMatch(/^content-place-missing .*\(scheme [a-z]+\)/);
  });
  // Of the groups that are no list of fields, the stock layout prints each in a loop; here `conduct` alone is left.
  it('contents of groups that are not printed are missed, and only those', async () => {
    const layout = changed(
      'audit-report.hbs',
      / {6}<h2 class="group">\{\{text title\}\}<\/h2>\n {6}\{\{#each contents\}\}\n {8}<h3[\s\S]*?\{\{\/each\}\}\n/,
      '      {{#with (find @root.groups "id" "conduct")}}{{#each contents}}<h3 class="item">{{text title}}</h3>{{> (content-part "report")}}{{/each}}{{/with}}\n',
    );
    const all = await found(houseOf({ 'audit-report.hbs': layout }));
    expect(all.filter((one) => !one.startsWith('content-place-missing '))).toEqual([]);
    // wanding's contents.yaml: findings are a group of their own; the objectives stand in `conduct`, the criteria in a list of fields.
    for (const id of ['report.findings (5.11.3(12)) (scheme wanding)', 'stage1.readiness (5.6.2.1(4)) (scheme wanding)'])
      expect(all.join('\n')).toContain(`no place for the required content ${id}`);
    const ofWanding = all.filter((one) => one.includes('(scheme wanding)')).join('\n');
    for (const id of ['report.objectives', 'report.criteria']) expect(ofWanding).not.toContain(`content ${id}`);
  });
  it('a house that changes nothing is sound', async () => {
    expect(
      await found(
        houseOf({
          'partials/plan/team.hbs': stock('partials/plan/team.hbs'),
          'locales/zh.yaml': 'page:\n  of: 第 {page-number} 页，共 {page-count} 页\n',
        }),
      ),
    ).toEqual([]);
  });
});

describe('a house may be anybody’s', () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 36 }, (_, i) => [`partials/p${i}.hbs`, i === 35 ? '' : `{{> p${i + 1}}}{{> p${i + 1}}}`]),
  );
  it('partials that each call the next one twice are looked at, and rendered, in bounded time', async () => {
    expect(await found(houseOf({ ...doubling, [plan]: changed(plan, end, `{{> p0}}${end}`) }), 'wanding')).toEqual([]);
    const { diagnostics } = compose(layoutSet({ ...doubling, 'doc.hbs': page('{{> p0}}') }), 'doc', input({}));
    expect(codes(diagnostics)).toEqual(['document-too-large t/doc.hbs::']);
  });
  it.each(
    swept(
      [
        ['columns without end', `<table widths="${'* '.repeat(500)}"><tr><td>—</td></tr></table>`],
        ['a cell over a million columns', '<table widths="*"><tr><td colspan="1000000">—</td></tr></table>'],
        ['a row over a million rows', '<table widths="* *"><tr><td rowspan="1000000">—</td><td>—</td></tr></table>'],
        ['a space higher than any page', '<space height="1e300"></space>'],
        ['a gap wider than any page', '<p>—<gap em="1e300"></gap></p>'],
        ['a blank wider than any page', '<p>—<blank width="1e300"></blank></p>'],
        ['a row higher than any page', '<table widths="*"><tr height="1e300"><td>—</td></tr></table>'],
        ['an indent wider than any page', '<table widths="*" indent="1e300"><tr><td>—</td></tr></table>'],
        ['a code larger than any page', '<qr-code value="{{doc.number}}" size="1e300" label="page.of"></qr-code>'],
        ['a seal larger than any page', '<seal-place diameter="1e300"></seal-place>'],
        ['boxes in boxes', `${'<div>'.repeat(2_000)}<p>—</p>${'</div>'.repeat(2_000)}`],
        ['lists in lists', `${'<ul><li>'.repeat(500)}—${'</li></ul>'.repeat(500)}`],
      ] as const,
      4,
    ),
  )('%s: refused at its line', sweep, async (_, body) => {
    const all = await found(houseOf({ [plan]: changed(plan, end, `${body}${end}`) }), 'wanding');
    expect(all.length).toBeGreaterThan(0);
    expect(all[0]).toMatch(/^\S+ house\/audit-plan\.hbs:\d+ /);
  });
  const secret = join(place, 'secret.txt');
  writeFileSync(secret, 'not for print');
  it.each(swept(['partials/plan/team.hbs', 'locales/zh.yaml', 'theme.yaml'], 3))('no link leads out of it: %s', sweep, async (name) => {
    const house = houseOf({ 'README.md': '' });
    mkdirSync(dirname(join(house, name)), { recursive: true });
    symlinkSync(secret, join(house, name));
    const all = await found(house, 'wanding');
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(/this link leads out of the folder of layouts/);
    expect(all.join()).not.toContain('not for print');
  });
  it('nor does the folder for one scheme', async () => {
    const elsewhere = houseOf({ 'theme.yaml': "colours: { accent: '#A01818' }\n", 'audit-plan.hbs': '<p>not for print</p>' });
    const house = houseOf({ 'schemes/README.md': '' });
    symlinkSync(elsewhere, join(house, 'schemes/wanding'));
    const all = await found(house, 'wanding');
    expect(all.length).toBeGreaterThan(0);
    for (const one of all) expect(one).toMatch(/^link-outside /);
    expect(all.join()).not.toContain('not for print');
  });
  it.each(swept(['partials/plan/team.hbs', 'locales/zh.yaml', 'theme.yaml'], 3))('a pipe does not hold it up: %s', sweep, async (name) => {
    const house = houseOf({ 'README.md': '' });
    mkdirSync(dirname(join(house, name)), { recursive: true });
    execFileSync('mkfifo', [join(house, name)]);
    const all = await found(house, 'wanding');
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(/ordinary file/);
  });
  it.each(
    swept<[string, Files, RegExp]>(
      [
        ['a layout of more than its size', { 'partials/plan/team.hbs': ' '.repeat(600_000) }, /layout-too-large/],
        ['a theme of more than its size', { 'theme.yaml': `name: x\n${'#'.repeat(300_000)}` }, /theme-wrong/],
        ['a theme nested without end', { 'theme.yaml': `${'['.repeat(2_000)}\n` }, /theme-wrong/],
        [
          'aliases of aliases',
          {
            'theme.yaml': `a: &a [1]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${`*${i === 0 ? 'a' : `b${i - 1}`},`.repeat(9)}]`).join('\n')}\n`,
          },
          /theme-wrong/,
        ],
        ['a prototype', { 'theme.yaml': '__proto__:\n  frame: ruled\nconstructor: { name: x }\n' }, /theme-wrong .*__proto__/],
        ['what is no number', { 'theme.yaml': 'styles:\n  prose:\n    main: { size: .nan, before: -.inf }\n' }, /theme-wrong/],
        ['a name of a style that Word takes for two', { 'theme.yaml': 'styles:\n  prose: { name: "Prose, ours" }\n' }, /theme-wrong/],
        ['a length without end', { 'theme.yaml': 'styles:\n  prose:\n    main: { size: 0.000001, pitch: 1e300 }\n' }, /theme-wrong/],
        [
          'a picture that is none',
          { 'logo.png': 'GIF89a', [plan]: changed(plan, end, `<img src="logo.png" alt="{{plan.number}}" width="20">${end}`) },
          /asset-missing house\/logo\.png.*neither a PNG nor a JPEG/,
        ],
      ],
      3,
    ),
  )('%s is refused', sweep, async (_, files, message) => {
    const all = await found(houseOf(files), 'wanding');
    expect(all.join('\n')).toMatch(message);
  });
});
