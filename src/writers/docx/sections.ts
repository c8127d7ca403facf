/**
 * Sections: paper, margins, what runs at head and foot, and the frame behind the page.
 *
 * In:  a section's master. Out: `w:sectPr`, and header and footer parts. Masters that print the same share their parts;
 * the frame is one picture, however many headers show it.
 */
import {
  measureOf,
  sheetOf,
  type Backdrop,
  type Block,
  type DocLang,
  type PageMaster,
  type Section,
  type Space,
} from '../../model/index.js';
import { blocks } from './blocks.js';
import { Flow, separator, type Where } from './flow.js';
import type { DocumentParts, Media, Part } from './document-parts.js';
import { decorative, pictureGraphic, workingCopyXml } from './drawings.js';
import { frameOf } from './frames.js';
import { Relationships, type Package } from './package.js';
import { emuOfMm, twipsOfMm } from './units.js';
import { declare, xmlHead } from './xml.js';

/** Namespaces of every part that holds blocks. */
export const rootAttributes = `${declare('w', 'r', 'wp', 'a', 'pic', 'mc', 'wps', 'w14')} mc:Ignorable="w14"`;
/** Of a form: lists that grow are of Word 2013. */
export const formAttributes = `${declare('w', 'r', 'wp', 'a', 'pic', 'mc', 'wps', 'w14', 'w15')} mc:Ignorable="w14 w15"`;

/** What a page gives up at its foot, mm, since lines that people type in may grow by a hair (`style-definitions.ts`). */
const growth = 3;
/**
 * White that a page filled by shares keeps in Word, mm: its lines need not break where those of the PDF do. Faces that stand in for ours
 * are wider in Latin script, so that a line more is likely where all is English; Chinese is an em wide in any face.
 */
const reserveOf = (lang: DocLang): number => (lang === 'en' ? 18 : 8);

/**
 * Heights of the spaces of a section: as measured for the PDF, all a little less, so that the page is not too full in Word;
 * their own least height where nothing was measured.
 */
export function heightsIn(section: Section, lang: DocLang, unit: number | undefined): (space: Space) => number {
  const measured = (space: Space): number =>
    space.share === undefined || unit === undefined ? space.height : Math.max(space.height, space.share * unit);
  if (!section.master.fill || unit === undefined) return measured;
  const total = spaces(section.blocks).reduce((n, s) => n + (s.share === undefined ? 0 : measured(s)), 0);
  const scale = total === 0 ? 1 : Math.max(0.5, (total - reserveOf(lang)) / total);
  return (space) => (space.share === undefined ? space.height : measured(space) * scale);
}
const spaces = (list: readonly Block[]): Space[] =>
  list.flatMap((b) => (b.type === 'space' ? [b] : b.type === 'keep' ? spaces(b.blocks) : []));

function frameXml(master: PageMaster, part: Part): string {
  const sheet = sheetOf(master);
  const frame = frameOf(master.frame, part.context.document.theme, sheet);
  if (!frame) return '';
  const media = part.context.picture(frame.key, 'emf', 'image/x-emf', frame.bytes);
  return behindXml(media, { left: 0, top: 0, ...sheet }, { name: 'Frame', level: master.backdrops?.length ?? 0 }, part);
}
function backdropXml(backdrop: Backdrop, level: number, part: Part): string {
  const isPng = backdrop.mime === 'image/png';
  const bytes = (): Uint8Array => Buffer.from(backdrop.data, 'base64');
  return behindXml(
    part.context.picture(backdrop.data, isPng ? 'png' : 'jpeg', backdrop.mime, bytes),
    backdrop,
    { name: 'Backdrop', level },
    part,
  );
}
/** Behind the text, at a place on the sheet, over what is of a lower level, and nothing to a screen reader. */
function behindXml(
  media: Media,
  box: Pick<Backdrop, 'left' | 'top' | 'width' | 'height'>,
  { name, level }: { readonly name: string; readonly level: number },
  part: Part,
): string {
  const [w, h] = [emuOfMm(box.width), emuOfMm(box.height)];
  const id = part.context.drawingId();
  const origin = (axis: 'H' | 'V'): string =>
    `<wp:position${axis} relativeFrom="page"><wp:posOffset>${emuOfMm(axis === 'H' ? box.left : box.top)}</wp:posOffset></wp:position${axis}>`;
  return (
    `<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="${level}" behindDoc="1" locked="1" layoutInCell="0" allowOverlap="1">` +
    `<wp:simplePos x="0" y="0"/>${origin('H')}${origin('V')}<wp:extent cx="${w}" cy="${h}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>` +
    `<wp:docPr id="${id}" name="${name} ${id}">${decorative}</wp:docPr>` +
    `<wp:cNvGraphicFramePr/>${pictureGraphic(part.relationships.to('image', media.name), w, h, name.toLowerCase())}</wp:anchor></w:drawing></w:r>`
  );
}

