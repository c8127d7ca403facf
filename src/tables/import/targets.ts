/**
 * What a table may bring: clients, people, sites, certificates, programmes, and the fields of each.
 *
 * In:  the shapes of the records. Out: by table its fields, each with its way in the record and what people call it.
 *
 * A field is named by its way from the entry (`contact.phone`); a text has a second one for its English (`name.en`). `case` is the folder
 * of the case; `client.uscc` and `client.name` find a case that is there.
 */
import { z } from 'zod';
import {
  bare,
  fieldsOf,
  formsOf,
  itemOf,
  metaOf,
  recordSchemas,
  shapeAt,
  type RecordKind,
  type Shape,
} from '../../../schemas/record/index.js';
import type { CodeForm } from '../../../schemas/record/codes.js';
import { knownLabels } from '../../skeleton/word-form/known-labels.js';

export const importTables = ['clients', 'people', 'sites', 'certificates', 'programmes'] as const;
export type ImportTable = (typeof importTables)[number];

/** What a cell must be for a field. */
export type ValueKind =
  | { readonly is: 'text'; readonly lang: 'zh' | 'en' }
  | { readonly is: 'code'; readonly form: CodeForm }
  | { readonly is: 'id' }
  | { readonly is: 'day' }
  | { readonly is: 'flag' }
  | { readonly is: 'amount' }
  | { readonly is: 'word'; readonly words: readonly string[] };
export interface TargetField {
  readonly name: string;
  /** In which part of the record it stands. */
  readonly part: string;
  /** From the part; of a text without the language. */
  readonly keys: readonly string[];
  readonly kind: ValueKind;
  readonly shape: Shape;
  readonly zh: string;
  readonly en: string;
  /** What headings call it, besides. */
  readonly called: readonly string[];
}

/** A part of a table's fields: the prefix of their names, and the shape below which they stand. */
interface Part {
  readonly prefix: string;
  readonly kind: RecordKind;
  readonly path: readonly (string | number)[];
  /** Only these fields. */
  readonly only?: readonly string[];
  /** The prefix under which forms know its fields (`known-labels.ts`). */
  readonly known?: string;
}
const parts: Readonly<Record<ImportTable, readonly Part[]>> = {
  clients: [
    { prefix: '', kind: 'case', path: ['client', 0], known: 'client' },
    { prefix: 'case', kind: 'case', path: [], only: ['number', 'standard', 'lang'], known: 'case' },
    { prefix: 'headcount', kind: 'case', path: ['headcount', 0], known: 'headcount' },
    { prefix: 'application', kind: 'case', path: ['application'], known: 'case.application' },
  ],
  people: [
    { prefix: '', kind: 'people', path: ['x'] },
    { prefix: 'registration', kind: 'people', path: ['x', 'registrations', 0] },
  ],
  sites: [{ prefix: '', kind: 'case', path: ['sites', 0, 'list', 0], known: 'site' }],
  certificates: [{ prefix: '', kind: 'certificates', path: [0], known: 'cert' }],
  programmes: [
    { prefix: '', kind: 'case', path: ['programme', 'audits', 0] },
    { prefix: 'cycle', kind: 'case', path: ['programme'], only: ['cycleStart', 'cycleEnd'] },
  ],
};

/** What headings of the tables of bodies say where neither the records nor forms do. */
const headings: Readonly<Record<string, readonly string[]>> = {
  'clients name': ['客户名称', '获证组织名称', '获证组织', 'client name', 'name of the client'],
  'clients name.en': ['客户英文名称', '英文名称', '企业英文名称', 'English name', 'client name (English)', 'name in English'],
  'clients contact.phone': ['电话', '手机', '联系方式', '手机号', 'telephone', 'phone', 'mobile'],
  'clients uscc': ['组织统一社会信用代码'],
  'people name': ['审核员', '人员姓名'],
  'people name.en': ['英文姓名', '拼音', 'English name', 'pinyin'],
  'people registration.number': ['注册证书号', '注册证号', '注册编号'],
  'people registration.scheme': ['注册领域', '领域', 'field'],
  'people registration.grade': ['注册级别', '级别', 'grade'],
  'people registration.validTo': ['注册有效期', '注册有效期至', '注册到期日'],
  'certificates validTo': ['有效期', '有效期至', '到期日期', '证书有效期', '证书到期日', 'expiry date', 'expires'],
  'certificates validFrom': ['生效日期', 'effective date'],
  'certificates firstIssued': ['初次发证日期', '首次发证日期', '初次获证日期'],
  'sites name': ['场所', '分场所名称'],
  'sites address': ['场所地址'],
  'programmes planned': ['计划审核日期', '计划时间', '审核时间'],
  'programmes kind': ['审核类型'],
};

