/**
 * Which words of the records a scheme has: those of its `labels`.
 *
 * In:  labels of a scheme, a kind of audit. Out: whether its nonconformities have grades, what a team may recommend. A group that a
 * scheme leaves out is as the stock labels have it; one that is empty (`grade: {}`) is not there at all.
 */
import type { AuditKind } from '../record/kinds.js';

type Labels = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const isGraded = (labels: Labels): boolean => Object.keys(labels['grade'] ?? { major: true }).length > 0;

/** What may be recommended after an audit of the kind, in the order in which a report offers it. */
const afterAudit = (kind: AuditKind | undefined): readonly string[] => {
  switch (kind) {
    case 'I1':
    case 'I2':
    case 'TR':
      return ['grant', 'grant-after-closure', 'refuse'];
    case 'R':
      return ['renew', 'renew-after-closure', 'refuse'];
    case 'XE':
      return ['extend', 'maintain', 'refuse'];
    default:
      return ['maintain', 'suspend', 'withdraw'];
  }
};
export function recommendationsOf(labels: Labels, kind: AuditKind | undefined): string[] {
  const words = labels['recommendation'];
  return afterAudit(kind).filter((outcome) => words === undefined || Object.hasOwn(words, outcome));
}
