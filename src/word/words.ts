/**
 * The words of a piece of a Word file, for telling which piece is meant.
 *
 * In:  an element. Out: its words, deleted ones too, on one line and not too long.
 */
import type { WordElement } from './xml.js';

const most = 60;

export function wordsOf(element: WordElement): string {
  let out = '';
  const visit = ({ name, text, children }: WordElement): void => {
    if (out.length > most * 2) return;
    if (name === 'w:t' || name === 'w:delText' || name === 'm:t' || name === 'a:t') out += text;
    else if (name === 'w:p' || name === 'w:tab') out += ' ';
    for (const child of children) visit(child);
  };
  visit(element);
  return shortened(out);
}
export function shortened(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > most ? `${flat.slice(0, most)}…` : flat;
}
