/**
 * The shapes of scheme packs: bodies, standards and schemes are data, and this is what the data must look like.
 *
 * In:  parsed YAML of `schemas/bodies`, `schemas/standards`, `schemas/schemes/<id>/<version>`. Out: zod schemas and types.
 * Adding a body, a standard or a scheme needs no TypeScript.
 */
import { z } from 'zod';
import { auditKinds } from '../record/kinds.js';
import { eventKind, transitionSchema } from './life.js';
import { quoted } from './quoted.js';

export type { DocumentKind } from './kinds.js';

/** What comes by a day that the records hold: see `src/telling/coming.ts`. */
export const comingKinds = ['validity', 'recertification', 'planned', 'registration', 'licence', 'misuse', 'stage-2'] as const;
export type ComingKind = (typeof comingKinds)[number];

const prose = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const quotation = z.strictObject({ ...quoted, clause: z.string() });

export const bodySchema = z.strictObject({
  id: z.string(),
  name: prose,
  /** Short name, as the scheme uses it. */
  short: prose.optional(),
  address: prose.optional(),
  /** How to enquire about a certificate on the body's own site; `{number}` is the certificate's number. */
  enquiry: prose.optional(),
  /** What the QR code of a certificate holds; `{number}` is the certificate's number. */
  enquiryUrl: z.url().optional(),
  phone: z.string().optional(),
  /** Number of its approval by the authority. */
  approval: z.string().optional(),
  /** Registration number of its accreditation. */
  accreditation: z.string().optional(),
  /** Invented, and allowed to say so: a sample's. */
  sample: z.boolean().optional(),
  /** Whether the body has a certification mark; where it has none, the clause that says so, verbatim, and in English. */
  mark: z.boolean(),
  noMark: prose.extend({ clause: z.string() }).optional(),
  accredited: z.boolean(),
});

export const standardSchema = z.strictObject({
  id: z.string(),
  /** Full number with edition, as printed: `ISO 22301:2019`. */
  number: z.string(),
  title: prose,
  from: z.iso.date(),
  to: z.iso.date().optional(),
  /** Auditable clauses, in order. */
  clauses: z.array(z.strictObject({ number: z.string(), title: prose, auditable: z.boolean().default(true) })),
});

export const schemeSchema = z.strictObject({
  id: z.string(),
  version: z.string(),
  body: z.string(),
  /** The standard, or those among which the parties choose: audit and certificate name theirs by its number. */
  standard: z.union([z.string(), z.array(z.string()).min(1)]),
  /**
   * The language of the scheme's text. What a row quotes stands under that key, word for word, and the other is this pack's rendering,
   * which may be missing where it is the Chinese (`quoted.ts`); a document in the other language says that it is a translation; what a
   * scheme asks for is answered in that language.
   */
  original: z.enum(['zh', 'en']).default('zh'),
  /** The rule document: its title, number and version as printed; not every one has a number. */
  document: z.strictObject({ title: prose, number: z.string().optional(), version: z.string().optional() }),
  /** What the text gives no rule for, and what stands in for it: said once a build. */
  silent: z.array(prose.extend({ clause: z.string() })).default([]),
  from: z.iso.date(),
  to: z.iso.date().optional(),
  /** Which documents the scheme has, with their titles, and for which kinds of audit. */
  documents: z.record(z.string(), z.strictObject({ title: prose, for: z.array(z.enum(auditKinds)).optional() })),
  /** The life of a certificate; an event that no row names leaves its state alone. */
  life: z.array(transitionSchema).default([]),
  /**
   * Codes that `reason` of an event may be, each with the clause that names it; for events of which none is listed any will do. They are
   * told apart by the event, since one cause may lead to a suspension or to a withdrawal.
   */
  reasons: z.record(z.string(), quotation.extend({ event: eventKind })).default({}),
  /**
   * Where number and validity stay when a scope is extended or reduced: the clause, verbatim, and in English. A new edition of the
   * certificate is then a second entry of the number, which `replaces` that very number.
   */
  numberStays: quotation.optional(),
  /**
   * Where certification may be maintained on a surveillance without a decision of its own, and under which conditions: the clauses,
   * verbatim, and in English. Documents print the conditions, in both languages.
   */
  maintained: quotation.extend({ conditions: z.array(prose.extend({ clause: z.string() })).default([]) }).optional(),
  /** What a decision confirms (`conditions` of decision.yaml name the clauses), verbatim, and in English; documents print it. */
  conditions: z.array(prose.extend({ clause: z.string() })).default([]),
  /**
   * Days that `due` reads from the records themselves, where no deadline row asks: the clause behind each, verbatim, and in English.
   * `months`: after the day of the record (the end of stage 1, the day on which correction of a misuse was asked for).
   */
  coming: z.partialRecord(z.enum(comingKinds), quotation.extend({ months: z.number().int().positive().optional() })).default({}),
  /** Words of the scheme: kinds of audit, grades, roles, outcomes; layouts ask for them as labels (`grade.minor`). */
  labels: z.record(z.string(), z.record(z.string(), prose)),
});

