/**
 * Characters that no face of the theme can show, found before layout.
 *
 * In:  a document. Out: a diagnostic for each such character and place. The engine would refuse the whole file over one
 * character without saying where the record has it; this says both.
 */
import type { Diagnostic } from '../../diagnostics/index.js';
import { formOf, inlinesOf, walk, type Block, type Document, type Inline, type Rank, type Text, type Theme } from '../../model/index.js';
import { charactersOf, shows } from './faces.js';

/** White space, signs for line breaking that the writer resolves, and variation selectors: they need no glyph. */
const invisible = /^[\u0020\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u00ad\u200b\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;

export function missingGlyphs(document: Document): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const text = (run: Text, style: string, rank: Rank): void => {
    const form = formOf(document.theme, style, rank);
    const c = run.style === undefined ? undefined : document.theme.characters[run.style];
    const characters = charactersOf(document.theme, {
      face: c?.face ?? form.face,
      weight: c?.weight ?? form.weight,
      italic: c?.italic ?? form.italic,
    });
    for (const character of run.value) {
      const codePoint = character.codePointAt(0) ?? 0;
      if (shows(characters, codePoint) || invisible.test(character)) continue;
      const diagnostic = missing(character, codePoint, run);
      found.set(JSON.stringify([codePoint, diagnostic.place]), diagnostic);
    }
  };
  const inlines = (list: readonly Inline[], style: string, rank: Rank): void => {
    for (const i of list) if (i.type === 'text') text(i, style, rank);
  };
  const visit = (block: Block): void => {
    if (block.type === 'paragraph' || block.type === 'heading') inlines(inlinesOf(block), block.style, block.rank);
  };
  const around = { cells: [], rows: [] };
  for (const { master, blocks } of document.sections) {
    for (const list of [master.header, master.firstHeader ?? [], master.footer, blocks]) walk(list, around, visit);
  }
  return [...found.values()];
}

/** A text with a box for each character that a style has no glyph for: words that nobody can be asked to change. */
export function withGlyphs(theme: Theme, style: string, value: string): string {
  const { face, weight, italic } = formOf(theme, style, 'main');
  const characters = charactersOf(theme, { face, weight, italic });
  return Array.from(value, (c) => (shows(characters, c.codePointAt(0) ?? 0) || invisible.test(c) ? c : noGlyph)).join('');
}
export const noGlyph = '□';

function missing(character: string, codePoint: number, run: Text): Diagnostic {
  const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  // What cannot be seen is not quoted.
  const shown = /[\p{C}\p{Z}\p{M}]/u.test(character) ? name : `“${character}” (${name})`;
  const record = run.origin?.record?.[0];
  const template = run.origin?.template;
  return {
    code: 'glyph-missing',
    severity: 'error',
    message: {
      zh: `没有字体能显示字符${shown}，它在“${shorten(run.value)}”中`,
      en: `no font has the character ${shown}, in “${shorten(run.value)}”`,
    },
    ...(record ? { place: record } : template ? { place: template } : {}),
  };
}
const shorten = (s: string): string => ([...s].length > 30 ? `${[...s].slice(0, 29).join('')}…` : s);
