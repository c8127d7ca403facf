/**
 * From what a form calls something to the field of the records that holds it.
 *
 * In:  of what there is one document (its roots), the scheme's and the house's own fields, the stock labels. Out: for a label of a form,
 * the field, or those that it may mean. Names are: what the shapes call a field in both languages, alone and with what it belongs to; what
 * the stock layouts call what they print; what forms are known to call it (`known-labels.ts`). What two fields are called is never
 * guessed.
 */
import leven from 'leven';
import type { AddedFields } from '../../../schemas/pack/added-fields.js';
import type { DocumentSubject } from '../../../schemas/pack/kinds.js';
import { bare, fieldsOf, formsOf, itemOf, metaOf, type Shape } from '../../../schemas/record/index.js';
import { rootOfSubject, rootShapesOf } from '../../rules/root-shapes.js';
import { knownLabels, namesOfRoots } from './known-labels.js';

export interface Field {
  /** `client.contact.phone`. */
  readonly path: string;
  /** How a layout prints it: `{{name client.contact.name}}`; `long` text stands alone in a cell. */
  readonly helper: 'text' | 'name' | 'date' | 'rich' | 'code';
  readonly zh: string;
  readonly en: string;
  /** Of a word or a yes or no: what it may be. */
  readonly values?: readonly string[];
}
export interface Found {
  readonly field?: Field;
  /** A name that is nearly this one: a person should look. */
  readonly isNear?: true;
  readonly candidates: readonly Field[];
}

/** A list, and which field of an entry each column is. */
export interface FoundList {
  readonly path: string;
  readonly columns: readonly (Field | undefined)[];
}

/** So many different labels are compared with all names that are nearly alike; no form has as many. */
const mostAsked = 1_000;

const rootsOfAudits = ['audit', 'plan', 'notice', 'report', 'review', 'decision', 'cert'] as const;
const ofAudits: ReadonlySet<DocumentSubject> = new Set(['audit', 'meeting', 'author', 'member', 'site', 'nonconformity']);

/** The form of a name that is compared: without spaces, signs, numbers before it, and what stands in brackets. */
export function bareName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]*\)/g, '')
    .replace(/^\s*(?:\d+(?:\.\d+)*[.、)]?|[一二三四五六七八九十]+、)\s*/u, '')
    .replace(/[\p{P}\p{S}\s]/gu, '');
}

export class Dictionary {
  private readonly fields: Field[] = [];
  private readonly known: { readonly path: string; readonly fields: readonly Field[] }[] = [];
  /** Names that say what it belongs to, and names of the field alone. */
  private readonly whole = new Map<string, Set<Field>>();
  private readonly asked = new Map<string, Found>();
  private readonly alone = new Map<string, Set<Field>>();

  constructor(
    of: DocumentSubject,
    adds: AddedFields | undefined,
    printed: readonly { readonly path: string; readonly zh: string; readonly en: string }[],
  ) {
    const roots = rootShapesOf({ of, adds });
    const own = rootOfSubject[of];
    // What is the document's own comes first, among candidates too.
    const names = new Set<string>([
      own,
      ...(ofAudits.has(of) ? rootsOfAudits : []),
      ...(of === 'event' ? ['cert'] : []),
      'client',
      'headcount',
      'case',
    ]);
    for (const root of names) {
      const shape = roots.get(root);
      if (shape) this.walk(shape, root, []);
    }
    for (const field of extras) this.add(field, []);
    for (const { path, zh, en } of printed) {
      const field = this.fields.find((one) => one.path === path);
      if (field) for (const name of [zh, en]) this.note(this.whole, name, field);
    }
    for (const [path, labels] of Object.entries(knownLabels)) {
      const field = this.fields.find((one) => one.path === path);
      if (field) for (const name of labels) this.note(this.whole, name, field);
    }
  }

