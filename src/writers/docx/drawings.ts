/**
 * Pictures, QR symbols and seal places as DrawingML.
 *
 * In:  their nodes; and the mark of a working copy. Out: a drawing for a run, and its picture among the document's media. Sizes are real
 * sizes. A QR symbol
 * is a PNG of two colours, since every program that opens a DOCX shows it; a seal place is a circle behind its caption.
 */
import type { Image, QrCode, SealPlace } from '../../model/index.js';
import type { Part } from './document-parts.js';
import { modulesPng } from './png.js';
import { copyWords } from './properties.js';
import { plain } from './style-definitions.js';
import { emuOfMm } from './units.js';
import { escape } from './xml.js';

const noDistance = 'distT="0" distB="0" distL="0" distR="0"';

function inline(width: number, height: number, id: number, name: string, alt: string, graphic: string): string {
  return (
    `<wp:inline ${noDistance}><wp:extent cx="${width}" cy="${height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>` +
    `<wp:docPr id="${id}" name="${name} ${id}" descr="${escape(alt)}"/><wp:cNvGraphicFramePr/>${graphic}</wp:inline>`
  );
}

/** A picture of the package, filling `width` x `height` EMU. */
export function pictureGraphic(relationship: string, width: number, height: number, name: string): string {
  return (
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>' +
    `<pic:nvPicPr><pic:cNvPr id="0" name="${name}"/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip r:embed="${relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${width}" cy="${height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
    '</pic:pic></a:graphicData></a:graphic>'
  );
}

function picture(part: Part, media: { readonly name: string }, width: number, height: number, alt: string): string {
  const relationship = part.relationships.to('image', media.name);
  const w = emuOfMm(width);
  const h = emuOfMm(height);
  return `<w:drawing>${inline(w, h, part.context.drawingId(), 'Picture', alt, pictureGraphic(relationship, w, h, media.name.slice(6)))}</w:drawing>`;
}

export function pictureXml(image: Image, part: Part): string {
  const png = image.mime === 'image/png';
  const media = part.context.picture(image.data, png ? 'png' : 'jpeg', image.mime, () => Buffer.from(image.data, 'base64'));
  return picture(part, media, image.width, (image.width * image.pixels.height) / image.pixels.width, image.alt);
}

export function qrXml(code: QrCode, part: Part): string {
  const { colours } = part.context.document.theme;
  const ink = colours['certificate-ink'] ?? colours.ink ?? '#000000';
  const media = part.context.picture(`qr ${ink} ${code.size} ${code.modules.join(' ')}`, 'png', 'image/png', () =>
    modulesPng(code.modules, code.size, ink),
  );
  return picture(part, media, code.size, code.size, code.alt);
}

/** A dotted circle that floats behind the text, `top` mm below the top of its paragraph and `left` mm into its column. */
export function sealXml(seal: SealPlace, { left, top }: { readonly left: number; readonly top: number }, part: Part): string {
  const size = emuOfMm(seal.diameter);
  const id = part.context.drawingId();
  const colour = (part.context.document.theme.colours.seal ?? '#808080').slice(1);
  const at = (axis: 'H' | 'V', from: string, offset: number): string =>
    `<wp:position${axis} relativeFrom="${from}"><wp:posOffset>${offset}</wp:posOffset></wp:position${axis}>`;
  const shape =
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>' +
    `<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${size}" cy="${size}"/></a:xfrm><a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:noFill/>` +
    `<a:ln w="9525" cap="rnd"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill><a:prstDash val="sysDot"/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>`;
  const drawing =
    `<w:drawing><wp:anchor ${noDistance} simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>` +
    `${at('H', 'column', emuOfMm(left))}${at('V', 'paragraph', emuOfMm(top))}<wp:extent cx="${size}" cy="${size}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>` +
    `<wp:docPr id="${id}" name="Seal ${id}">${decorative}</wp:docPr><wp:cNvGraphicFramePr/>${shape}</wp:anchor></w:drawing>`;
  return `<mc:AlternateContent><mc:Choice Requires="wps">${drawing}</mc:Choice></mc:AlternateContent>`;
}

/**
 * The words that keep an editable file out of the archive: a box of its own in the middle of the page's head, `top` mm below its upper
 * edge, that moves nothing.
 */
export function workingCopyXml(part: Part, top: number): string {
  const { context } = part;
  const { lang } = context.document;
  const copy = escape(copyWords(context.document));
  const [width, height] = [emuOfMm(150), emuOfMm(5)];
  const properties = lang === 'en' ? '' : '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>';
  const words = `<w:p><w:pPr><w:pStyle w:val="${plain.workingCopy}"/></w:pPr><w:r>${properties}<w:t>${copy}</w:t></w:r></w:p>`;
  const shape =
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>' +
    `<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${width}" cy="${height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>` +
    `<wps:txbx><w:txbxContent>${words}</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/></wps:wsp></a:graphicData></a:graphic>`;
  const id = context.drawingId();
  const drawing =
    `<w:drawing><wp:anchor ${noDistance} simplePos="0" relativeHeight="2" behindDoc="0" locked="1" layoutInCell="0" allowOverlap="1"><wp:simplePos x="0" y="0"/>` +
    `<wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>${emuOfMm(top)}</wp:posOffset></wp:positionV>` +
    `<wp:extent cx="${width}" cy="${height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>` +
    `<wp:docPr id="${id}" name="Working copy ${id}" descr="${copy}"/><wp:cNvGraphicFramePr/>${shape}</wp:anchor></w:drawing>`;
  return `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${drawing}</mc:Choice></mc:AlternateContent></w:r>`;
}

/** Says that a drawing means nothing to those who do not see it. */
export const decorative =
  '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">' +
  '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>';
