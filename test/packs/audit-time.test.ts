/** What is wrong with a table of audit time is told at its line when the pack is loaded. */
import { expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditTimeSchema } from '../../schemas/pack/audit-time.js';
import { loadYaml } from '../../src/files/yaml-file.js';
import { checkAuditTime } from '../../src/packs/check-audit-time.js';

const sound = `hours: 8
table:
  clause: A
  title: { zh: 表, en: Table }
  zh: 表
  en: Table
  gives: total
  bands:
    - { upTo: 25, days: 4 }
    - { upTo: 45, days: 5 }
  beyond: { by: step, persons: 20, days: 1 }
kinds:
  - { clause: "1", zh: 初审, en: Initial, for: [I1, I2], share: [1, 1], severity: error }
  - { clause: "2", zh: 监督, en: Surveillance, for: [S], share: [1, 3], severity: error }
stage1: { clause: "3", zh: 一阶段, en: Stage 1, within: true, least: 0.5, severity: warning }
combination: { clause: "4", zh: 结合, en: Combined, leastOfSum: 0.8, severity: error }
adjustment:
  clause: "5"
  zh: 调整
  en: Adjusted
  mostReduction: 0.3
  severity: warning
  increase: [{ code: X-1, zh: 增, en: more }]
  decrease: [{ code: X-2, zh: 减, en: less }]
propose: 0.5
notes: []
`;
function faults(text: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'certpress-table-'));
  try {
    const path = join(folder, 'audit-time.yaml');
    writeFileSync(path, text);
    const { value, diagnostics } = loadYaml({ path, file: 'audit-time.yaml', root: folder, shape: auditTimeSchema });
    const found = value ? checkAuditTime({ ...value, path }, 'x') : diagnostics;
    return found.map((d) => `${d.place?.line ?? ''}:${d.place?.column ?? ''} ${d.code} ${d.place?.pointer ?? ''}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it.each([
  ['nothing', '', '', []],
  ['bands that do not rise', 'upTo: 45', 'upTo: 25', ['10:15 pack-wrong /table/bands/1/upTo']],
  ['days that fall', 'days: 5', 'days: 3', ['10:25 pack-wrong /table/bands/1/days']],
  ['a kind of audit twice', 'for: [S]', 'for: [S, I2]', ['14:55 pack-wrong /kinds/1/for/1']],
  ['a factor twice', 'code: X-2', 'code: X-1', ['24:22 pack-wrong /adjustment/decrease/0/code']],
])('%s', (_, was, is, expected) => {
  expect(faults(sound.replace(was, is))).toEqual(expected);
});
it.each([
  ['a share of more than all', 'leastOfSum: 0.8', 'leastOfSum: 1.8'],
  ['a kind that no audit is', 'for: [S]', 'for: [Q]'],
  ['a part without a whole', 'share: [1, 3]', 'share: [1, 0]'],
])('the shape refuses %s', (_, was, is) => {
  expect(faults(sound.replace(was, is))).toHaveLength(1);
});
