/**
 * Field, widget and dictionary of a signature, put into an update.
 *
 * In:  a file's update, what the seal says and where it stands. Out: the number of the signature's dictionary, with room left
 * for the signature.
 *
 * A visible seal is a widget in the structure tree too: a Form element that a screen reader comes to, with its description
 * (ISO 14289-1, 7.18.4). Of an invisible one there is nothing to read, and its rectangle is empty.
 */
import { Refusal } from '../diagnose.js';
import type { SealOptions } from '../types.js';
import { addAppearance } from './appearance.js';
import type { PdfFile } from './file.js';
import { openRange, promisedLevel, timeStampText } from './signature.js';
import { Dictionary, Name, Numeral, Raw, Reference, dictionary, name, number, textString, type Value } from './syntax.js';
import type { Update } from './update.js';

const room = (bytes: number): string => `<${'0'.repeat(bytes * 2)}>`;
const millimetre = 72 / 25.4;
/** Print and locked: PDF/A wants the first, the second keeps programs from moving it. */
const flags = 132;

/** @param space bytes kept for the signature */
export function addSeal(update: Update, options: SealOptions, space: number): Reference {
  const { file } = update;
  const catalog = new Dictionary(file.catalog());
  if (catalog.has('AcroForm') || catalog.has('Perms')) throw new Refusal('seal-already', '这个 PDF 已有签名域', 'this PDF has signature fields already');
  const signature = update.add(new Raw(`<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ${openRange} /Contents ${room(space)} /M ${pdfDate(options.at)}`
    + `${options.reason === undefined ? '' : ` /Reason ${textString(options.reason).text}`}`
    // What is promised is signed: a time stamp or validation data that someone takes away is missed.
    + ` /${promisedLevel} /${options.level}`
    + ' /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>'));
  const pages = file.pages();
  const { appearance } = options;
  const page = pages[(appearance?.place.page ?? 1) - 1];
  if (!page) throw new Refusal('seal-place-wrong', `没有第 ${appearance?.place.page ?? 1} 页，共 ${pages.length} 页`, `there is no page ${appearance?.place.page ?? 1} of ${pages.length}`);
  const field = update.reserve();
  const look = appearance && visible(update, appearance, page, field);
  update.put(field.number, widget({ title: 'Seal', page, signature, more: look ?? { Rect: emptyRectangle() } }));
  addToPage(update, page, [field]);
  catalog.set('AcroForm', dictionary({ Fields: [field], SigFlags: number(3) }));
  catalog.set('Perms', dictionary({ DocMDP: signature }));
  // PAdES' additions to PDF 1.7, which validation data may make use of later.
  if (!catalog.has('Extensions')) catalog.set('Extensions', dictionary({ ESIC: dictionary({ BaseVersion: name('1.7'), ExtensionLevel: number(1) }) }));
  update.put(file.root().number, catalog);
  return signature;
}
/** A document time stamp (ETSI EN 319 142-1, 5.5): invisible, on the first page. */
export function addTimeStampField(update: Update, space: number): Reference {
  const { file } = update;
  const catalog = new Dictionary(file.catalog());
  const form = new Dictionary(file.dictionary(catalog.get('AcroForm')));
  const fields = file.list(form.get('Fields'));
  const [page] = file.pages();
  if (!page) throw new Refusal('seal-pdf-shape', '没有页面', 'there is no page');
  const signature = update.add(new Raw(timeStampText(openRange, room(space))));
  const field = update.add(timeStampWidget(fields.length, page, signature));
  addToPage(update, page, [field]);
  form.set('Fields', [...fields, field]);
  catalog.set('AcroForm', form);
  update.put(file.root().number, catalog);
  return signature;
}

export const timeStampWidget = (before: number, page: Reference, signature: Reference): Dictionary =>
  widget({ title: `TimeStamp${before}`, page, signature, more: { Rect: emptyRectangle() } });
