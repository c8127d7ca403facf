/**
 * Remarks of reviewers as Word's own comments.
 *
 * In:  the remarks of a copy for review, and the text that they are about. Out: the two parts that hold comments, what answers what and
 * what is settled; and marks around the text. The id of a comment is the index of its remark. A remark that stands nowhere in the text is
 * no comment: Word shows none without a place.
 */
import type { Document, Remark, Text } from '../../model/index.js';
import { declare, escape, xmlHead } from './xml.js';

/** How long Word lets a name and its initials be. */
const longestName = 255;
const longestInitials = 9;

/** Word tells comments by the last paragraph of each: below 0x80000000, and not 0. */
const paragraphId = (remark: number): string => (remark + 1).toString(16).toUpperCase().padStart(8, '0');

/** Of a date that Word reads; any other is left out. */
function dateOf({ on = '' }: Remark): string {
  const isRead = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?$/.test(on) && !Number.isNaN(Date.parse(on));
  return isRead ? ` w:date="${on}"` : '';
}
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = words.length > 1 ? words.map((word) => [...word][0] ?? '') : [...(words[0] ?? '')].slice(0, 2);
  return letters.join('').slice(0, longestInitials);
}

function commentXml(remark: Remark, id: number): string {
  const by = remark.by.slice(0, longestName);
  const lines = remark.words.split('\n');
  const paragraph = (line: string, i: number): string =>
    `<w:p${i === lines.length - 1 ? ` w14:paraId="${paragraphId(id)}"` : ''}>` +
    `<w:r><w:t xml:space="preserve">${escape(line.replaceAll('\t', ' '))}</w:t></w:r></w:p>`;
  return (
    `<w:comment w:id="${id}" w:author="${escape(by)}"${dateOf(remark)} w:initials="${escape(initialsOf(by))}">` +
    `${lines.map(paragraph).join('')}</w:comment>`
  );
}

export type Commented = readonly { readonly id: number; readonly remark: Remark }[];
/** Those that stand in the text of a document. */
export const commentedIn = ({ remarks = [] }: Document): Commented =>
  remarks.flatMap((remark, id) => (remark.stands ? [{ id, remark }] : []));

export const commentsXml = (list: Commented): string =>
  `${xmlHead}<w:comments${declare('w', 'mc', 'w14')} mc:Ignorable="w14">${list.map(({ id, remark }) => commentXml(remark, id)).join('')}</w:comments>`;

export function commentsExtendedXml(list: Commented): string {
  const known = new Set(list.map(({ id }) => id));
  const one = ({ id, remark: { answers, isDone } }: Commented[number]): string => {
    const parent = answers !== undefined && known.has(answers) ? ` w15:paraIdParent="${paragraphId(answers)}"` : '';
    return `<w15:commentEx w15:paraId="${paragraphId(id)}"${parent} w15:done="${isDone ? 1 : 0}"/>`;
  };
  return `${xmlHead}<w15:commentsEx${declare('mc', 'w15')} mc:Ignorable="w15">${list.map(one).join('')}</w15:commentsEx>`;
}

/** The run of a text with the marks of the remarks that begin before it and end behind it. */
export function remarked({ remarks }: Text, run: string): string {
  if (!remarks) return run;
  const begin = remarks.begin.map((id) => `<w:commentRangeStart w:id="${id}"/>`).join('');
  const end = remarks.end.map((id) => `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`).join('');
  return begin + run + end;
}
