/**
 * What a DOCX says about itself: settings and properties.
 *
 * In:  the document's `Meta`. Out: `settings.xml`, `core.xml`, `app.xml`, `custom.xml`. The only date is the document's own.
 * A DOCX can be edited and is never archived: it says so in its content status and in a property of its own.
 */
import { carriedNamespace, carriedPartId, type Property } from '../../carried/index.js';
import { forReview, type DocLang, type Document } from '../../model/index.js';
import { declare, escape, escapeContent, xmlHead } from './xml.js';

const workingCopy: Readonly<Record<DocLang, string>> = {
  zh: '工作副本，不作归档',
  en: 'Working copy, not for the archive',
  'zh-en': '工作副本，不作归档 Working copy, not for the archive',
};
/** What a DOCX calls itself, on every page and in its properties; in the document's languages. */
export const copyWords = ({ lang, remarks }: Pick<Document, 'lang' | 'remarks'>): string => (remarks ? forReview : workingCopy)[lang];

export function settingsXml(): string {
  const compat = (name: string, value: string): string =>
    `<w:compatSetting w:name="${name}" w:uri="http://schemas.microsoft.com/office/word" w:val="${value}"/>`;
  return (
    `${xmlHead}<w:settings${declare('w')}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>` +
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>' +
    compat('compatibilityMode', '15') +
    compat('overrideTableStyleFontSizeAndJustification', '1') +
    compat('enableOpenTypeFeatures', '1') +
    compat('doNotFlipMirrorIndents', '1') +
    compat('differentiateMultirowTableHeaders', '1') +
    '</w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/>' +
    // Word would halve the resolution of a QR symbol when it saves.
    '<w:doNotAutoCompressPictures/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
  );
}

export function coreXml(document: Document): string {
  const { meta, lang, lead } = document;
  const at = `${meta.date}T00:00:00Z`;
  const one = (tag: string, value: string): string => (value === '' ? '' : `<${tag}>${escape(value)}</${tag}>`);
  return (
    `${xmlHead}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    one('dc:title', meta.title) +
    one('dc:subject', meta.subject) +
    one('dc:creator', meta.author) +
    one('cp:keywords', meta.keywords.join(', ')) +
    one('cp:lastModifiedBy', meta.author) +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified>` +
    one('cp:category', meta.kind) +
    one('cp:contentStatus', copyWords(document)) +
    one('dc:identifier', meta.number) +
    one('dc:language', lang === 'en' || lead === 'en' ? 'en-GB' : 'zh-CN') +
    `${one('cp:version', meta.version)}</cp:coreProperties>`
  );
}

export const appXml = (): string =>
  `${xmlHead}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>certpress</Application></Properties>`;

/** `carried`: what the file says of itself, cut into strings. */
export function customXml(document: Document, carried: readonly Property[] = []): string {
  const { meta } = document;
  const values: readonly (readonly [string, string])[] = [
    ['Document status', copyWords(document)],
    ['Document kind', meta.kind],
    ['Document number', meta.number],
    ['Document version', meta.version],
    ...carried.map(({ name, value }) => [name, value] as const),
  ];
  const one = ([name, value]: readonly [string, string], i: number): string =>
    `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${i + 2}" name="${name}"><vt:lpwstr>${escape(value)}</vt:lpwstr></property>`;
  return (
    `${xmlHead}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"` +
    ` xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${values.map(one).join('')}</Properties>`
  );
}

/** What the file says of itself, as a part that anyone can read. */
export const dataXml = (json: string): string => `${xmlHead}<carried xmlns="${carriedNamespace}">${escapeContent(json)}</carried>`;
export const dataPropertiesXml = (): string =>
  `${xmlHead}<ds:datastoreItem ds:itemID="${carriedPartId}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">` +
  `<ds:schemaRefs><ds:schemaRef ds:uri="${carriedNamespace}"/></ds:schemaRefs></ds:datastoreItem>`;