/** Header and footer parts of a document; what prints the same is one part. */
export class Running {
  private readonly known = new Map<string, string>();

  constructor(
    private readonly context: DocumentParts,
    private readonly document: Relationships,
    private readonly pack: Package,
  ) {}

  sectionXml(master: PageMaster): string {
    const { margins } = master;
    const bottom = margins.bottom - (master.fill || master.frame !== 'none' ? 0 : growth);
    const isFirstApart = master.backdrops?.some((one) => one.firstOnly) ?? false;
    const firstHeader = master.firstHeader ?? (isFirstApart ? master.header : undefined);
    const first = firstHeader !== undefined;
    const sheet = sheetOf(master);
    const references =
      this.reference('header', 'default', master.header, master) +
      (first ? this.reference('header', 'first', firstHeader, master) : '') +
      this.reference('footer', 'default', master.footer, master) +
      (first ? this.reference('footer', 'first', master.footer, master) : '');
    return (
      `<w:sectPr>${references}<w:type w:val="nextPage"/><w:pgSz w:w="${twipsOfMm(sheet.width)}" w:h="${twipsOfMm(sheet.height)}"${master.orientation ? ' w:orient="landscape"' : ''}/>` +
      `<w:pgMar w:top="${twipsOfMm(margins.top)}" w:right="${twipsOfMm(margins.right)}" w:bottom="${twipsOfMm(bottom)}" w:left="${twipsOfMm(margins.left)}"` +
      ` w:header="${twipsOfMm(master.headerFrom)}" w:footer="${twipsOfMm(master.footerFrom)}" w:gutter="0"/>${first ? '<w:titlePg/>' : ''}</w:sectPr>`
    );
  }

  private reference(kind: 'header' | 'footer', when: 'default' | 'first', content: readonly Block[], master: PageMaster): string {
    const backdrops = kind === 'header' ? (master.backdrops ?? []).filter((one) => !one.firstOnly || when === 'first') : [];
    const behind = kind === 'header' ? [master.frame, sheetOf(master), backdrops] : [];
    const key = JSON.stringify([kind, content, measureOf({ master }), behind]);
    const target = this.known.get(key) ?? this.write(kind, content, master, backdrops);
    this.known.set(key, target);
    return `<w:${kind}Reference w:type="${when}" r:id="${this.document.to(kind, target)}"/>`;
  }

  private write(kind: 'header' | 'footer', content: readonly Block[], master: PageMaster, backdrops: readonly Backdrop[]): string {
    const relationships = new Relationships();
    const part: Part = { context: this.context, relationships, carries: 'running' };
    const where: Where = { part, width: measureOf({ master }), place: {}, whole: false, keepNext: false, height: (space) => space.height };
    const flow = new Flow();
    blocks(content, flow, where);
    if (kind === 'header') {
      const behind = backdrops.map((one, level) => backdropXml(one, level, part)).join('');
      const frame = frameXml(master, part);
      flow.paragraph(separator('', behind + frame + workingCopyXml(part, frame === '' ? 5 : 19)));
    }
    const target = `${kind}${[...this.known.values()].filter((t) => t.startsWith(kind)).length + 1}.xml`;
    const root = kind === 'header' ? 'hdr' : 'ftr';
    this.pack.add(kind, `word/${target}`, `${xmlHead}<w:${root}${rootAttributes}>${flow.end()}</w:${root}>`, relationships);
    return target;
  }
}
