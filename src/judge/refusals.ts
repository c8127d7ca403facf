/**
 * Events that the state of their certificate does not allow.
 *
 * In:  the facts of the cases, each certificate with its life. Out: `event-not-allowed`, with the clause that says when such an
 * event is allowed, at the event.
 */
import type { LifeState } from '../../schemas/pack/life.js';
import { doneByEvent } from '../../schemas/record/events.js';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { placeIn } from '../load/record-file.js';
import type { Project } from '../load/types.js';
import type { CaseFacts } from './case-facts.js';

/** Words of the interface, not of a scheme. */
export const stateNames: Readonly<Record<LifeState, Prose>> = {
  none: { zh: '尚未颁发', en: 'not issued yet' },
  valid: { zh: '有效', en: 'valid' },
  suspended: { zh: '暂停', en: 'suspended' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
  cancelled: { zh: '已注销', en: 'cancelled' },
  expired: { zh: '已到期', en: 'expired' },
  replaced: { zh: '已被替代', en: 'replaced' },
};
export function refusalsOf(cases: readonly CaseFacts[], project: Project): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const { folder, certificates, events } of cases) {
    const file = folder.events;
    if (!file) continue;
    for (const { life, number = '', tree } of certificates) {
      for (const { event, kind, date, state, ofPart, allowed } of life.refused) {
        const index = events[event]?.index ?? 0;
        const name = doneByEvent(kind) ?? { zh: kind, en: kind };
        const what = ofPart ? { zh: `部分${name.zh}`, en: `${name.en} in part` } : name;
        const from = [...new Set(allowed.flatMap((row) => row.from))].map((one) => stateNames[one]);
        const [row] = allowed;
        // Entries that share a number share their events: one complaint.
        found.set(`${file.file}#${index}`, {
          code: 'event-not-allowed',
          severity: 'error',
          verdict: 'violated',
          message: row
            ? {
                zh: `证书 ${number} 在 ${date} 处于“${stateNames[state].zh}”状态，不能${what.zh}`,
                en: `On ${date} certificate ${number} was ${stateNames[state].en}, so it could not be ${what.en}`,
              }
            : {
                zh: `这个认证方案没有“${what.zh}”：证书 ${number} 在 ${date} 的事件无效`,
                en: `The scheme does not know “${what.en}”: what is recorded for certificate ${number} on ${date} has no effect`,
              },
          help: row
            ? {
                zh: `只有${from.map((one) => `“${one.zh}”`).join('、')}的证书才能${what.zh}：核对事件的先后、日期和证书编号。`,
                en: `Only a certificate that is ${from.map((one) => one.en).join(' or ')} can be ${what.en}: check order, dates and number.`,
              }
            : { zh: '用认证方案所规定的事件记录。', en: 'Record it as an event that the scheme has.' },
          ...(row ? { why: { zh: row.zh, en: row.en }, clause: row.clause } : {}),
          place: placeIn(project.root, file, [index]),
          ...(tree.place ? { related: [placeIn(project.root, tree.place.file, tree.place.path)] } : {}),
          case: folder.name,
          ...(folder.case.value.scheme === undefined ? {} : { scheme: folder.case.value.scheme }),
          subject: number,
        });
      }
    }
  }
  return [...found.values()];
}
