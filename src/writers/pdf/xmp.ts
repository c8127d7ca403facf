/**
 * The XMP packet of a PDF/A-3a file, saying that it is PDF/UA-1 too.
 *
 * In:  the packet that the engine wrote. Out: the packet with the part of PDF/UA, and the description of that property
 * which PDF/A demands of every schema it does not know.
 */
import { UnknownShape } from './classic-file.js';

const uri = 'http://www.aiim.org/pdfua/ns/id/';
const schema =
  '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>' +
  `<pdfaSchema:namespaceURI>${uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>` +
  '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>' +
  '<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>' +
  '<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>';

export const saysUa = (xmp: string): boolean => xmp.includes('<pdfuaid:part>1</pdfuaid:part>');

export function withUaMetadata(xmp: string): string {
  const out = xmp
    .replace('</rdf:Bag></pdfaExtension:schemas>', `${schema}</rdf:Bag></pdfaExtension:schemas>`)
    .replace('</rdf:Description>', `<pdfuaid:part xmlns:pdfuaid="${uri}">1</pdfuaid:part></rdf:Description>`);
  if (!out.includes(schema) || !out.includes('<pdfuaid:part')) throw new UnknownShape('metadata of another shape');
  return out;
}
