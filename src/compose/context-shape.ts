/**
 * The shape of what a layout sees, which layouts are checked against before they run.
 *
 * In:  the definition of a document, for what is its own. Out: a zod schema; the schemas of the roots, by which values are expanded.
 */
import { z } from 'zod';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import { recordsWith, type RecordShapes } from '../../schemas/record/added-fields.js';
import { bare, shapeAt, type RecordKind } from '../../schemas/record/index.js';
import { paperShape } from '../../schemas/record/paper.js';
import { rootNames, rootPlaces, type RootName } from '../rules/root-shapes.js';
import { auditTimeShape } from './audit-time.js';
import { pictureShape } from './body-pictures.js';
import { saidShape } from './said-of-entries.js';
import { layoutShape, personShape, siteShape } from './shape.js';

export const ofAllDocuments = rootNames.filter((name) => name !== 'paper');
const shapeIn = (records: RecordShapes, kind: RecordKind, ...path: readonly (string | number)[]): z.ZodType => {
  const found = shapeAt(records[kind], path);
  if (!found) throw new Error(`records have no ${kind} ${path.join('.')}`);
  return bare(found);
};
export const siteList = (records: RecordShapes): z.ZodType => z.array(shapeIn(records, 'case', 'sites', 0, 'list', 0));
export const findingSchema = (records: RecordShapes): z.ZodType => shapeIn(records, 'findings', 'findings', 0);

/** The zod schema of the record value that a root holds. */
export function schemaOf(root: RootName, records: RecordShapes): z.ZodType {
  const { kind, path } = rootPlaces[root];
  return root === 'sites' ? siteList(records) : shapeIn(records, kind, ...path);
}

/** Room for labels on a certificate: the number of each, the widths of their table, and how high each is, mm. */
export const labelsShape = z.object({ places: z.array(z.number()), widths: z.string(), height: z.number() });
const proseShape = z.object({ zh: z.string(), en: z.string() });
const clauseTitleShape = z.object({ number: z.string(), title: proseShape });

/** The shape of a document's context; a root that it lacks is simply empty there. Of a paper with the fields of its definition. */
export function contextShape(document?: Pick<DocumentDefinition, 'of' | 'fields' | 'adds'>): z.ZodType {
  const records = recordsWith(document?.adds);
  const seen = (schema: z.ZodType): z.ZodType => layoutShape(schema, records);
  const content = z.object({ id: z.string(), clause: z.string(), title: proseShape, zh: z.string(), en: z.string() });
  const nc = (seen(records.nonconformity) as z.ZodObject).extend({ id: z.string(), clauseTitle: proseShape.optional() });
  const paper = document?.of === 'paper' ? { paper: seen(paperShape(document.fields ?? {})).optional() } : {};
  const roots = { ...Object.fromEntries(ofAllDocuments.map((name) => [name, seen(schemaOf(name, records)).optional()])), ...paper };
  return z.object({
    ...roots,
    sites: z.array(siteShape(records)).optional(),
    nc: nc.optional(),
    audit: (seen(records.audit) as z.ZodObject).extend({ folder: z.string() }).optional(),
    doc: z.object({
      kind: z.string(),
      number: z.string(),
      version: proseShape,
      draft: z.boolean(),
      date: z.string(),
      reissued: z.string().optional(),
      title: proseShape,
      subject: z.string(),
    }),
    variant: z.string(),
    surveillanceLabels: labelsShape.optional(),
    body: z.object({
      name: proseShape,
      address: proseShape.optional(),
      enquiry: proseShape.optional(),
      enquiryUrl: z.string().optional(),
      mark: z.boolean(),
      accredited: z.boolean(),
      phone: z.string().optional(),
      approval: z.string().optional(),
      accreditation: z.string().optional(),
      logo: pictureShape.optional(),
      certificationMark: pictureShape.optional(),
      accreditationMark: pictureShape.optional(),
    }),
    /** `choice`: those from which a client of which nothing is known yet has to choose; empty as soon as one is agreed on. */
    standard: z.object({ number: z.string(), title: proseShape, choice: z.array(z.object({ number: z.string(), title: proseShape })) }),
    scheme: z.object({
      id: z.string(),
      version: z.string(),
      title: proseShape,
      number: z.string().optional(),
      documentVersion: z.string().optional(),
      called: proseShape,
      translatedInto: z.string(),
    }),
    wording: z.record(z.string(), z.object({ text: proseShape, clause: z.string() })),
    groups: z.array(
      z.object({ id: z.string(), title: proseShape, form: z.enum(['fields', 'items', 'findings']), contents: z.array(content) }),
    ),
    clauseOf: z.record(z.string(), z.string()),
    asked: z.record(z.string(), z.boolean()),
    findings: z.array(
      (seen(findingSchema(records)) as z.ZodObject).extend({
        figureNumber: z.number(),
        clauseTitles: z.array(clauseTitleShape),
        answersClauses: z.array(z.string()),
        author: personShape().optional(),
      }),
    ),
    ncs: z.array(nc),
    coveredSites: z.array(siteShape(records)),
    stage1: z
      .object({ audit: seen(records.audit), notice: seen(records.notice).optional(), report: seen(records.report).optional() })
      .optional(),
    previous: z.object({ audit: seen(records.audit), report: seen(records.report).optional() }).optional(),
    time: auditTimeShape.optional(),
    ...saidShape,
    graded: z.boolean(),
    recommendations: z.array(z.string()),
    counts: z.object({
      nonconformities: z.number(),
      major: z.number(),
      minor: z.number(),
      opportunities: z.number(),
      sites: z.number(),
      temporarySites: z.number(),
    }),
  });
}
