/** The id of a kind of document: the name of its definition, `schemas/documents/<id>.yaml`. Whether there is one is checked at load. */
export type DocumentKind = string;

/** What there can be one document of, each. */
export const documentSubjects = [
  'case',
  'licence',
  'audit',
  'meeting',
  'author',
  'member',
  'site',
  'nonconformity',
  'certificate',
  'event',
  'paper',
] as const;
export type DocumentSubject = (typeof documentSubjects)[number];

/** What a workbook of `certpress export` is about. */
export const tableNames = ['certificates', 'audits', 'due', 'people'] as const;
export type TableName = (typeof tableNames)[number];
