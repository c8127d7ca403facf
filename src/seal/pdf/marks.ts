/**
 * Where a seal is seen, and what a screen reader finds there.
 *
 * In:  an update, the look of the seal, its field. Out: what the field's widget shows, and a stamp for each further place.
 *
 * A visible seal stands in the structure tree too: a Form element for the widget, an Annot element for each stamp, with its
 * description (ISO 14289-1, 7.18). Of an invisible one there is nothing to read, and its rectangle is empty. A signature has one
 * widget at most (ISO 32000-2, 12.7.5.5); what is shown on further pages is signed with all the rest.
 */
import { Refusal } from '../diagnose.js';
import type { SealOptions, SealPlaceOnPage } from '../types.js';
import { addAppearance } from './appearance.js';
import type { PdfFile } from '../../pdf/file.js';
import { Dictionary, Name, Numeral, Reference, dictionary, name, number, textString, type Value } from '../../pdf/syntax.js';
import type { Update } from '../../pdf/update.js';

const millimetre = 72 / 25.4;
/** Print and locked: PDF/A wants the first, the second keeps programs from moving it. */
export const flags = 132;

export interface Marks {
  readonly page: Reference;
  /** Of the widget. */
  readonly entries: Readonly<Record<string, Value>>;
  readonly stamps: readonly { readonly page: Reference; readonly annotation: Reference }[];
}
export function addMarks(
  update: Update,
  { place, also = [], picture, description }: NonNullable<SealOptions['appearance']>,
  field: Reference,
): Marks {
  const pages = update.file.pages();
  const looks = new Map<number, Reference>();
  const spots = [place, ...also].map((one) => markBoxOf(update.file, pages, one, picture !== undefined));
  const annotations = spots.map((_, i) => (i === 0 ? field : update.reserve()));
  const keys = addElements(
    update,
    spots.map(({ page }, i) => ({ page, annotation: annotations[i] ?? field, kind: i === 0 ? 'Form' : 'Annot' })),
    description,
  );
  const shown = spots.map(({ rectangle, side }, i): Record<string, Value> => {
    const look = looks.get(side) ?? addAppearance(update, side, picture);
    looks.set(side, look);
    return { Rect: rectangle, StructParent: number(keys[i] ?? 0), AP: dictionary({ N: look }) };
  });
  const stamps = spots.map(({ page }, i) => ({ page, annotation: annotations[i] ?? field })).slice(1);
  stamps.forEach(({ page, annotation }, i) => {
    update.put(
      annotation.number,
      dictionary({
        Type: name('Annot'),
        Subtype: name('Stamp'),
        F: number(flags),
        P: page,
        Contents: textString(description),
        ...shown[i + 1],
      }),
    );
  });
  const [first] = spots;
  if (!first) throw new Refusal('seal-place-wrong', '没有给出位置', 'no place is given');
  return { page: first.page, entries: { ...shown[0], TU: textString(description) }, stamps };
}

