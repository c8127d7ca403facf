/**
 * Entries of a form, and copies of them as Word makes them: whoever clicks the sign behind an entry gets it once more.
 *
 * In:  a form of ours, the pointer of a place in the entry. Out: the markup of the entry; that of a copy, with the words typed into it.
 */
import { escaped, placesIn, type WordFile } from './edited.js';

/** The entry that holds a place: from where its control begins to where it ends. */
export function item(file: WordFile, pointer: string): { readonly from: number; readonly to: number; readonly xml: string } {
  const place = placesIn(file.carried).find(({ segment }) => segment.pointer === pointer);
  if (!place) throw new Error(`no ${pointer}`);
  const mark = file.xml.indexOf(`w:name="${place.block.name}"`);
  const sign = file.xml.lastIndexOf('<w15:repeatingSectionItem/>', mark);
  const from = file.xml.lastIndexOf('<w:sdt>', sign);
  let depth = 0;
  for (const { 0: tag, index } of file.xml.slice(from).matchAll(/<\/?w:sdt>/g)) {
    depth += tag === '<w:sdt>' ? 1 : -1;
    if (depth === 0) return { from, to: from + index + tag.length, xml: file.xml.slice(from, from + index + tag.length) };
  }
  throw new Error('not closed');
}
let ids = 900_000;
/** As Word copies it: words by the pointer behind that of the entry; those without stay, or are asked for anew. */
export function copied(
  file: WordFile,
  entry: string,
  xml: string,
  words: Readonly<Record<string, string>>,
  others: 'stay' | 'asked',
): string {
  const tails = new Map<string, string>(
    file.carried.blocks.flatMap(({ name, segments }) =>
      segments.flatMap((one, n) => (typeof one === 'string' ? [] : [[`${name ?? ''}.${n}`, one.pointer.slice(entry.length)] as const])),
    ),
  );
  return xml
    .replace(/<w:bookmark(?:Start|End)[^>]*>/g, '')
    .replace(/<w:id w:val="\d+"\/>/g, () => `<w:id w:val="${ids++}"/>`)
    .replace(
      /<w:sdt><w:sdtPr>((?:(?!<w:sdt>).)*?)<w:tag w:val="([^"]+)"\/>(.*?)<\/w:sdtPr><w:sdtContent>(.*?)<\/w:sdtContent><\/w:sdt>/g,
      (whole: string, before: string, tag: string, more: string) => {
        const said = words[tails.get(tag) ?? ''];
        const run = (text: string): string => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
        const sdt = (properties: string, content: string): string =>
          `<w:sdt><w:sdtPr>${before}<w:tag w:val="${tag}"/>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
        if (said !== undefined) return sdt(more.replace('<w:showingPlcHdr/>', ''), run(said));
        return others === 'stay' ? whole : sdt(`<w:showingPlcHdr/>${more}`, run('Click or tap here to enter text.'));
      },
    );
}