/** One required content: see DESIGN.md, The schemes. */
export const contentSchema = z.strictObject({
  /** Scheme-neutral: `report.deviations`. */
  id: z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/),
  /** Clause and ordinal as the source prints them: `5.11.3(8)`, `4.4.1（5）`. */
  clause: z.string(),
  /** Id of rules.md, where there is one. */
  rule: z.string().optional(),
  /** The requirement. */
  ...quoted,
  /** What a document calls it. */
  title: prose,
  for: z.array(z.enum(auditKinds)).optional(),
  /** CEL; not asked for where it is false. */
  when: z.string().optional(),
  required: z.enum(['print', 'later']).default('print'),
  /** Of a `print` that is missing: a warning where the scheme's own text does not ask for it. */
  severity: z.enum(['error', 'warning']).default('error'),
  /**
   * Where the record answers it: paths from a root (`client`, `sites`, `headcount`, `case`, `audit`, `plan`, `notice`,
   * `report`, `review`, `decision`, `nc`, `cert`, `findings`), all of which must be answered. `sites` is the list of sites
   * and `findings` the list of all findings of the audit, so they begin `sites[]` and `findings[]`.
   *
   * `[]` after a list: it has elements and each has what follows. `[role=leader|auditor]`: each element for which that
   * holds, and nothing is asked when there is none. `[role=leader]+`: there is at least one such element, and each has
   * what follows. Values are compared as text (`[achieved=false]`). `site|place` at the end: one of them. `none: true` and `notApplicable:
   * …` answer every path
   * that leads into them. Without a path, a finding or a pack, there is nothing to answer: only a place to have.
   */
  answer: z.array(z.string()).default([]),
  /** Answered by findings that name this id, each with evidence, finding and conclusion. */
  finding: z.boolean().default(false),
  /** Answered by the packs themselves (`body.name`, `wording.W-T01`): never missing from a record. */
  pack: z.string().optional(),
  /** Printed by the part of this other content. */
  with: z.string().optional(),
  /** The `data-content` under which a layout prints it, if not its own id (`report.findings`). */
  place: z.string().optional(),
});
export const contentsFileSchema = z.record(
  z.string(),
  z.array(
    z.strictObject({
      id: z.string(),
      title: prose,
      /** How the layout sets the group: rows of an identification table, items under a heading, or findings. */
      form: z.enum(['fields', 'items', 'findings']).default('items'),
      contents: z.array(contentSchema),
    }),
  ),
);

export const wordingSchema = z.strictObject({
  id: z.string(),
  clause: z.string(),
  /**
   * `exact`: the string, character for character; `content`: `must` is the least that stands there, `text` is our block; `forbidden`:
   * never.
   */
  kind: z.enum(['exact', 'content', 'forbidden']),
  documents: z.array(z.string()),
  /** Content id at whose place it must stand; anywhere in the document where it is missing. */
  place: z.string().optional(),
  when: z.string().optional(),
  for: z.array(z.enum(auditKinds)).optional(),
  severity: z.enum(['error', 'warning']).default('error'),
  /** Exact Chinese (or neutral) string; for `forbidden` the string that must not occur. */
  string: z.string().optional(),
  /** Words in which a `forbidden` string is part of something else: 待填 in 等待填报. */
  except: z.array(z.string()).optional(),
  /** Of a `forbidden` string: it may not stand in a record either, whether or not that is printed yet. */
  records: z.boolean().optional(),
  /** Minimum strings of a `content`. */
  must: z.array(z.string()).optional(),
  /** What is printed, in both languages; layouts print it with `{{text wording.W-T02}}`. */
  text: prose.optional(),
  /** The requirement. */
  ...quoted,
});
export const wordingFileSchema = z.array(wordingSchema);

export type Body = z.output<typeof bodySchema>;
export type Standard = z.output<typeof standardSchema>;
export type SchemeFile = z.output<typeof schemeSchema>;
export type Content = z.output<typeof contentSchema>;
export type ContentsFile = z.output<typeof contentsFileSchema>;
export type Wording = z.output<typeof wordingSchema>;
