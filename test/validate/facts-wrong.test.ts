/**
 * A fact that is wrong is reported where it is wrong: one edit of a sample, and the line, the words and what to do that it gets.
 * What else is said is named too, so that no complaint stands where the record is right.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/index.js';
import { judge } from '../../src/judge/judge.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';
import { built } from '../setup/built.js';
import { checkContents } from '../../src/validate/contents.js';
import { documentsOf } from '../../src/validate/documents-of-case.js';
import { samplesFolder } from '../setup/samples.js';

let root = '';
const aCase = 'wanding/qingyu-payment';
const fresh = (): void => {
  rmSync(join(root, 'wanding'), { recursive: true, force: true });
  for (const file of ['certpress.yaml', 'people.yaml', aCase]) cpSync(join(samplesFolder, file), join(root, file), { recursive: true });
};
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'certpress-facts-'));
  mkdirSync(join(root, 'wanding'));
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Lines of `file:line words of the line: code severity`, with all prose behind. */
function found(): { readonly at: string; readonly said: string }[] {
  const { value: project, diagnostics } = loadProject(root);
  if (!project) throw new Error('no project');
  const schemes = loadSchemes(project, packageInfo().root).value ?? new Map();
  const all: readonly Diagnostic[] = [
    ...diagnostics,
    ...judge(project, schemes, { asOf: project.config?.value.asOf ?? '2026-11-28' }).diagnostics,
    ...project.cases.flatMap((one) => documentsOf(project, one, schemes)).flatMap((scope) => checkContents(scope).diagnostics),
  ];
  expect(all.filter((d) => !d.place?.line || !d.place.column)).toEqual([]);
  return all
    .filter((d) => d.severity !== 'info')
    .map((d) => {
      const file = d.place ? relative(join(root, aCase), d.place.file) : '';
      const line = d.place?.line === undefined ? '' : (readFileSync(d.place.file, 'utf8').split('\n')[d.place.line - 1] ?? '').trim();
      return {
        at: `${file}: ${line.slice(0, 60)}: ${d.rule ?? d.code} ${d.severity}`,
        said: [d.message.zh, d.message.en, d.help?.zh, d.help?.en].join('\n'),
      };
    });
}
type Edit = readonly [file: string, replace: string, by: string];
/** Edits; the complaints expected, all of them; words of the first. */
type Row = readonly [string, readonly Edit[], readonly string[], readonly string[]];
const rows: readonly Row[] = [
  [
    'validity that ends before the cycle',
    [['certificates.yaml', 'validTo: 2029-06-22', 'validTo: 2029-04-22']],
    ['certificates.yaml: validTo: 2029-04-22: W-P13 warning'],
    ['2029-04-22', '2029-06-22', 'correct the one that differs'],
  ],
  [
    'a cycle that ends before the validity',
    [['case.yaml', 'cycleEnd: 2029-06-22', 'cycleEnd: 2029-04-22']],
    ['case.yaml: cycleEnd: 2029-04-22: W-P13 warning'],
    ['programme.cycleEnd'],
  ],
  [
    'a digit of the certificate number',
    [['certificates.yaml', 'number: "WD-BC-26-0093-R0"', 'number: "WD-BC-26-0039-R0"']],
    ['certificates.yaml: - number: "WD-BC-26-0039-R0": certificate-unknown error'],
    ['WD-BC-26-0093-R0', '5 times'],
  ],
  [
    'the check character of the credit code',
    [['case.yaml', 'uscc: "91411903MA9K4X7D4N"\n    registeredAddress', 'uscc: "91411903MA9K4X7D4M"\n    registeredAddress']],
    ['case.yaml: uscc: "91411903MA9K4X7D4M": G-16 error'],
    ['校验码是“N”，这里是“M”', 'check character “N”, here is “M”'],
  ],
  [
    'the length of the credit code',
    [['case.yaml', 'uscc: "91411903MA9K4X7D4N"\n    registeredAddress', 'uscc: "91411903MA9K4X7D4"\n    registeredAddress']],
    ['case.yaml: uscc: "91411903MA9K4X7D4": G-16 error'],
    ['有 17 位，应为 18 位', '17 characters, not 18'],
  ],
  [
    'a letter that the credit code does not use',
    [['case.yaml', 'uscc: "91411903MA9K4X7D4N"\n    registeredAddress', 'uscc: "91411903MA9K4X7DON"\n    registeredAddress']],
    ['case.yaml: uscc: "91411903MA9K4X7DON": G-16 error'],
    ['第 17 位的“O”不能用', 'character 17 cannot be “O”'],
  ],
  [
    'a second edition of a number that the scheme does not let stay',
    [
      [
        'certificates.yaml',
        '  sites: [S1]\n',
        '  sites: [S1]\n- number: "WD-BC-26-0093-R0"\n  audit: stage-2\n  version: "B/1"\n  standard: "ISO 22301:2019"\n' +
          '  scope: {zh: 银行卡收单、互联网支付和商户结算服务所涉及的业务连续性管理, en: "Business continuity management for bank card acquiring, internet payment and merchant settlement services"}\n  firstIssued: 2026-06-26\n  issued: 2026-09-26\n' +
          '  validFrom: 2026-06-23\n  validTo: 2029-06-22\n  sites: [S1]\n  replaces: {number: "WD-BC-26-0093-R0", validTo: 2029-06-22}\n',
      ],
    ],
    // It would be another certificate, to be reported in its turn.
    ['events.yaml: - kind: delivered: W-P87 error', 'certificates.yaml: - number: "WD-BC-26-0093-R0": certificate-number-twice error'],
    [],
  ],
  [
    'a conclusion of schemes without grades',
    [['audits/stage-2/findings/fang.yaml', 'conclusion: conforms', 'conclusion: nonconformity']],
    ['audits/stage-2/findings/fang.yaml: conclusion: nonconformity: word-not-in-scheme error'],
    ['conclusion: nonconformity', 'There are: conforms, minor, major, opportunity'],
  ],
  [
    'a clause that the standard does not have, in a nonconformity',
    [['audits/stage-2/nonconformities/NC-01.yaml', 'clause: "8.3.5"', 'clause: "5.10"']],
    ['audits/stage-2/nonconformities/NC-01.yaml: clause: "5.10": clause-unknown error'],
    ['ISO 22301:2019 has no clause 5.10'],
  ],
  ['an item of a clause is a clause', [['audits/stage-2/nonconformities/NC-01.yaml', 'clause: "8.3.5"', 'clause: "8.3.4 b)"']], [], []],
  [
    'a registration of the plan with two digits swapped',
    [['audits/stage-2/plan.yaml', '"2024-N1EMS-9001264"', '"2024-N1EMS-9001246"']],
    ['audits/stage-2/plan.yaml: registration: "2024-N1EMS-9001246": registration-differs warning'],
    ['Did you mean 2024-N1EMS-9001264?'],
  ],
  [
    'a replaced auditor who still signs',
    [
      [
        'audits/stage-2/report.yaml',
        '    person: w-fang\n    role: auditor\n    registration: "2024-N1EMS-9001264"',
        '    person: w-tong\n    role: auditor\n    registration: "2023-N1QMS-9001398"',
      ],
      [
        'audits/stage-2/report.yaml',
        'activities:\n',
        'replacements: [{ out: w-fang, in: w-tong, reason: { zh: 当日突发疾病, en: fell ill on the day } }]\nactivities:\n',
      ],
    ],
    ['audits/stage-2/findings/fang.yaml: author: w-fang: replaced-still-acts warning'],
    ['Tong Ruoyu replaced Fang Boning', 'findings fang', 'the opening meeting'],
  ],
  [
    'a member in two slots',
    [['audits/stage-2/plan.yaml', '      - start: "13:30"\n', '      - start: "13:20"\n']],
    ['audits/stage-2/plan.yaml: - date: 2026-04-14: G-07 warning'],
    ['2026-04-14 A 13:00–13:30 / 13:20–15:00'],
  ],
  [
    'a person whom nobody knows',
    [['audits/stage-2/plan.yaml', '    person: w-fang\n', '    person: w-fan\n']],
    ['audits/stage-2/plan.yaml: person: w-fan: person-unknown error'],
    ['Did you mean w-fang?'],
  ],
];

