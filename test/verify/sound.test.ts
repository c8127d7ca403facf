import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyArchive } from '../../src/verify/archive.js';
import { verifyBag } from '../../src/verify/bag.js';
import { packageInfo } from '../../src/program/package-info.js';
import { newDocument } from '../../src/skeleton/document.js';
import { readTrust } from '../../src/seal/index.js';
import { isLongRun, long, sweep } from '../setup/long.js';
import { makePki } from '../seal/pki.js';
import { archiveInto, copyProject, keeperAt, livedArchive, livedOnce, recertification, signerFrom, type Lived } from './setup/lived.js';
import { said, verified } from './setup/verified.js';

test(
  'an archive of a house with a scheme and layouts of its own, beside its records, is sound by those',
  { ...long, timeout: 600_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'certpress-house-'));
    const pki = await makePki(join(folder, 'pki'));
    try {
      const project = copyProject(join(folder, 'project'), ['wanding/nuantu-heating']);
      appendFileSync(join(project, 'certpress.yaml'), 'layouts: ../house\npacks: ../packs\n');
      // The scheme under another name, as a pack of the house.
      const pack = join(folder, 'packs/schemes/own/B-1');
      cpSync(join(packageInfo().root, 'schemas/schemes/wanding/B-1'), pack, { recursive: true });
      for (const [file, from, to] of [
        [join(pack, 'scheme.yaml'), 'id: wanding', 'id: own'],
        [join(project, 'wanding/nuantu-heating/case.yaml'), 'scheme: wanding', 'scheme: own'],
        [join(project, 'certpress.yaml'), '  wanding:', '  own:'],
      ] as const)
        writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
      mkdirSync(join(pack, 'layouts/locales'), { recursive: true });
      writeFileSync(join(pack, 'layouts/locales/zh.yaml'), 'certificate:\n  this-certifies: 特此证明\n');
      // One look for all schemes, and a file for this one alone.
      mkdirSync(join(folder, 'house/schemes/own'), { recursive: true });
      writeFileSync(join(folder, 'house', 'theme.yaml'), "colours: { accent: '#7A1F1F' }\n");
      writeFileSync(join(folder, 'house/schemes/own/theme.yaml'), "colours: { accent: '#1F3F7A' }\n");
      // Fields that the scheme adds, one of which a row of its own reads, and one of the house.
      writeFileSync(join(pack, 'fields.yaml'), 'audit:\n  leaderChecked: { is: done, zh: 组长核对日期, en: Checked by the leader on }\n');
      appendFileSync(
        join(pack, 'rules.yaml'),
        [
          '',
          '- id: leader-checked',
          '  rule: OWN-1',
          '  clause: "5.5.2"',
          '  kind: deadline',
          '  severity: error',
          '  holdsBack: [archive]',
          '  for: audit',
          '  event: audit.leaderChecked',
          '  notBefore: audit.end',
          '  zh: 组长核对',
          '  en: the leader checks it',
          '  message: { zh: 早于审核结束, en: before the audit ended }',
          '',
        ].join('\n'),
      );
      writeFileSync(join(folder, 'house/fields.yaml'), 'case.client:\n  industryCode: { is: code, zh: 行业代码, en: Industry code }\n');
      const records = join(project, 'wanding/nuantu-heating');
      appendFileSync(join(records, 'audits/recertification/audit.yaml'), '\nleaderChecked: 2026-02-20\n');
      const client = readFileSync(join(records, 'case.yaml'), 'utf8');
      writeFileSync(join(records, 'case.yaml'), client.replace(/^( *)uscc: .*$/m, '$&\n$1x: { industryCode: D4430 }'));
      // A document of the house, made from a paper of the audit.
      const audit = join(project, 'wanding/nuantu-heating/audits/recertification');
      expect(newDocument({ id: 'our-form', of: 'paper', folder: audit }).diagnostics).toEqual([]);
      const definition = join(folder, 'house/documents/our-form.yaml');
      writeFileSync(definition, readFileSync(definition, 'utf8').replace('lies: case', 'lies: audit'));
      mkdirSync(join(audit, 'papers'));
      writeFileSync(
        join(audit, 'papers/our-form.yaml'),
        'paper: our-form\ndate: 2026-02-20\nsubject: { zh: 补充抽样, en: A further sample }\nresult: accepted\nby: w-jiang\n',
      );
      appendFileSync(
        join(project, 'wanding/nuantu-heating/documents.yaml'),
        '\n- { kind: our-form, audit: recertification, revision: "A/0", date: 2026-02-20 }\n',
      );
      await archiveInto(join(folder, 'archive'), project, keeperAt(await signerFrom(pki, pki.signers.rsa.p12), new Date(), 'B-B', pki));
      const verdict = await verified(join(folder, 'archive'), { trust: readTrust(readFileSync(pki.rootPem, 'latin1')), render: true });
      expect(verdict.each.flatMap((bag) => [...said(bag), ...bag.documents.flatMap(said)])).toEqual([]);
      expect([verdict.state, verdict.sound, verdict.each.map((bag) => bag.comparison)]).toEqual(['sound', 2, ['bytes', 'bytes']]);
      const data = join(folder, 'archive/own/nuantu-heating/recertification/1/data');
      for (const file of [
        'layouts/house/theme.yaml',
        'layouts/house/schemes/own/theme.yaml',
        'layouts/house/fields.yaml',
        'scheme/packs/schemes/own/B-1/fields.yaml',
        'layouts/house/documents/our-form.yaml',
        'record/wanding/nuantu-heating/audits/recertification/papers/our-form.yaml',
        'documents/our-form.zh-en.pdf',
        'scheme/packs/schemes/own/B-1/rules.yaml',
        'scheme/packs/schemes/own/B-1/layouts/locales/zh.yaml',
        'scheme/schemas/bodies/wanding.yaml',
      ])
        expect(existsSync(join(data, file)), file).toBe(true);
      expect(existsSync(join(data, 'scheme/schemas/schemes/wanding'))).toBe(false);
      // Read without those fields the record would have keys that nobody knows, and the row a path: nothing of it was said above.
      expect(readFileSync(join(data, 'record/wanding/nuantu-heating/case.yaml'), 'utf8')).toContain('industryCode: D4430');
      expect(readFileSync(join(data, 'record/wanding/nuantu-heating/audits/recertification/audit.yaml'), 'utf8')).toContain(
        'leaderChecked',
      );
    } finally {
      await pki.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

function untouched(level: 'B-B' | 'B-LTA', first: number): void {
  let folder: string;
  let lived: Lived;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certpress-sound-'));
    lived = level === 'B-B' ? await livedOnce() : await livedArchive(folder, level, ['wanding/nuantu-heating']);
  }, 600_000);
  afterAll(async () => {
    await lived.end();
    rmSync(folder, { recursive: true, force: true });
  });

  // In `npm test` the documents of one bag are made again, in the long run those of all.
  test('is sound, its documents those that the record gives', { ...sweep, timeout: 600_000 }, async () => {
    const verdict = await verified(lived.dir, { trust: lived.trust, render: isLongRun });
    const again = isLongRun ? verdict.each : [await verifyBag(join(lived.dir, recertification, '2'), { trust: lived.trust, render: true })];
    expect(again.flatMap((bag) => [...said(bag), ...bag.documents.flatMap(said)])).toEqual([]);
    expect(verdict.each.flatMap((bag) => [...said(bag), ...bag.documents.flatMap(said)])).toEqual([]);
    expect(said(verdict)).toEqual([]);
    expect(verdict).toMatchObject({
      state: 'sound',
      lines: first + 7,
      bags: first + 1,
      verified: first + 1,
      sound: first + 1,
      disposed: 1,
      rollback: 'not-excluded',
      interrupted: false,
      stamp: { lines: first + 6 },
    });
    expect(new Set(again.map((bag) => bag.comparison))).toEqual(new Set(['bytes']));
    expect(new Set(verdict.each.flatMap((bag) => bag.documents.map((one) => one.seal?.level)))).toEqual(new Set([level]));
    expect(verdict.each.every((bag) => (bag.seal?.provenAt !== undefined) === (level !== 'B-B'))).toBe(true);
  });

  test('is intact and not trusted where no root is given', { ...long, timeout: 120_000 }, async () => {
    const verdict = await verified(lived.dir, { trust: { roots: [] }, render: false });
    expect(verdict.state).toBe('untrusted');
    expect(
      new Set(
        [verdict, ...verdict.each, ...verdict.each.flatMap((bag) => bag.documents)].flatMap((one) => one.findings.map((d) => d.code)),
      ),
    ).toEqual(new Set(['verify-untrusted']));
  });

  test('a head that was kept elsewhere says how many lines came since', async () => {
    const since = await Promise.all(
      [...lived.heads, 'f'.repeat(64)].map(async (head) => {
        const abort = new AbortController();
        abort.abort();
        const {
          rollback,
          since: lines,
          findings,
        } = await verifyArchive(
          lived.dir,
          { trust: lived.trust, render: false },
          { signal: abort.signal, jobs: 1, head, bag: () => undefined, progress: () => undefined },
        );
        return [rollback, lines, findings.map((d) => d.code)];
      }),
    );
    expect(since).toEqual([
      ['excluded', 7, []],
      ['excluded', 6, []],
      ['excluded', 1, []],
      ['excluded', 0, []],
      ['found', undefined, ['verify-head']],
    ]);
  }, 120_000);
}
describe('an untouched archive at level B-B', () => {
  untouched('B-B', 6);
});
describe('an untouched archive at level B-LTA', long, () => {
  untouched('B-LTA', 2);
});
