/**
 * `papers/<name>.yaml`: a record for what has no file of its own. Which fields it has is said by the definition of its document.
 *
 * In:  the `fields:` of a definition. Out: the shape of such papers; of a paper whose definition nobody knows, what all have.
 */
import { z } from 'zod';
import { isField, type PaperField, type PaperFields, type PlainKind } from '../pack/papers.js';
import {
  amount,
  applicable,
  applicableList,
  auditRef,
  code,
  documentRef,
  done,
  email,
  fields,
  fieldMeta,
  file,
  flag,
  hours,
  limit,
  listOf,
  long,
  name,
  oneOf,
  ownDay,
  person,
  phone,
  picture,
  planned,
  postCode,
  reference,
  siteRef,
  statement,
  text,
  time,
} from './fields.js';

const head = {
  paper: documentRef('文书：有定义的文件', 'The document that it is made for: the id of a definition'),
  date: ownDay('日期', 'Date'),
  number: reference('编号', 'Number'),
  certificate: code('所涉及的证书', 'The certificate that it is about'),
  audit: auditRef('所涉及的审核', 'The audit that it is about'),
};
export const paperHead = fields('文书', 'A paper', head);
/** Where its scheme or its definition cannot be read, what else it says is not looked at. */
export const paperSchema = z.looseObject(head).partial();
fieldMeta.add(paperSchema, { zh: '文书', en: 'A paper' });

const plainFields: Readonly<Record<PlainKind, (zh: string, en: string) => z.ZodType>> = {
  text,
  name,
  long,
  code,
  reference,
  phone,
  postCode,
  email,
  done,
  planned,
  limit,
  time,
  hours,
  person,
  site: siteRef,
  audit: auditRef,
  file,
  picture,
  'yes-no': flag,
  number: amount,
};

function shapeOfField(field: PaperField): z.ZodType {
  const { zh, en } = field;
  switch (field.is) {
    case 'word':
      return withWords(oneOf(Object.keys(field.words) as [string, ...string[]], zh, en), field.words);
    case 'list':
      return listOf(itemShape(field.of), zh, en);
    case 'statement':
      return statement(itemShape(field.of), zh, en);
    case 'applicable-list':
      return applicableList(itemShape(field.of), zh, en);
    case 'map':
      return fields(zh, en, fieldShapes(field.of));
    case 'applicable':
      return applicable(zh, en, fieldShapes(field.of));
    default:
      return plainFields[field.is](zh, en);
  }
}
const itemShape = (of: PaperField | PaperFields): z.ZodType =>
  isField(of) ? shapeOfField(of) : fields('每项', 'An item', fieldShapes(of));
/** The shapes of fields by name, as definitions and `fields.yaml` declare them. */
export const fieldShapes = (map: PaperFields): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(map).map(([key, field]) => [key, shapeOfField(field)]));
function withWords<T extends z.ZodType>(shape: T, words: Readonly<Record<string, { readonly zh: string; readonly en: string }>>): T {
  const meta = fieldMeta.get(shape);
  if (meta) fieldMeta.add(shape, { ...meta, words });
  return shape;
}

/** The same fields give the same shape: what is kept by shape (files that were read, types of expressions) is found again. */
const known = new Map<string, z.ZodType>();
export function paperShape(of: PaperFields): z.ZodType {
  const key = JSON.stringify(of);
  let shape = known.get(key);
  if (!shape) known.set(key, (shape = fields('文书', 'A paper', { ...head, ...fieldShapes(of) })));
  return shape;
}

/** What fields and words are called: groups of labels, under `id`: of papers, the document. */
export function labelsOfFields(id: string, of: PaperFields): Record<string, Record<string, { readonly zh: string; readonly en: string }>> {
  const labels: Record<string, Record<string, { readonly zh: string; readonly en: string }>> = {};
  const names: Record<string, { readonly zh: string; readonly en: string }> = {};
  const visit = (field: PaperField, way: readonly string[]): void => {
    names[way.join('.')] = { zh: field.zh, en: field.en };
    if (field.is === 'word') labels[[id, ...way].join('-')] = { ...field.words };
    if ('of' in field) {
      if (!isField(field.of)) for (const [key, child] of Object.entries(field.of)) visit(child, [...way, key]);
      else if (field.of.is === 'word') labels[[id, ...way].join('-')] = { ...field.of.words };
    }
  };
  for (const [key, field] of Object.entries(of)) visit(field, [key]);
  return { ...labels, [id]: names };
}