interface MarkBox {
  readonly page: Reference;
  readonly rectangle: Value;
  readonly side: number;
}
function markBoxOf(file: PdfFile, pages: readonly Reference[], place: SealPlaceOnPage, isPicture: boolean): MarkBox {
  const page = pages[place.page - 1];
  if (!page)
    throw new Refusal(
      'seal-place-wrong',
      `没有第 ${place.page} 页，共 ${pages.length} 页`,
      `there is no page ${place.page} of ${pages.length}`,
    );
  const [left, bottom, right, top] = box(file, page);
  // A drawn mark covers the line that the layout draws for the seal; a picture keeps its size.
  const beyond = isPicture ? 0 : 0.2;
  const side = (place.diameter + 2 * beyond) * millimetre;
  const x = left + (place.left - beyond) * millimetre;
  const y = top - (place.top - beyond) * millimetre - side;
  if (!(place.diameter > 0) || !(x >= left && y >= bottom && x + side <= right && y + side <= top)) {
    throw new Refusal(
      'seal-place-wrong',
      `印章（左 ${place.left}、上 ${place.top}、直径 ${place.diameter} 毫米）超出第 ${place.page} 页`,
      `the seal (left ${place.left}, top ${place.top}, diameter ${place.diameter} mm) leaves page ${place.page}`,
    );
  }
  return { page, side, rectangle: [number(x), number(y), number(x + side), number(y + side)] };
}
/** The page's box, its own or inherited. */
function box(file: PdfFile, page: Reference): readonly [number, number, number, number] {
  for (let entry: Dictionary | undefined = file.dictionary(page), i = 0; entry && i < 30; i++) {
    const rotation = entry.get('Rotate');
    if (rotation instanceof Numeral && rotation.value % 360 !== 0) break;
    const sides = file.list(entry.get('MediaBox')).map((one) => (one instanceof Numeral ? one.value : NaN));
    const [left = NaN, bottom = NaN, right = NaN, top = NaN] = sides;
    if (sides.length === 4 && !sides.includes(NaN)) return [left, bottom, right, top];
    entry = entry.has('Parent') ? file.dictionary(entry.get('Parent')) : undefined;
  }
  throw new Refusal('seal-pdf-shape', '页面没有可用的尺寸', 'the page has no usable box');
}

interface Marked {
  readonly page: Reference;
  readonly annotation: Reference;
  readonly kind: 'Form' | 'Annot';
}
/** @returns the key of each in the parent tree */
function addElements(update: Update, marked: readonly Marked[], description: string): number[] {
  const { file } = update;
  const reference = file.catalog().get('StructTreeRoot');
  if (!(reference instanceof Reference)) throw new Refusal('seal-pdf-shape', '文件没有结构树', 'the file has no structure tree');
  const root = new Dictionary(file.dictionary(reference));
  const top = rootElement(file, root);
  const document = new Dictionary(file.dictionary(top));
  const kids = document.get('K');
  const elements = marked.map(({ page, annotation, kind }) =>
    update.add(
      dictionary({
        Type: name('StructElem'),
        S: name(kind),
        P: top,
        Alt: textString(description),
        K: dictionary({ Type: name('OBJR'), Obj: annotation, Pg: page }),
      }),
    ),
  );
  document.set('K', [...(Array.isArray(kids) ? (kids as readonly Value[]) : kids === undefined ? [] : [kids]), ...elements]);
  update.put(top.number, document);
  const tree = new Dictionary(file.dictionary(root.get('ParentTree')));
  if (tree.has('Kids')) throw new Refusal('seal-pdf-shape', '结构树的父树有多层', 'the parent tree has levels');
  const numbers = file.list(tree.get('Nums'));
  const next = root.get('ParentTreeNextKey');
  const used = numbers.filter((_, i) => i % 2 === 0).map((one) => (one instanceof Numeral ? one.value : -1));
  const key = Math.max(next instanceof Numeral ? next.value : 0, ...used.map((one) => one + 1));
  tree.set('Nums', [...numbers, ...elements.flatMap((element, i) => [number(key + i), element])]);
  const treeAt = root.get('ParentTree');
  if (treeAt instanceof Reference) update.put(treeAt.number, tree);
  else root.set('ParentTree', tree);
  root.set('ParentTreeNextKey', number(key + elements.length));
  update.put(reference.number, root);
  return elements.map((_, i) => key + i);
}
function rootElement(file: PdfFile, root: Dictionary): Reference {
  const kids = root.get('K');
  const list = kids instanceof Reference && !Array.isArray(file.resolve(kids)) ? [kids] : file.list(kids);
  const found = list.find((one) => {
    const type = file.dictionary(one).get('S');
    return type instanceof Name && type.name === 'Document';
  });
  if (!(found instanceof Reference))
    throw new Refusal('seal-pdf-shape', '结构树没有文档元素', 'the structure tree has no document element');
  return found;
}
