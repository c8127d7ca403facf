/**
 * What the scheme or another record says of the entries of a list that a layout prints.
 *
 * In:  a document's scope, its roots as a layout sees them. Out: `conditions`, those of the decision with the scheme's words for each
 * clause; `maintainedWhere`, what the scheme asks for where certification is maintained without a decision, and whether the review
 * says that it is met; `programme`, the audits of the cycle with what was held of each: kind, days, number of its report.
 */
import { z } from 'zod';
import type { TrackedValue } from '../files/tracked.js';
import type { DocumentScope } from '../validate/scope.js';
import { scalarOf } from './values.js';

const proseShape = z.object({ zh: z.string(), en: z.string() });
export const saidShape = {
  conditions: z.array(z.object({ clause: z.string().optional(), met: z.boolean().optional(), words: proseShape.optional() })),
  maintainedWhere: z.array(z.object({ clause: z.string(), words: proseShape, met: z.boolean().optional() })),
  programme: z.array(
    z.object({
      kind: z.string().optional(),
      planned: z.string().optional(),
      held: z
        .object({ kind: z.string().optional(), start: z.string().optional(), end: z.string().optional(), report: z.string().optional() })
        .optional(),
    }),
  ),
};

type Entry = Readonly<Record<string, TrackedValue | undefined>>;
const entriesOf = (value: unknown): Entry[] => (Array.isArray(value) ? (value as Entry[]) : []);

export function saidOfEntries({ scheme, roots, case: folder }: DocumentScope): Readonly<Record<keyof typeof saidShape, object[]>> {
  const { conditions = [], maintained } = scheme.scheme;
  const decision = roots.decision?.tracked as Entry | undefined;
  const review = roots.review?.tracked as Entry | undefined;
  const programme = (roots.case?.tracked as Entry | undefined)?.['programme'] as Entry | undefined;
  return {
    conditions: entriesOf(decision?.['conditions']).map(({ clause, met }) => {
      const said = conditions.find((one) => one.clause === scalarOf(clause));
      return { ...(clause ? { clause } : {}), ...(met ? { met } : {}), ...(said ? { words: { zh: said.zh, en: said.en } } : {}) };
    }),
    maintainedWhere: (maintained?.conditions ?? []).map(({ clause, zh, en }) => {
      const met = entriesOf(review?.['conditions']).find((one) => scalarOf(one['clause']) === clause)?.['met'];
      return { clause, words: { zh, en }, ...(met ? { met } : {}) };
    }),
    programme: entriesOf(programme?.['audits']).map(({ kind, planned, audit: name }) => {
      const audit = folder.audits.find((one) => one.name === scalarOf(name));
      const { kind: heldKind, start, end } = (audit?.audit.tracked ?? {}) as Entry;
      const report = (audit?.report?.tracked as Entry | undefined)?.['number'];
      const held = { kind: heldKind, start, end, report };
      return { kind, planned, ...(audit ? { held } : {}) };
    }),
  };
}
