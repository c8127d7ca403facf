/**
 * Checking the audit-time table of a scheme, besides its shape.
 *
 * In:  `audit-time.yaml`, of the right shape. Out: diagnostics at line and column: bands that do not rise, a kind of audit or a factor
 *      that stands twice.
 */
import type { AuditTime } from '../../schemas/pack/audit-time.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { complainOf } from './complain.js';
import type { PackFile } from './types.js';

export function checkAuditTime(file: PackFile<AuditTime>, scheme: string): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const complain = complainOf(scheme, diagnostics);
  const { table, kinds, adjustment } = file.value;
  table.bands.forEach((band, i) => {
    const before = table.bands[i - 1];
    if (!before) return;
    if (band.upTo <= before.upTo)
      complain(file, ['table', 'bands', i, 'upTo'], 'pack-wrong', {
        zh: `人数档应递增：${band.upTo} 在 ${before.upTo} 之后`,
        en: `Bands rise: ${band.upTo} stands after ${before.upTo}`,
      });
    if (band.days < before.days)
      complain(file, ['table', 'bands', i, 'days'], 'pack-wrong', {
        zh: `人日应随人数递增：${band.days} 在 ${before.days} 之后`,
        en: `Person-days do not fall as the headcount rises: ${band.days} stands after ${before.days}`,
      });
  });
  const seen = new Set<string>();
  kinds.forEach((row, i) => {
    row.for.forEach((kind, k) => {
      if (seen.has(kind))
        complain(file, ['kinds', i, 'for', k], 'pack-wrong', {
          zh: `审核类型 ${kind} 写了两次`,
          en: `The kind of audit ${kind} stands twice`,
        });
      seen.add(kind);
    });
  });
  const codes = new Set<string>();
  for (const list of ['increase', 'decrease'] as const)
    (adjustment?.[list] ?? []).forEach(({ code }, i) => {
      if (codes.has(code))
        complain(file, ['adjustment', list, i, 'code'], 'pack-wrong', {
          zh: `因素代号 ${code} 写了两次`,
          en: `The code ${code} of a factor stands twice`,
        });
      codes.add(code);
    });
  return diagnostics;
}
