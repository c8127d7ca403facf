/**
 * The shapes of the records with the fields that a scheme, or a house, adds to them.
 *
 * In:  what is added, by place. Out: the shape of each kind of record; of a place that takes no fields, why not.
 * Maps, lists and what wraps them are made anew along the way to the place, with their meaning; all else is shared.
 */
import { z } from 'zod';
import { houseField, type AddedFields } from '../pack/added-fields.js';
import type { PaperFields } from '../pack/papers.js';
import { fieldMeta } from './fields.js';
import { recordFiles, recordSchemas, type RecordKind } from './index.js';
import { fieldShapes, labelsOfFields } from './paper.js';
import { fieldsOf, itemOf, metaOf, type Shape } from './shape.js';

/** Kind of record to shape. */
export type RecordShapes = Readonly<Record<RecordKind, Shape>>;

const ofSame = new Map<string, RecordShapes>();
const known = new WeakMap<AddedFields, RecordShapes>();
/** The same fields give the same shapes; none, those of all records. */
export function recordsWith(added: AddedFields | undefined): RecordShapes {
  if (!added || Object.keys(added).length === 0) return recordSchemas;
  const kept = known.get(added);
  if (kept) return kept;
  const key = JSON.stringify(added);
  let shapes = ofSame.get(key);
  if (!shapes) {
    const made: Record<RecordKind, Shape> = { ...recordSchemas };
    for (const [place, fields] of Object.entries(added)) {
      const { kind, path } = placeOf(place);
      if (kind) made[kind] = grown(made[kind], path, fields);
    }
    ofSame.set(key, (shapes = made));
  }
  known.set(added, shapes);
  return shapes;
}

function placeOf(place: string): { readonly kind: RecordKind | undefined; readonly path: readonly string[] } {
  const [file = '', ...path] = place.split('.');
  return { kind: Object.hasOwn(recordSchemas, file) ? (file as RecordKind) : undefined, path };
}

/** Records that one scheme shares with others, and those that are not of maps with fields of their own. */
const takesFields = (kind: RecordKind): boolean => recordFiles[kind].at !== 'project' && kind !== 'paper';
export const extensibleRecords = (Object.keys(recordSchemas) as RecordKind[]).filter(takesFields);

export interface PlaceFault {
  readonly zh: string;
  readonly en: string;
  /** The word that is not known, and those that are. */
  readonly word?: string;
  readonly known?: readonly string[];
}
/** Why nothing can be added at a place; the keys that are there already otherwise. */
export function keysAt(place: string): ReadonlySet<string> | PlaceFault {
  const { kind, path } = placeOf(place);
  const [file = ''] = place.split('.');
  if (!kind || !takesFields(kind)) {
    if (kind === 'paper')
      return {
        zh: '文书的字段写在其定义的 fields 中（documents/<代号>.yaml）',
        en: 'The fields of papers stand in `fields` of their definition (documents/<id>.yaml)',
      };
    return kind
      ? { zh: `${file} 是整个项目的记录，不属于某个方案`, en: `${file} is a record of the whole project, and of no scheme alone` }
      : { zh: `没有名为 ${file} 的记录`, en: `There is no record ${file}`, word: file, known: extensibleRecords };
  }
  let at: Shape = entry(recordSchemas[kind]);
  for (const key of path) {
    const child = fieldsOf(at)?.get(key);
    if (!child) return { zh: `${file} 中没有 ${key}`, en: `${file} has no ${key}`, word: key, known: [...(fieldsOf(at)?.keys() ?? [])] };
    at = entry(child);
  }
  const fields = fieldsOf(at);
  // A text is a map of languages too, and takes nothing else.
  if (!fields || metaOf(at)?.kind !== undefined) return { zh: `${place} 不是一组字段`, en: `${place} is no map of fields` };
  return new Set(fields.keys());
}
const entry = (shape: Shape): Shape => itemOf(shape) ?? shape;

function grown(shape: Shape, path: readonly string[], fields: PaperFields): Shape {
  const made = (def: object): Shape => {
    // Another instance of the same class: checks and strictness stay.
    const next = z.core.clone(shape, { ...shape.def, ...def } as typeof shape.def) as Shape;
    const meta = fieldMeta.get(shape);
    if (meta) fieldMeta.add(next, meta);
    return next;
  };
  if (shape instanceof z.ZodOptional) return made({ innerType: grown(shape.def.innerType as Shape, path, fields) });
  if (shape instanceof z.ZodArray) return made({ element: grown(shape.element as Shape, path, fields) });
  if (shape instanceof z.ZodUnion) return made({ options: shape.options.map((one) => grown(one as Shape, path, fields)) });
  if (!(shape instanceof z.ZodObject)) return shape;
  const [key, ...rest] = path;
  const own = shape.shape as Readonly<Record<string, Shape>>;
  if (key === undefined) {
    // `none: true` and `notApplicable: …` say that there is nothing that could have fields.
    if ('none' in own || 'notApplicable' in own) return shape;
    const more = Object.entries(fieldShapes(fields)).map(([name, one]) => [name, withMoreWords(own[name], one).optional()] as const);
    return made({ shape: { ...own, ...Object.fromEntries(more) } });
  }
  const child = own[key];
  return child ? made({ shape: { ...own, [key]: grown(child, rest, fields) } }) : shape;
}

/** The words of a list at a place, where a scheme may add to it; of what can be written there the inside of what may be left out. */
export function openWords(place: string, name: string): readonly string[] | undefined {
  const { kind, path } = placeOf(place);
  let at: Shape | undefined = kind && entry(recordSchemas[kind]);
  for (const key of [...path, name]) at = at && fieldsOf(at)?.get(key);
  return at && wordsOfOpen(at);
}
function wordsOfOpen(shape: Shape): readonly string[] | undefined {
  const inner = shape instanceof z.ZodOptional ? (shape.def.innerType as Shape) : shape;
  return inner instanceof z.ZodEnum && fieldMeta.get(inner)?.open ? inner.options.map(String) : undefined;
}

/** A field of the name of one that is open holds its words and those that are added; any other is as it was declared. */
function withMoreWords(own: Shape | undefined, added: z.ZodType): z.ZodType {
  const words = own && wordsOfOpen(own);
  if (!words || !(added instanceof z.ZodEnum)) return added;
  const meta = fieldMeta.get(added);
  const both = z.enum([...words, ...added.options.map(String)] as [string, ...string[]]);
  if (meta) fieldMeta.add(both, meta);
  return both;
}

/** What the added fields and their words are called: groups of labels, under the place with `-` for `.`: `case-client.industryCode`. */
export const labelsOfAdded = (added: AddedFields): Record<string, Record<string, { readonly zh: string; readonly en: string }>> =>
  Object.assign({}, ...Object.entries(added).map(([place, fields]) => labelsOfFields(place.replaceAll('.', '-'), fields))) as Record<
    string,
    Record<string, { readonly zh: string; readonly en: string }>
  >;

/** A house's fields where records have them: below `x`. */
export const belowHouse = (added: AddedFields): AddedFields =>
  Object.fromEntries(
    Object.entries(added).map(([place, of]): [string, PaperFields] => [
      place,
      { [houseField]: { is: 'map', zh: '本机构的字段', en: 'Fields of the house', of } },
    ]),
  );
/** Both at each place; of one name, the second. */
export function joined(first: AddedFields, second: AddedFields): AddedFields {
  const places = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(places.map((place) => [place, { ...first[place], ...second[place] }]));
}