test.each(rows.map((row) => [row[0], row] as const))('%s', (_name, [, edits, at, words]) => {
  fresh();
  for (const [file, replace, by] of edits) {
    const path = join(root, aCase, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(replace);
    writeFileSync(path, text.replace(replace, by));
  }
  const all = found();
  expect(all.map((one) => one.at)).toEqual(at);
  for (const word of words) expect(all[0]?.said).toContain(word);
});

test('a case that was copied, with the numbers of the first', () => {
  fresh();
  cpSync(join(root, aCase), join(root, 'wanding/copy'), { recursive: true });
  const certificates = join(root, 'wanding/copy/certificates.yaml');
  writeFileSync(certificates, readFileSync(certificates, 'utf8').replaceAll('WD-BC-26-0093-R0', 'WD-BC-26-0099-R0'));
  const { diagnostics } = loadProject(root);
  const twice = diagnostics.filter((d) => d.code === 'numbers-twice');
  expect(twice).toHaveLength(1);
  expect(twice[0]?.message.en).toMatch(/^These numbers are those of case \S+: audit plan WD-BC-2026-0093-AP1, .* and \d+ more$/);
  // The same client's next file may keep the number of the case, and a contract may be one for several cases.
  for (const file of ['audits', 'certificates.yaml', 'events.yaml', 'documents.yaml', 'evidence.yaml'])
    rmSync(join(root, 'wanding/copy', file), { recursive: true, force: true });
  expect(loadProject(root).diagnostics.filter((d) => d.code === 'numbers-twice')).toEqual([]);
});

test('every finding of a broad run has a file, a line and a column', async () => {
  fresh();
  const broken: readonly Edit[] = [
    ['certificates.yaml', 'validTo: 2029-06-22', 'validTo: 2031-06-22'],
    ['case.yaml', 'postCode:', 'postCod:'],
    ['audits/stage-2/report.yaml', 'objectives:', 'objectivs:'],
    ['audits/stage-1/plan.yaml', 'scope:', 'scop:'],
    ['events.yaml', '- kind: issued', '- kind: isued'],
    // Near to no key: what is missing is told besides.
    ['audits/stage-2/plan.yaml', 'criteria:', 'whatever:'],
    ['audits/stage-2/report.yaml', 'number:', 'whichever:'],
  ];
  for (const [file, replace, by] of broken) {
    const path = join(root, aCase, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(replace, by));
  }
  writeFileSync(join(root, aCase, 'audits/stage-2/stray.txt'), 'x');
  const { diagnostics } = await built({ paths: [root], cwd: root, print: 'model' });
  expect(diagnostics.length).toBeGreaterThan(8);
  expect(new Set(diagnostics.map((d) => d.code)).size).toBeGreaterThan(3);
  expect(diagnostics.filter((d) => !d.place?.file || !d.place.line || !d.place.column)).toEqual([]);
  expect(diagnostics.find((d) => d.code === 'waiting')?.place).toMatchObject({ file: `${aCase}/certificates.yaml`, line: 1, column: 3 });
}, 120_000);