/** Fields that find the record and do not stand in it. */
const finding = (name: string, zh: string, en: string, called: readonly string[]): TargetField => ({
  name,
  part: 'find',
  keys: [name],
  kind: { is: 'id' },
  shape: z.string().min(1).max(400),
  zh,
  en,
  called,
});
const ofCase = finding('case', '案卷文件夹', 'Folder of the case', ['案卷', '案卷号', 'case', 'case folder']);
const ofClient = [
  finding('client.uscc', '客户的统一社会信用代码', "The client's unified social credit code", [
    '统一社会信用代码',
    '社会信用代码',
    '信用代码',
    'USCC',
  ]),
  finding('client.name', '客户名称', 'Name of the client', [
    '客户',
    '企业名称',
    '单位名称',
    '公司名称',
    '组织名称',
    '获证组织',
    '获证组织名称',
    'client',
    'company',
  ]),
];
const found: Readonly<Record<ImportTable, readonly TargetField[]>> = {
  clients: [ofCase],
  people: [finding('id', '代号', 'Id', ['人员代号', '工号', 'person id', 'staff number'])],
  sites: [ofCase, ...ofClient],
  certificates: [ofCase, ...ofClient],
  programmes: [ofCase, ...ofClient],
};

const known = new Map<ImportTable, readonly TargetField[]>();
export function fieldsOfTable(table: ImportTable): readonly TargetField[] {
  const before = known.get(table);
  if (before) return before;
  const all = [...found[table], ...parts[table].flatMap((part) => fieldsOfPart(table, part))];
  known.set(table, all);
  return all;
}

function fieldsOfPart(table: ImportTable, { prefix, kind, path, only, known: root }: Part): TargetField[] {
  const start = shapeAt(recordSchemas[kind], path);
  if (!start) throw new Error(`records have no ${kind} ${path.join('.')}`);
  const fields: TargetField[] = [];
  const walk = (shape: Shape, keys: readonly string[], above: readonly string[]): void => {
    for (const [key, child] of fieldsOf(shape) ?? []) {
      if (keys.length === 0 && only && !only.includes(key)) continue;
      const way = [...keys, key];
      const meta = metaOf(child);
      const kinds = kindsOf(child);
      if (kinds.length === 0) {
        if (!itemOf(child) && fieldsOf(child) && way.length < 3) walk(child, way, [...above, nameIn(meta?.zh)]);
        continue;
      }
      for (const one of kinds) {
        const isEnglish = one.is === 'text' && one.lang === 'en';
        const name = [...(prefix === '' ? [] : [prefix]), ...way].join('.') + (isEnglish ? '.en' : '');
        const zh = nameIn(meta?.zh);
        fields.push({
          name,
          part: prefix,
          keys: way,
          kind: one,
          shape: child,
          zh: `${above.join('')}${zh}${isEnglish ? '（英文）' : ''}`,
          en: `${meta?.en ?? key}${isEnglish ? ' (English)' : ''}`,
          called: [
            ...(isEnglish ? [`英文${zh}`, `${zh}英文`] : [zh, nameIn(meta?.en)]),
            ...(isEnglish || root === undefined ? [] : (knownLabels[[root, ...way].join('.')] ?? [])),
            ...(headings[`${table} ${name}`] ?? []),
          ].filter((_, i) => above.length === 0 || i > (isEnglish ? 1 : 0)),
        });
      }
    }
  };
  walk(start, [], []);
  return fields;
}

/** Without what follows in brackets or behind a comma: `统一社会信用代码（18位，加引号）`. */
const nameIn = (text: string | undefined): string => (text ?? '').split(/[（(，,：:]/)[0]?.trim() ?? '';

function kindsOf(shape: Shape): ValueKind[] {
  const meta = metaOf(shape);
  switch (meta?.kind) {
    case 'text':
    case 'name':
    case 'long':
      return [
        { is: 'text', lang: 'zh' },
        { is: 'text', lang: 'en' },
      ];
    case 'code':
      return [{ is: 'code', form: meta.form ?? 'code' }];
    case 'done':
    case 'planned':
    case 'limit':
      return [{ is: 'day' }];
    case 'person':
    case 'audit':
    case 'site':
      return [{ is: 'id' }];
    case 'document':
    case 'record':
    case 'file':
    case 'picture':
    case 'statement':
    case 'applicable':
      return [];
    case undefined:
      break;
  }
  const [form] = formsOf(shape).map(bare);
  if (form instanceof z.ZodEnum) return [{ is: 'word', words: form.options.map(String) }];
  if (form instanceof z.ZodBoolean) return [{ is: 'flag' }];
  return form instanceof z.ZodNumber ? [{ is: 'amount' }] : [];
}
