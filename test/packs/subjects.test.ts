/** Rows for meetings and for authors of findings: what they see, and where what they complain of stands. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { judge } from '../../src/judge/judge.js';
import { loadProject } from '../../src/load/project.js';
import { loadSchemes } from '../../src/packs/schemes-of-project.js';
import { packageInfo } from '../../src/program/package-info.js';

const { root } = packageInfo();
const place = mkdtempSync(join(tmpdir(), 'certpress-subjects-'));
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});
const put = (file: string, text: string): void => {
  mkdirSync(dirname(join(place, file)), { recursive: true });
  writeFileSync(join(place, file), text);
};

it('are judged for each meeting and each file of findings', () => {
  const base = join(root, 'test/load/pack-base/schemas');
  cpSync(join(base, 'schemes/north/A-1'), join(place, 'packs/schemes/own/A-1'), { recursive: true });
  for (const kind of ['bodies', 'standards']) cpSync(join(base, kind), join(place, 'packs', kind), { recursive: true });
  const scheme = 'packs/schemes/own/A-1/scheme.yaml';
  put(scheme, readFileSync(join(place, scheme), 'utf8').replace('id: north', 'id: own'));
  const row = (id: string, rest: string): string =>
    `- { id: ${id}, rule: O-${id}, clause: "1.1", severity: error, zh: 要求, en: Asked, message: { zh: "{subject}", en: "{subject}" }, ${rest} }\n`;
  put(
    'packs/schemes/own/A-1/rules.yaml',
    row('opened-first', `for: meeting, kind: deadline, when: "meeting.which == 'opening'", event: meeting.date, notAfter: audit.start`) +
      row('closed-last', `for: meeting, kind: deadline, when: "meeting.which == 'closing'", event: meeting.date, notBefore: audit.end`) +
      row('author-in-team', `for: author, kind: assert, that: "plan.team.exists(m, m.person == author.author)", place: author.author`),
  );
  put('certpress.yaml', 'packs: packs\n');
  put('people.yaml', 'he-lan: { name: { zh: 何岚, en: He Lan } }\nwu-yan: { name: { zh: 吴岩, en: Wu Yan } }\n');
  put('case/case.yaml', 'scheme: own\n');
  put(
    'case/audits/stage-2/audit.yaml',
    'kind: I2\nversion: A/1\nstart: 2026-07-06\nend: 2026-07-08\nmeetings:\n  opening: { date: 2026-07-06 }\n  closing: { date: 2026-07-07 }\n',
  );
  put('case/audits/stage-2/plan.yaml', 'date: 2026-06-22\nteam:\n  - { person: he-lan, role: leader }\n');
  put('case/audits/stage-2/findings/a.yaml', 'author: he-lan\n');
  put('case/audits/stage-2/findings/b.yaml', 'author: wu-yan\n');
  const { value: project, diagnostics } = loadProject(place);
  if (!project) throw new Error('the project does not load');
  expect(diagnostics).toEqual([]);
  const schemes = loadSchemes(project, root);
  expect(schemes.diagnostics).toEqual([]);
  const judgement = judge(project, schemes.value ?? new Map(), { asOf: '2026-11-28' });
  expect(judgement.verdicts.map(({ row: { id }, subject, state }) => `${id} ${subject.name} ${state}`)).toEqual([
    'opened-first stage-2 opening holds',
    'closed-last stage-2 opening notApplicable',
    'opened-first stage-2 closing notApplicable',
    'closed-last stage-2 closing violated',
    'author-in-team stage-2 a holds',
    'author-in-team stage-2 b violated',
  ]);
  expect(
    judgement.diagnostics
      .filter((d) => d.code === 'rule-violated')
      .map((d) => `${(d.place?.file ?? '').replace(/.*stage-2\//, '')}:${d.place?.line ?? '-'} ${d.message.en}`),
  ).toEqual(['audit.yaml:7 stage-2 closing', 'findings/b.yaml:1 stage-2 b']);
});