  private walk(shape: Shape, path: string, parents: readonly { readonly zh: string; readonly en: string }[]): void {
    if (parents.length > 3) return;
    for (const [key, child] of fieldsOf(shape) ?? []) {
      const meta = metaOf(child);
      const way = `${path}.${key}`;
      if (!meta || key === 'from' || /[^a-zA-Z0-9.]/.test(way)) continue;
      const item = itemOf(child);
      if (item !== undefined) {
        // States of a client are no list that anybody fills in.
        const isState = fieldsOf(item)?.has('from') === true;
        if (meta.kind === undefined && metaOf(item)?.kind === undefined && !isState && formsOf(child).length === 1)
          this.noteList(way, item);
        continue;
      }
      const named = { zh: firstOf(meta.zh), en: firstOf(meta.en) };
      const helper = helperOf(child);
      if (helper) this.add({ path: meta.kind === 'person' ? `${way}.name` : way, helper, ...named, ...valuesOf(child) }, parents);
      else if (meta.kind === undefined && formsOf(child).length === 1 && fieldsOf(child)) this.walk(child, way, [...parents, named]);
    }
  }

  private add(field: Field, parents: readonly { readonly zh: string; readonly en: string }[]): void {
    this.fields.push(field);
    const [root = ''] = field.path.split('.');
    const parent = parents.at(-1);
    this.note(this.alone, field.zh, field);
    this.note(this.alone, field.en, field);
    const owners = parent ? [[parent.zh], [parent.en]] : [namesOfRoots[root]?.zh ?? [], namesOfRoots[root]?.en ?? []];
    for (const zh of owners[0] ?? []) for (const name of [`${zh}${field.zh}`, `${zh}的${field.zh}`]) this.note(this.whole, name, field);
    for (const en of owners[1] ?? [])
      for (const name of [`${en} ${field.en}`, `${en}'s ${field.en}`, `${field.en} of the ${en}`, `${field.en} of ${en}`])
        this.note(this.whole, name, field);
  }
  private noteList(path: string, item: Shape): void {
    const fields: Field[] = [];
    for (const [key, child] of fieldsOf(item) ?? []) {
      const meta = metaOf(child);
      const helper = helperOf(child);
      if (!meta || !helper || key === 'from' || /[^a-zA-Z0-9]/.test(key)) continue;
      const way = `${listEntry}.${key}`;
      fields.push({
        path: meta.kind === 'person' ? `${way}.name` : way,
        helper,
        zh: firstOf(meta.zh),
        en: firstOf(meta.en),
        ...valuesOf(child),
      });
    }
    this.known.push({ path, fields });
  }

  /** The lists whose entries hold what most of these columns are called, and at least two of them; several where nobody can know which. */
  lists(columns: readonly (readonly string[])[]): readonly FoundList[] {
    const ranked = this.known.map(({ path, fields }) => {
      const found = columns.map((names) => fieldOfColumn(names.map(bareName), fields));
      return { path, columns: found, count: new Set(found.filter((one) => one !== undefined)).size };
    });
    const most = Math.max(0, ...ranked.map(({ count }) => count));
    return most < 2 || most * 2 < columns.length ? [] : ranked.filter(({ count }) => count === most);
  }

  private note(into: Map<string, Set<Field>>, name: string, field: Field): void {
    const key = bareName(name);
    if (key === '') return;
    const known = into.get(key);
    if (known) known.add(field);
    else into.set(key, new Set([field]));
  }

  /** What the fields are called, in both languages. */
  names(): readonly { readonly zh: string; readonly en: string }[] {
    const known = Object.values(knownLabels).flatMap((names) => {
      const english = names.find((name) => /^[a-z]/i.test(name)) ?? '';
      const written = english.charAt(0).toUpperCase() + english.slice(1);
      return names.filter((name) => /\p{Script=Han}/u.test(name)).map((zh) => ({ zh, en: written }));
    });
    const named = new Set(known.map(({ zh }) => zh));
    return [...known, ...this.fields.filter(({ zh }) => !named.has(zh)).map(({ zh, en }) => ({ zh, en }))];
  }

