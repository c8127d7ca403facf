/**
 * What a document is: `schemas/documents/<id>.yaml`, or in a scheme's or a house's own folder `documents/<id>.yaml`.
 *
 * In:  parsed YAML. Out: zod schema and types. docs/documents.md tells the same to those who add one.
 */
import { z } from 'zod';
import { signingParties } from '../record/evidence.js';
import { auditKinds } from '../record/kinds.js';
import { documentSubjects } from './kinds.js';
import type { AddedFields } from './added-fields.js';
import { paperFieldsSchema } from './papers.js';

/**
 * What the program must know of a document whatever it is called: a report answers for the findings, what a skeleton begins with is
 * asked for here, a certificate rests on a decision, an audit with a termination was not held to its
 * end. A scheme has one document of a role at most.
 */
export const documentRoles = ['plan', 'notice', 'report', 'nonconformity', 'certificate', 'termination'] as const;
export type DocumentRole = (typeof documentRoles)[number];

const prose = z.strictObject({ zh: z.string().min(1).describe('中文 / Chinese'), en: z.string().min(1).describe('英文 / English') });
/** A single fact from a root on: `plan.date`, `cert.issued`, `case.application.number`. */
const fact = z.string().regex(/^[a-z][A-Za-z0-9]*(?:\.[a-zA-Z][A-Za-z0-9]*){0,6}$/);

export const documentSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}$/)
    .describe('代号，与文件名一致 / Its id, the name of the file'),
  /** What it is called; a scheme's `documents:` may give it another title. */
  title: prose.describe('名称；认证方案可另定 / What it is called; a scheme may give it another title'),
  of: z.enum(documentSubjects).describe('对每个什么各有一份 / What there is one of it for'),
  role: z.enum(documentRoles).optional().describe('程序须知的身份 / What the program must know of it'),
  /** The part of an audit or a case that it is made from (`plan`, `case.application`): asked for once that is there. */
  record: fact.optional().describe('由审核或案卷的哪一部分作成 / The part of an audit or case that it is made from'),
  /** CEL, as in `when` of a content: asked for where it holds. */
  when: z.string().optional().describe('成立时才要求（CEL）/ CEL: asked for where it holds'),
  /** Kinds of audit that have it, where the scheme says nothing of its own. */
  for: z.array(z.enum(auditKinds)).optional().describe('有此文件的审核类型 / Kinds of audit that have it'),
  /** Of a house: the schemes that have it; all where missing. */
  schemes: z.array(z.string()).min(1).optional().describe('本机构文件适用的认证方案 / Of a house: the schemes that have it'),
  /** `asked`: made where somebody names it (`--doc`) or documents.yaml registers it as issued. */
  made: z.enum(['always', 'asked']).default('always').describe('总是生成，或被要求时生成 / Always, or where somebody asks for it'),
  /** Its own day: states of client, sites and headcount hold on it. */
  date: fact.describe('其日期所在 / The fact that is its day'),
  number: fact.optional().describe('其编号所在 / The fact that is its number'),
  /** Where the file goes: into the folder of its audit, or into that of the case. */
  lies: z.enum(['audit', 'case']).describe('放在审核或案卷的文件夹 / The folder that the file goes into'),
  /** From when on a missing content is a fault; from the beginning where missing. */
  due: z
    .strictObject({
      /** Once the audit has ended. */
      ended: z.boolean().default(false).describe('审核结束之后 / Once the audit has ended'),
      /** Once one of these facts is on record. */
      any: z.array(fact).default([]).describe('其中一项事实已有记录之后 / Once one of these facts is on record'),
    })
    .optional()
    .describe('自何时起缺内容即为错误 / From when on a missing content is a fault'),
  /** Facts without which it waits. */
  needs: z.array(fact).default([]).describe('缺了就须等待的事实 / Facts without which it waits'),
  /** Of a document `of: paper`: what such a paper holds besides its head (`paper`, `date`, `number`, `certificate`, `audit`). */
  fields: paperFieldsSchema.optional().describe('文书的字段（of: paper）/ The fields of its papers, with of: paper'),
  /** Name of the layout in `templates/`, where it is not the id. */
  layout: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}$/)
    .optional()
    .describe('版式名，缺省为代号 / Name of the layout, where it is not the id'),
  /** Whether the file of a closed audit waits until documents.yaml registers it; else a draft is simply not archived. */
  kept: z.boolean().default(true).describe('归档前须登记 / Whether a closed audit waits until it is registered'),
  /** Who signs or seals what was issued; `archive.yaml` may say so with a clause. */
  signed: z.array(z.enum(signingParties)).min(1).optional().describe('由谁签字或盖章 / Who signs or seals it'),
});
/** `adds`: what the scheme that has it, or the house, adds to the records that it is made from. */
export type DocumentDefinition = z.output<typeof documentSchema> & { readonly adds?: AddedFields };
