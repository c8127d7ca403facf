/**
 * What came after the seal.
 *
 * In:  a file, the revision that the seal closes. Out: for each later revision, the validation data or the document time
 * stamp that it adds; or an error that says what else it does.
 *
 * An update passes only when it does exactly what B-LT or B-LTA does and is spelled exactly as `update.ts` spells it: what
 * is not covered by a signature has one spelling only, so that no byte can change unnoticed.
 */
import { Malformed, sameBytes } from '../../files/malformed.js';
import type { PdfFile } from '../../pdf/file.js';
import { timeStampWidget } from './seal-field.js';
import { readStore } from './security-store.js';
import { openRange, rangeText, readSignature, timeStampText, type PdfSignature } from './signature.js';
import { Dictionary, Numeral, Raw, Reference, sameValue } from '../../pdf/syntax.js';
import { spelledObject, spelledUpdate } from '../../pdf/update.js';

/** Something else than what makes a seal last. */
export class Changed extends Malformed {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}
export type Addition = { readonly kind: 'validation-data' } | { readonly kind: 'time-stamp'; readonly signature: PdfSignature };

/** @throws Changed, Malformed */
export function additionsAfter(file: PdfFile, seal: number): Addition[] {
  const end = file.revisions[file.last]?.end;
  if (end !== file.bytes.length) throw new Changed('文件末尾多出了字节', 'bytes follow the end of the file');
  return file.revisions.slice(seal + 1).map((_, i) => additionIn(file, seal + 1 + i));
}

function additionIn(file: PdfFile, revision: number): Addition {
  const change = changeIn(file, revision);
  const addition = storeIn(file, revision, change) ?? timeStampIn(file, revision, change);
  if (!addition) throw new Changed('盖章后文件内容被改动', 'the contents of the file were changed after it was sealed');
  if (!isSpelledAsDue(file, revision, change, addition))
    throw new Changed('盖章后增加的数据不是 certpress 写的样子', 'what was added after the seal is not as certpress writes it');
  return addition;
}

interface Change {
  readonly size: number;
  /** Numbers of objects that were there before, and of new ones. */
  readonly old: ReadonlySet<number>;
  readonly fresh: ReadonlySet<number>;
}
function changeIn(file: PdfFile, revision: number): Change {
  const sizes = [revision - 1, revision]
    .map((one) => file.revisions[one]?.trailer.get('Size'))
    .map((one) => (one instanceof Numeral ? one.value : NaN));
  const [before = NaN, size = NaN] = sizes;
  const entries = [...(file.revisions[revision]?.entries ?? [])];
  if (entries.some(([, place]) => place === undefined)) throw new Changed('盖章后有内容被删除', 'objects were taken out after the seal');
  const numbers = entries.map(([number]) => number);
  const change = { size, old: new Set(numbers.filter((one) => one < before)), fresh: new Set(numbers.filter((one) => one >= before)) };
  // Every new number is used, and none beyond: nothing lies in the file that a later update could bring to life.
  if (change.fresh.size !== size - before || numbers.some((one) => one >= size))
    throw new Changed('盖章后增加了用途不明的内容', 'objects of unknown use were added after the seal');
  return change;
}
const isExactly = (set: ReadonlySet<number>, numbers: readonly (number | undefined)[]): boolean =>
  set.size === new Set(numbers).size && numbers.every((one) => one !== undefined && set.has(one));
const sameRoot = (file: PdfFile, revision: number): number | undefined => {
  const { number } = file.root(revision);
  return number === file.root(revision - 1).number ? number : undefined;
};

function storeIn(file: PdfFile, revision: number, { old, fresh }: Change): Addition | undefined {
  const catalog = new Dictionary(file.catalog(revision - 1));
  const reference = file.catalog(revision).get('DSS');
  if (reference === undefined || sameValue(reference, catalog.get('DSS'))) return undefined;
  catalog.set('DSS', reference);
  if (!isExactly(old, [sameRoot(file, revision)]) || !sameValue(catalog, file.catalog(revision))) return undefined;
  const [before, after] = [readStore(file, revision - 1), readStore(file, revision)];
  const added = (['Certs', 'OCSPs', 'CRLs'] as const).flatMap((key) => {
    const [earlier, later] = [before.entries[key], after.entries[key]];
    if (!sameValue(earlier, later.slice(0, earlier.length))) throw new Changed('长期验证数据被取走', 'validation data was taken out');
    return later.slice(earlier.length).map((one) => one.number);
  });
  return isExactly(fresh, [after.number, ...added]) && new Set(added).size === added.length ? { kind: 'validation-data' } : undefined;
}

function timeStampIn(file: PdfFile, revision: number, { old, fresh }: Change): Addition | undefined {
  const catalog = new Dictionary(file.catalog(revision - 1));
  const form = catalog.get('AcroForm');
  const [page] = file.pages(revision - 1);
  if (!(form instanceof Dictionary) || !page || !isExactly(old, [sameRoot(file, revision), page.number])) return undefined;
  const fields = file.list(form.get('Fields'), revision - 1);
  const [field, second] = file
    .list(file.dictionary(file.catalog(revision).get('AcroForm'), revision).get('Fields'), revision)
    .slice(fields.length);
  if (!(field instanceof Reference) || second !== undefined) return undefined;
  catalog.set('AcroForm', new Dictionary([...form, ['Fields', [...fields, field]]]));
  const paper = new Dictionary(file.dictionary(page, revision - 1));
  paper.set('Annots', [...file.list(paper.get('Annots'), revision - 1), field]);
  const widget = file.dictionary(field, revision);
  const value = widget.get('V');
  if (!(value instanceof Reference) || !isExactly(fresh, [field.number, value.number])) return undefined;
  if (!sameValue(catalog, file.catalog(revision)) || !sameValue(paper, file.dictionary(page, revision))) return undefined;
  if (!sameValue(timeStampWidget(fields.length, page, value), widget)) return undefined;
  const signature = readSignature(file, value, revision);
  return signature.kind === 'time-stamp' ? { kind: 'time-stamp', signature } : undefined;
}

function isSpelledAsDue(file: PdfFile, revision: number, { size }: Change, addition: Addition): boolean {
  const own = file.revisions[revision];
  const before = file.revisions[revision - 1];
  if (!own || !before) return false;
  const stamp = addition.kind === 'time-stamp' ? addition.signature : undefined;
  const open = stamp && timeStampText(openRange, stamp.contents.replace(/[0-9a-f]/g, '0'));
  const spelled = new Map<number, Buffer>();
  for (const [number, place] of own.entries) {
    const { value, from, stream } = file.objectAt(place ?? -1, number);
    spelled.set(number, spelledObject(open !== undefined && stamp?.from === from ? new Raw(open) : value, stream));
  }
  const { update } = spelledUpdate(file, revision - 1, spelled, size);
  // The rest was spelled before the signature was known.
  if (open !== undefined && stamp)
    update.write(timeStampText(rangeText(stamp.range), stamp.contents), update.indexOf(open, 0, 'latin1'), 'latin1');
  return sameBytes(update, file.bytes.subarray(before.end, own.end));
}