  /** `beside`: the field that the label before it in the same row or line was found to be: a phone beside a contact is the contact's. */
  find(labels: readonly string[], beside?: Field): Found {
    const names = [...new Set(labels.map(bareName))].filter((name) => name.length > 1);
    for (const table of [this.whole, this.alone]) {
      const found = [...new Set(names.flatMap((name) => [...(table.get(name) ?? [])]))];
      const near = found.length > 1 && beside ? found.filter(({ path }) => ownerOf(path) === ownerOf(beside.path)) : found;
      const [field] = near;
      if (field && near.length === 1) return { field, candidates: [] };
      if (found.length > 1) return { candidates: found.slice(0, 4) };
    }
    return this.near(names);
  }

  private near(names: readonly string[]): Found {
    // A form asks for the same thing in many places.
    const key = names.join('\0');
    const before = this.asked.get(key);
    if (before) return before;
    const found = this.asked.size < mostAsked ? this.nearest(names) : { candidates: [] };
    this.asked.set(key, found);
    return found;
  }
  private nearest(names: readonly string[]): Found {
    const best = new Map<Field, number>();
    for (const name of names) {
      for (const [known, fields] of [...this.whole, ...this.alone]) {
        const score = likeness(name, known);
        if (score < 0.6) continue;
        for (const field of fields) best.set(field, Math.max(best.get(field) ?? 0, score));
      }
    }
    const ranked = [...best].sort((a, b) => b[1] - a[1]);
    const [first, second] = ranked;
    if (first && first[1] >= 0.8 && (second?.[1] ?? 0) <= first[1] - 0.1) return { field: first[0], isNear: true, candidates: [] };
    return { candidates: ranked.slice(0, 3).map(([field]) => field) };
  }
}

/** What a layout calls an entry of a list. */
export const listEntry = 'entry';
/** Of an entry about one person the person's name is also called so. */
function fieldOfColumn(names: readonly string[], fields: readonly Field[]): Field | undefined {
  const own = fields.filter((field) => names.includes(bareName(field.zh)) || names.includes(bareName(field.en)));
  if (own.length > 0) return own.length === 1 ? own[0] : undefined;
  const person = fields.find(({ path }) => path === `${listEntry}.person.name`);
  return names.some((name) => /^(?:姓名|名字|name)$/.test(name)) ? person : undefined;
}

/** What no record file has, but every layout sees. */
const extras: readonly Field[] = [
  { path: 'body.name', helper: 'text', zh: '认证机构名称', en: 'Name of the certification body' },
  { path: 'body.phone', helper: 'code', zh: '认证机构电话', en: 'Phone of the certification body' },
  { path: 'body.address', helper: 'text', zh: '认证机构地址', en: 'Address of the certification body' },
  { path: 'standard.number', helper: 'code', zh: '认证标准', en: 'Certification standard' },
  { path: 'doc.number', helper: 'code', zh: '文件编号', en: 'Document number' },
];

const ownerOf = (path: string): string =>
  path
    .replace(/\.name$/, '')
    .split('.')
    .slice(0, -1)
    .join('.') || path;
/** What stands before the brackets, and before a comma. */
const firstOf = (meaning: string): string => (/^[^(（,，:：]+/u.exec(meaning)?.[0] ?? meaning).trim();

function helperOf(shape: Shape): Field['helper'] | undefined {
  const meta = metaOf(shape);
  switch (meta?.kind) {
    case 'text':
      return 'text';
    case 'name':
    case 'person':
      return 'name';
    case 'long':
      return 'rich';
    case 'done':
    case 'planned':
    case 'limit':
      return 'date';
    case 'code':
      return 'code';
    case undefined: {
      const { type } = bare(shape).def;
      return type === 'number' || type === 'string' || type === 'enum' || type === 'boolean' ? 'code' : undefined;
    }
    default:
      return undefined;
  }
}
function valuesOf(shape: Shape): { readonly values?: readonly string[] } {
  const form = bare(shape);
  if (form.def.type === 'boolean') return { values: ['true', 'false'] };
  return 'options' in form && form.def.type === 'enum' && Array.isArray(form.options) ? { values: form.options.map(String) } : {};
}

/** 1 the same, 0 nothing in common: one in the other by length, else by letters changed. */
function likeness(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 3) return 0;
  if (long.includes(short)) return short.length / long.length;
  if (long.length > short.length * 2) return 0;
  return 1 - leven(a, b) / long.length;
}
