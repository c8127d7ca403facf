/**
 * The shape of what a layout sees, which layouts are checked against before they run.
 *
 * In:  the definition of a document, for what is its own. Out: a zod schema; the schemas of the roots, by which values are expanded.
 */
import { z } from 'zod';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import { memberSchema } from '../../schemas/record/audit.js';
import { recordSchemas, type RecordKind } from '../../schemas/record/index.js';
import { paperShape } from '../../schemas/record/paper.js';
import { rootNames, type RootName } from '../rules/root-shapes.js';
import { auditTimeShape } from './audit-time.js';
import { pictureShape } from './body-pictures.js';
import { saidShape } from './said-of-entries.js';
import { layoutShape, personShape, siteShape } from './shape.js';

const rootKind: Partial<Record<RootName, RecordKind>> = {
  audit: 'audit',
  plan: 'plan',
  notice: 'notice',
  report: 'report',
  review: 'review',
  decision: 'decision',
  nc: 'nonconformity',
  author: 'findings',
};
export const ofAllDocuments = rootNames.filter((name) => name !== 'paper');
const stateSchema = (of: 'client' | 'sites' | 'headcount'): z.ZodType => {
  const list = recordSchemas.case.shape[of].unwrap().element;
  return list;
};
export const siteList = (): z.ZodType => z.array(siteRecordSchema());
const siteRecordSchema = (): z.ZodType => recordSchemas.case.shape.sites.unwrap().element.shape.list.unwrap().element;
const certificateSchema = (): z.ZodType => recordSchemas.certificates.element;
export const findingSchema = (): z.ZodType => recordSchemas.findings.shape.findings.unwrap().element;

/** The zod schema of the record value that a root holds. */
export function schemaOf(root: RootName): z.ZodType {
  const kind = rootKind[root];
  if (kind) return recordSchemas[kind];
  switch (root) {
    case 'case':
      return recordSchemas.case;
    case 'client':
      return stateSchema('client');
    case 'headcount':
      return stateSchema('headcount');
    case 'sites':
      return siteList();
    case 'cert':
      return certificateSchema();
    case 'event':
      return recordSchemas.events.element;
    case 'member':
      return memberSchema;
    case 'site':
      return siteRecordSchema();
    case 'meeting':
      return recordSchemas.audit.shape.meetings.unwrap().shape.opening.unwrap();
    default:
      throw new Error(`no schema for root ${root}`);
  }
}

const proseShape = z.object({ zh: z.string(), en: z.string() });
const clauseTitleShape = z.object({ number: z.string(), title: proseShape });

/** The shape of a document's context; a root that it lacks is simply empty there. Of a paper with the fields of its definition. */
export function contextShape(document?: Pick<DocumentDefinition, 'of' | 'fields'>): z.ZodType {
  const content = z.object({ id: z.string(), clause: z.string(), title: proseShape, zh: z.string(), en: z.string() });
  const nc = (layoutShape(recordSchemas.nonconformity) as z.ZodObject).extend({ id: z.string(), clauseTitle: proseShape.optional() });
  const paper = document?.of === 'paper' ? { paper: layoutShape(paperShape(document.fields ?? {})).optional() } : {};
  const roots = { ...Object.fromEntries(ofAllDocuments.map((name) => [name, layoutShape(schemaOf(name)).optional()])), ...paper };
  return z.object({
    ...roots,
    sites: z.array(siteShape()).optional(),
    nc: nc.optional(),
    audit: (layoutShape(recordSchemas.audit) as z.ZodObject).extend({ folder: z.string() }).optional(),
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
    standard: z.object({ number: z.string(), title: proseShape }),
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
      (layoutShape(findingSchema()) as z.ZodObject).extend({
        figureNumber: z.number(),
        clauseTitles: z.array(clauseTitleShape),
        answersClauses: z.array(z.string()),
        author: personShape().optional(),
      }),
    ),
    ncs: z.array(nc),
    coveredSites: z.array(siteShape()),
    stage1: z
      .object({
        audit: layoutShape(recordSchemas.audit),
        notice: layoutShape(recordSchemas.notice).optional(),
        report: layoutShape(recordSchemas.report).optional(),
      })
      .optional(),
    previous: z.object({ audit: layoutShape(recordSchemas.audit), report: layoutShape(recordSchemas.report).optional() }).optional(),
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