const emptyRectangle = (): Value => [number(0), number(0), number(0), number(0)];
const widget = ({ title, page, signature, more }: { title: string; page: Reference; signature: Reference; more: Readonly<Record<string, Value>> }): Dictionary => dictionary({
  Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: textString(title), F: number(flags), P: page, V: signature, ...more,
});
function addToPage(update: Update, page: Reference, annotations: readonly Reference[]): void {
  const entry = new Dictionary(update.file.dictionary(page));
  entry.set('Annots', [...update.file.list(entry.get('Annots')), ...annotations]);
  update.put(page.number, entry);
}

function visible(update: Update, appearance: NonNullable<SealOptions['appearance']>, page: Reference, field: Reference): Record<string, Value> {
  const { place, picture, description } = appearance;
  const [left, bottom, right, top] = box(update.file, page);
  // A drawn mark covers the line that the layout draws for the seal; a picture keeps its size.
  const beyond = picture ? 0 : 0.2;
  const side = (place.diameter + 2 * beyond) * millimetre;
  const x = left + (place.left - beyond) * millimetre;
  const y = top - (place.top - beyond) * millimetre - side;
  if (!(place.diameter > 0) || !(x >= left && y >= bottom && x + side <= right && y + side <= top)) {
    throw new Refusal('seal-place-wrong', `印章（左 ${place.left}、上 ${place.top}、直径 ${place.diameter} 毫米）超出第 ${place.page} 页`,
      `the seal (left ${place.left}, top ${place.top}, diameter ${place.diameter} mm) leaves page ${place.page}`);
  }
  return {
    Rect: [number(x), number(y), number(x + side), number(y + side)], TU: textString(description),
    StructParent: number(addFormElement(update, page, field, description)), AP: dictionary({ N: addAppearance(update, side, picture) }),
  };
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

/** @returns the key of the widget in the parent tree */
function addFormElement(update: Update, page: Reference, field: Reference, description: string): number {
  const { file } = update;
  const reference = file.catalog().get('StructTreeRoot');
  if (!(reference instanceof Reference)) throw new Refusal('seal-pdf-shape', '文件没有结构树', 'the file has no structure tree');
  const root = new Dictionary(file.dictionary(reference));
  const top = rootElement(file, root);
  const document = new Dictionary(file.dictionary(top));
  const kids = document.get('K');
  const element = update.add(dictionary({
    Type: name('StructElem'), S: name('Form'), P: top, Alt: textString(description),
    K: dictionary({ Type: name('OBJR'), Obj: field, Pg: page }),
  }));
  document.set('K', [...(Array.isArray(kids) ? (kids as readonly Value[]) : kids === undefined ? [] : [kids]), element]);
  update.put(top.number, document);
  const tree = new Dictionary(file.dictionary(root.get('ParentTree')));
  if (tree.has('Kids')) throw new Refusal('seal-pdf-shape', '结构树的父树有多层', 'the parent tree has levels');
  const numbers = file.list(tree.get('Nums'));
  const next = root.get('ParentTreeNextKey');
  const used = numbers.filter((_, i) => i % 2 === 0).map((one) => (one instanceof Numeral ? one.value : -1));
  const key = Math.max(next instanceof Numeral ? next.value : 0, ...used.map((one) => one + 1));
  tree.set('Nums', [...numbers, number(key), element]);
  const treeAt = root.get('ParentTree');
  if (treeAt instanceof Reference) update.put(treeAt.number, tree);
  else root.set('ParentTree', tree);
  root.set('ParentTreeNextKey', number(key + 1));
  update.put(reference.number, root);
  return key;
}
function rootElement(file: PdfFile, root: Dictionary): Reference {
  const kids = root.get('K');
  const list = kids instanceof Reference && !Array.isArray(file.resolve(kids)) ? [kids] : file.list(kids);
  const found = list.find((one) => {
    const type = file.dictionary(one).get('S');
    return type instanceof Name && type.name === 'Document';
  });
  if (!(found instanceof Reference)) throw new Refusal('seal-pdf-shape', '结构树没有文档元素', 'the structure tree has no document element');
  return found;
}
const pdfDate = (at: Date): string => `(D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z)`;
