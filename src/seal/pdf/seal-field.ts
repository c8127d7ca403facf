/**
 * Field, widget and dictionary of a signature, put into an update.
 *
 * In:  a file's update, what the seal says and where it stands. Out: the number of the signature's dictionary, with room left
 * for the signature.
 */
import { Refusal } from '../diagnose.js';
import type { Evidence } from '../x509/revocation.js';
import type { SealOptions } from '../types.js';
import type { PdfFile } from '../../pdf/file.js';
import { addMarks, flags } from './marks.js';
import { storeOf } from './security-store.js';
import { newestSpelling, openRange, promisedLevel, spellingKey, timeStampText } from './signature.js';
import { Dictionary, Raw, Reference, dictionary, name, number, textString, type Value } from '../../pdf/syntax.js';
import type { Update } from '../../pdf/update.js';

const room = (bytes: number): string => `<${'0'.repeat(bytes * 2)}>`;

/**
 * @param space bytes kept for the signature
 * @param evidence validation data that the seal is to cover
 */
export function addSeal(update: Update, options: SealOptions, space: number, evidence?: Evidence): Reference {
  const { file } = update;
  const catalog = new Dictionary(file.catalog());
  if (catalog.has('AcroForm') || catalog.has('Perms'))
    throw new Refusal('seal-already', '这个 PDF 已有签名域', 'this PDF has signature fields already');
  const signature = update.add(
    new Raw(
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ${openRange} /Contents ${room(space)} /M ${pdfDate(options.at)}` +
        `${options.reason === undefined ? '' : ` /Reason ${textString(options.reason).text}`}` +
        // What is promised is signed: a time stamp or validation data that someone takes away is missed.
        ` /${promisedLevel} /${options.level} /${spellingKey} ${newestSpelling}` +
        ' /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>] >>',
    ),
  );
  const field = update.reserve();
  const seen = options.appearance && addMarks(update, options.appearance, field);
  const page = seen?.page ?? firstPage(file);
  update.put(field.number, widget({ title: 'Seal', page, signature, more: seen?.entries ?? { Rect: emptyRectangle() } }));
  addToPages(update, [{ page, annotation: field }, ...(seen?.stamps ?? [])]);
  catalog.set('AcroForm', dictionary({ Fields: [field], SigFlags: number(3) }));
  catalog.set('Perms', dictionary({ DocMDP: signature }));
  // PAdES' additions to PDF 1.7, which validation data may make use of later.
  if (!catalog.has('Extensions'))
    catalog.set('Extensions', dictionary({ ESIC: dictionary({ BaseVersion: name('1.7'), ExtensionLevel: number(1) }) }));
  if (evidence) catalog.set('DSS', storeOf(update, evidence));
  update.put(file.root().number, catalog);
  return signature;
}
/** A document time stamp (ETSI EN 319 142-1, 5.5): invisible, on the first page. */
export function addTimeStampField(update: Update, space: number): Reference {
  const { file } = update;
  const catalog = new Dictionary(file.catalog());
  const form = new Dictionary(file.dictionary(catalog.get('AcroForm')));
  const fields = file.list(form.get('Fields'));
  const page = firstPage(file);
  const signature = update.add(new Raw(timeStampText(openRange, room(space))));
  const field = update.add(timeStampWidget(fields.length, page, signature));
  addToPages(update, [{ page, annotation: field }]);
  form.set('Fields', [...fields, field]);
  catalog.set('AcroForm', form);
  update.put(file.root().number, catalog);
  return signature;
}

export const timeStampWidget = (before: number, page: Reference, signature: Reference): Dictionary =>
  widget({ title: `TimeStamp${before}`, page, signature, more: { Rect: emptyRectangle() } });
const emptyRectangle = (): Value => [number(0), number(0), number(0), number(0)];
const widget = ({
  title,
  page,
  signature,
  more,
}: {
  title: string;
  page: Reference;
  signature: Reference;
  more: Readonly<Record<string, Value>>;
}): Dictionary =>
  dictionary({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: textString(title),
    F: number(flags),
    P: page,
    V: signature,
    ...more,
  });
function firstPage(file: PdfFile): Reference {
  const [page] = file.pages();
  if (!page) throw new Refusal('seal-pdf-shape', '没有页面', 'there is no page');
  return page;
}
function addToPages(update: Update, added: readonly { readonly page: Reference; readonly annotation: Reference }[]): void {
  for (const number of new Set(added.map(({ page }) => page.number))) {
    const entry = new Dictionary(update.file.dictionary(new Reference(number)));
    entry.set('Annots', [
      ...update.file.list(entry.get('Annots')),
      ...added.filter(({ page }) => page.number === number).map(({ annotation }) => annotation),
    ]);
    update.put(number, entry);
  }
}
const pdfDate = (at: Date): string => `(D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z)`;
