/**
 * The shape of `audit-time.yaml`: the table of a scheme's appendix and the parameters of its method.
 *
 * In:  parsed YAML. Out: zod schema and type. Numbers only: how they are joined is code, the same for all schemes; what a
 * scheme does not have (a share of the initial time, an increment for sites) it leaves out. Person-days are of `hours`.
 */
import { z } from 'zod';
import { auditKinds } from '../record/kinds.js';
import { quoted } from './quoted.js';

const prose = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const days = z.number().min(0);
const share = z.number().min(0).max(1);
/** A share that must be exact: `[1, 3]` is a third. */
const fraction = z.tuple([z.int().min(0), z.int().min(1)]);
const severity = z.enum(['error', 'warning']);
/** Where the number stands, and what the source says. */
const source = { clause: z.string(), ...quoted };

export const auditTimeSchema = z.strictObject({
  /** Hours of a person-day. */
  hours: z.number().positive(),
  table: z.strictObject({
    ...source,
    title: prose,
    /** What a row gives: the on-site time of one audit, or the whole of stages 1 and 2, on and off site. */
    gives: z.enum(['on-site', 'total']),
    /** Headcount is rounded up, then the first band whose `upTo` is not below it. */
    bands: z.array(z.strictObject({ upTo: z.int().positive(), days })).min(1),
    /**
     * Above the last band. `step`: each started block of `persons` adds `days`. `ratio`: each further band ends at the
     * last bound times `ratio`, rounded up to a multiple of `multiple`, and adds `days`; to be confirmed by a person.
     */
    beyond: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('step'), persons: z.int().positive(), days }),
      z.strictObject({ by: z.literal('ratio'), ratio: z.number().min(1), multiple: z.int().positive(), days, confirm: z.literal(true) }),
    ]),
  }),
  /** Kinds of audit, and which share of the table's (adjusted) time each takes at least. */
  kinds: z.array(
    z.strictObject({ ...source, for: z.array(z.enum(auditKinds)).min(1), share: fraction, severity, note: z.string().optional() }),
  ),
  stage1: z.strictObject({
    ...source,
    /** Part of the table's time (`total`), or on top of it (`on-site`). */
    within: z.boolean(),
    least: days,
    /** At most this share of the whole on-site time of the initial audit. */
    mostOfOnSite: share.optional(),
    severity,
  }),
  /** Least of stage 2, whatever the calculation gives. */
  stage2: z.strictObject({ ...source, least: days, severity }).optional(),
  /** Increments for sites besides the main one that are audited. */
  sites: z
    .strictObject({
      ...source,
      /** Farther than this is far; this distance itself is near. */
      nearKm: z.number().positive(),
      far: days,
      near: days,
      /** So many near sites add nothing. */
      nearFree: z.int().min(0),
    })
    .optional(),
  /** Size of a sample of x similar sites: x to this power, rounded up. */
  sampling: z.strictObject({ ...source, power: z.number().positive().max(1) }).optional(),
  /** Several systems in one audit. */
  combination: z.strictObject({
    ...source,
    /** Of the sum of what each system takes by itself. */
    leastOfSum: share,
    /** Stage 1: at most `most` for up to `systems` systems, and `each` more for every further one. */
    stage1: z.strictObject({ ...source, systems: z.int().positive(), most: days, each: days }).optional(),
    severity,
  }),
  /** At least this share of the adjusted time is spent on site. */
  onSite: z.strictObject({ ...source, least: share, severity }).optional(),
  /** Remote time, as a share of the on-site time (of which it is part). */
  remote: z.strictObject({ ...source, most: share, severity }).optional(),
  /** Factors that change the time; each is recorded with its own amount and reason, for the source gives none. */
  adjustment: z
    .strictObject({
      ...source,
      /** Net reduction, as a share of the table's time. */
      mostReduction: share,
      severity,
      increase: z.array(z.strictObject({ code: z.string(), zh: z.string(), en: z.string() })),
      decrease: z.array(z.strictObject({ code: z.string(), zh: z.string(), en: z.string() })),
    })
    .optional(),
  /** Special circumstances: the body may add days without a number of its own. */
  special: z.strictObject(source).optional(),
  /** What a tool proposes is rounded up to a multiple of this; what is compared is not rounded. */
  propose: z.number().positive(),
  /** What counts as headcount, and the other notes of the appendix. */
  notes: z.array(z.strictObject(source)),
});

export type AuditTime = z.output<typeof auditTimeSchema>;
