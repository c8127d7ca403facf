/**
 * Rules: the predicates of a scheme on dates, numbers and people, as rows of its `rules.yaml`.
 *
 * In:  parsed YAML. Out: zod schemas and types. A row is one small piece of data with its clause; conditions are CEL, typed
 * against the record's shape when the pack is loaded; functions are few (`src/rules/functions.ts`). One row serves
 * the check, `due`, `explain` and the moment at which a kept verdict may change.
 */
import { z } from 'zod';
import { auditKinds } from '../record/kinds.js';
import type { AddedFields } from './added-fields.js';
import type { PaperFields } from './papers.js';
import { quoted } from './quoted.js';

/** What a row is judged for, once for each. */
export const subjects = [
  'case',
  'licence',
  'audit',
  'meeting',
  'author',
  'nonconformity',
  'member',
  'site',
  'certificate',
  'change',
  'event',
  'cycle',
  'surveillancePair',
  'project',
  'paper',
] as const;
export type SubjectKind = (typeof subjects)[number];
/** What an error may hold back: a kind of document, or an act. */
export const acts = ['decide', 'issue', 'archive'] as const;

const prose = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const row = {
  /** Unique in the pack: `stage-interval`. Several rows may share a `rule`. */
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  /** Id of rules.md: `W-P44`, `G-01`, `ISO-02`. */
  rule: z.string(),
  /** Clause and item as the source prints them; a generic check names its own id. */
  clause: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  holdsBack: z.array(z.string()).default([]),
  for: z.enum(subjects),
  /** With `for: paper`: the id of the document of which each paper is judged. */
  paper: z.string().optional(),
  /** Kinds of audit (of the audit judged, or of the audit that the thing belongs to); all where missing. */
  kinds: z.array(z.enum(auditKinds)).optional(),
  /** CEL; not applicable where it is false. A missing fact makes the row pending. */
  when: z.string().optional(),
  /** The requirement. */
  ...quoted,
  /** What a violation says. `{event}`, `{notBefore}`, `{notAfter}`, `{limit}`, `{asOf}` and `{path.in.the.scope}` are replaced. */
  message: prose,
  /** What to do. */
  help: prose.optional(),
  /** Ids of rows that a violation of this one may violate too, and of checks that are no rows (`event-not-allowed`, generic.yaml). */
  implies: z.array(z.string()).default([]),
};
export const deadlineSchema = z.strictObject({
  ...row,
  kind: z.literal('deadline'),
  /** CEL giving the date of what must happen. */
  event: z.string(),
  /** What must happen, as a line of `due` names it: “the first surveillance audit”. */
  what: prose.optional(),
  /** What is said when it has not happened by `notAfter`. */
  overdue: prose.optional(),
  /** CEL giving the first and the last day on which it may. Both inclusive. */
  notBefore: z.string().optional(),
  notAfter: z.string().optional(),
});
export const assertSchema = z.strictObject({
  ...row,
  kind: z.literal('assert'),
  /** CEL that must hold. */
  that: z.string(),
  /** CEL giving the date from which it must hold: before it, pending. */
  at: z.string().optional(),
  /** Path of the fact complained of, as an answer path without lists (`decision.by`). */
  place: z.string().optional(),
});
export const ruleSchema = z.discriminatedUnion('kind', [deadlineSchema, assertSchema]);
/** Rows alone: those of `schemas/rules/`, and of a scheme that uses none of them. */
export const rulesFileSchema = z.array(ruleSchema);
/** `rules.yaml` of a scheme. */
export const rulesOfSchemeSchema = z.union([
  rulesFileSchema,
  z.strictObject({
    /** Files of `schemas/rules/` whose rows are the scheme's too. */
    uses: z.array(z.string()),
    /** Ids of such rows that this scheme does not have. */
    except: z.array(z.string()).default([]),
    /** By id: how severe such a row is here. */
    severity: z.record(z.string(), row.severity).default({}),
    rows: rulesFileSchema.default([]),
  }),
]);

/** What the checks in `src/judge` that cannot be rows are called, and how severe they are: `schemas/schemes/generic.yaml`. */
export const genericChecks = ['date-in-future', 'person-in-two-places', 'difference-not-stated', 'body-facts-since'] as const;
export const genericFileSchema = z.array(
  z.strictObject({
    id: z.enum(genericChecks),
    rule: row.rule,
    severity: row.severity,
    zh: z.string(),
    en: z.string(),
    help: prose,
    /** The content of a scheme that asks for it (`report.deviations`): its clause is cited. */
    content: z.string().optional(),
    /** Words by which a text speaks of a kind of fact. */
    words: z.record(z.string(), z.array(z.string().min(1))).optional(),
  }),
);
export type GenericCheck = z.output<typeof genericFileSchema>[number];

export type Deadline = z.output<typeof deadlineSchema>;
export type Assert = z.output<typeof assertSchema>;
/**
 * `fields`: of the papers that it is for, from the definition of the document that it names; `adds`: what its scheme, or the house, adds to
 * the records.
 */
export type Rule = z.output<typeof ruleSchema> & { readonly fields?: PaperFields; readonly adds?: AddedFields };
export type RulesFile = z.output<typeof rulesOfSchemeSchema>;
