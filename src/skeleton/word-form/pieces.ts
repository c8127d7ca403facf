/**
 * What a line of a form is made of: words, blanks to write in, boxes to tick.
 *
 * In:  the content of a paragraph of a Word file. Out: pieces in their order. Blanks are known by what forms make them of: underlined or
 * wide white space, lines of `_`, dotted leaders, content controls and form fields, tags of template programs.
 */
import type { TextLook, WordInline } from '../../word/types.js';
import { saidIn, type Said } from './languages.js';

export type Piece =
  | { readonly is: 'words'; readonly said: Said }
  /** `hint`: the name of the control or tag it was; `shown`: what it showed. */
  | { readonly is: 'blank'; readonly mm: number; readonly hint?: string; readonly shown?: string }
  | { readonly is: 'value'; readonly mm: number; readonly print: string; readonly test: string }
  | { readonly is: 'box'; readonly checked: boolean }
  | { readonly is: 'signs'; readonly text: string }
  | { readonly is: 'gap'; readonly em: number }
  | { readonly is: 'break' }
  /** Of a template program: it repeats something, or asks whether it is there. */
  | { readonly is: 'tag'; readonly text: string }
  | { readonly is: 'right' }
  | { readonly is: 'page-number' | 'page-count' | 'page-of' };

/** Whether anything stands in it. */
export const isEmpty = (pieces: readonly Piece[]): boolean =>
  pieces.every((piece) => piece.is === 'gap' || piece.is === 'break' || piece.is === 'right' || isSpace(piece));
const isSpace = (piece: Piece): boolean => piece.is === 'signs' && piece.text.trim() === '';
export const textOfPieces = (pieces: readonly Piece[]): string =>
  pieces.map((p) => (p.is === 'words' ? (p.said.zh ?? p.said.en ?? '') : p.is === 'signs' ? p.text : '')).join('');

/** Before it is known what white space means; `em`: its width. */
type Atom =
  | Exclude<Piece, { readonly is: 'words' | 'signs' }>
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'white'; readonly em: number };

/** Characters of a line to write on, and of a dotted leader. */
const writing = /([_＿]{2,}|[.．·]{6,}|…{2,}|⋯{2,}|\{\{?[#/^]?[\w.\- ]{1,60}\}?\}|«[^«»]{1,60}»)/;
const isWriting = /^(?:[_＿]{2,}|[.．·]{6,}|…{2,}|⋯{2,})$/;
const white = /([ \t\u00a0\u2000-\u200a\u3000]+)/;

const emIn = (text: string): number =>
  [...text].reduce((sum, c) => sum + (c === '\u3000' || c === '…' || c === '⋯' || c > '\u2e7f' ? 1 : 0.5), 0);
const mmOf = (em: number, size: number): number => em * size * 0.3528;
/** From this width on, white space was made to write in, or to hold two things apart. */
const wide = 1.5;

function atomsOf(content: readonly WordInline[], isRunning: boolean): Atom[] {
  return content.flatMap((one): Atom[] => {
    switch (one.type) {
      case 'text':
        return one.look.underline && /[\s\u00a0]{2}/.test(one.value) ? underlined(one.value, one.look) : plain(one.value, one.look);
      case 'tab':
        if (one.leader) return [{ is: 'blank', mm: 40 }];
        if (isRunning && one.to !== 'left') return [{ is: 'right' }];
        return one.look.underline ? [{ is: 'blank', mm: 15 }] : [{ is: 'white', em: 3 }];
      case 'break':
        return one.of === 'line' ? [{ is: 'break' }] : [];
      case 'box':
        return [{ is: 'box', checked: one.checked }];
      case 'control': {
        const shown = textIn(one.content);
        if (one.kind === 'picture' || (one.kind === 'rich' && !one.isPlaceholder)) return atomsOf(one.content, isRunning);
        const hint = one.alias ?? one.tag;
        const choices = one.choices.filter((c) => c !== '').join(' / ');
        return [
          {
            is: 'blank',
            mm: Math.min(90, Math.max(25, mmOf(emIn(shown), 10.5))),
            ...(hint === undefined ? {} : { hint }),
            ...(choices !== '' ? { shown: choices } : shown.trim() === '' || one.isPlaceholder ? {} : { shown: shown.trim() }),
          },
        ];
      }
      case 'field':
        return fieldAtoms(one.instruction, one.content, isRunning);
      default:
        return [];
    }
  });
}

function fieldAtoms(instruction: string, content: readonly WordInline[], isRunning: boolean): Atom[] {
  const [name = '', argument] = instruction.split(/\s+/);
  switch (name.toUpperCase()) {
    case 'PAGE':
      return [{ is: 'page-number' }];
    case 'NUMPAGES':
    case 'SECTIONPAGES':
      return [{ is: 'page-count' }];
    case 'MERGEFIELD':
      return [{ is: 'blank', mm: 40, ...(argument === undefined ? {} : { hint: argument.replace(/"/g, '') }) }];
    default:
      return atomsOf(content, isRunning);
  }
}

/** Words on a line stay words; the white around them was the room to write in. */
const underlined = (text: string, { size }: TextLook): Atom[] =>
  text.split(white).flatMap((part, i): Atom[] => {
    if (part === '') return [];
    if (i % 2 === 0) return [{ is: 'text', text: part }];
    return emIn(part) >= 1 ? [{ is: 'blank', mm: mmOf(emIn(part), size) }] : [{ is: 'text', text: ' ' }];
  });

const plain = (text: string, { size }: TextLook): Atom[] =>
  text.split(writing).flatMap((part, i): Atom[] => {
    if (part === '') return [];
    if (i % 2 === 1) {
      if (isWriting.test(part)) return [{ is: 'blank', mm: mmOf(emIn(part), size) }];
      if (/^\{\{?[#/^]/.test(part)) return [{ is: 'tag', text: part.replace(/[{}]/g, '').trim() }];
      const hint = part.replace(/[{}«»]/g, '').trim();
      return hint === '' ? [] : [{ is: 'blank', mm: 40, hint }];
    }
    return part.split(date).flatMap((piece, d, all): Atom[] => {
      if (d % 2 === 1) return dateAtoms(piece, size);
      const words = all[d + 1] === undefined ? piece : piece.trimEnd();
      return [...whiteAtoms(words), ...(words === piece ? [] : [blankOf(piece.slice(words.length), size)])];
    });
  });

const whiteAtoms = (text: string): Atom[] =>
  text.split(white).flatMap((word, k): Atom[] => {
    if (word === '') return [];
    if (k % 2 === 0) return [{ is: 'text', text: word }];
    return emIn(word) >= wide ? [{ is: 'white', em: emIn(word) }] : [{ is: 'text', text: ' ' }];
  });
/** `  年  月  日`, however little white there is between. */
const date = /(年[ \u3000\u00a0]+月[ \u3000\u00a0]+日)/;
const dateAtoms = (text: string, size: number): Atom[] =>
  text.split(/([年月日])/).flatMap((part, i): Atom[] => {
    if (i % 2 === 1) return [{ is: 'text', text: part }];
    return part === '' ? [] : [blankOf(part, size)];
  });
/** Two figures of a hand need 8 mm. */
const blankOf = (space: string, size: number): Atom => ({ is: 'blank', mm: Math.max(8, mmOf(emIn(space), size)) });

const textIn = (content: readonly WordInline[]): string =>
  content
    .map((one) => (one.type === 'text' ? one.value : one.type === 'control' || one.type === 'field' ? textIn(one.content) : ''))
    .join('');

/** `isRunning`: in a header or footer, where a tab leads to the right edge. */
export function piecesOf(content: readonly WordInline[], isRunning = false): Piece[] {
  const joined = joinedAtoms(atomsOf(content, isRunning));
  const out: Piece[] = [];
  joined.forEach((atom, i) => {
    if (atom.is === 'text') out.push(...wordsIn(atom.text));
    else if (atom.is === 'white') {
      const before = joined[i - 1];
      const next = joined[i + 1];
      if (!before || (!next && !endsOpen(before))) return;
      if (endsOpen(before) || (next?.is === 'text' && atom.em >= 1 && /^\s*[年月日号]/.test(next.text) && !isLongText(next.text)))
        out.push({ is: 'blank', mm: Math.round(Math.min(120, mmOf(atom.em, 10.5))) });
      else if (next) out.push({ is: 'gap', em: Math.min(4, atom.em) });
    } else if (atom.is === 'blank') out.push({ ...atom, mm: Math.max(5, Math.round(Math.min(120, atom.mm))) });
    else out.push(atom);
  });
  while (out.length > 0 && isEmpty(out.slice(-1))) out.pop();
  while (out.length > 0 && isEmpty(out.slice(0, 1)) && out[0]?.is !== 'right') out.shift();
  return tickedWords(withoutSpaces(out));
}
/** Spaces stay beside Latin letters; between boxes, and beside Chinese ones and wide signs, the layout knows them. */
function withoutSpaces(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, i): Piece[] => {
    if (piece.is !== 'signs') return [piece];
    if (!isSpace(piece)) return [{ is: 'signs', text: /[：；，。、）】]\s*$/.test(piece.text) ? piece.text.trimEnd() : piece.text }];
    const [before, after] = [pieces[i - 1], pieces[i + 1]];
    if (!before || !after || [before, after].some(({ is }) => is === 'box' || is === 'gap' || is === 'break' || is === 'right')) return [];
    const isLatin = (one: Piece, edge: RegExp): boolean => one.is === 'words' && edge.test(one.said.zh ?? one.said.en ?? '');
    return isLatin(before, /[\w.,)]$/) || isLatin(after, /^[\w(]/) ? [{ is: 'signs', text: ' ' }] : [];
  });
}
/** “日” and “日期：” begin alike: a unit stands alone or before more white space. */
const isLongText = (text: string): boolean => /^\s*[年月日号]\p{Script=Han}/u.test(text);
const endsOpen = (atom: Atom): boolean => atom.is === 'text' && /[:：(（]\s*$/.test(atom.text);

function joinedAtoms(atoms: readonly Atom[]): Atom[] {
  const out: Atom[] = [];
  for (const atom of atoms) {
    const last = out.at(-1);
    if (atom.is === 'text' && last?.is === 'text') out[out.length - 1] = { is: 'text', text: last.text + atom.text };
    else if (atom.is === 'white' && last?.is === 'white') out[out.length - 1] = { is: 'white', em: last.em + atom.em };
    else if (atom.is === 'blank' && last?.is === 'blank' && atom.hint === undefined && last.hint === undefined)
      out[out.length - 1] = { ...last, mm: last.mm + atom.mm };
    // White space beside a line to write on is part of it.
    else if (atom.is === 'white' && last?.is === 'blank' && atom.em < 4) continue;
    else if (atom.is === 'text' && atom.text.trim() === '' && last?.is === 'blank') continue;
    else if (atom.is === 'blank' && last?.is === 'white' && out.length === 1) out[0] = atom;
    else out.push(atom);
  }
  return out;
}

/** Words, without the signs around them, which are the same in all languages; of what has no letter only signs are left. */
function wordsIn(text: string): Piece[] {
  const flat = text.replace(/\s+/g, ' ');
  if (!/\p{L}/u.test(flat)) return [{ is: 'signs', text: flat }];
  const letters = [...flat];
  const start = letters.findIndex((c) => !/[\s)）\]】、,，;；.。/／:：]/.test(c));
  const end = letters.findLastIndex((c) => !/[\s:：(（[【]/.test(c)) + 1;
  const [before, words, after] = [letters.slice(0, start), letters.slice(start, end), letters.slice(end)].map((part) => part.join(''));
  return [
    ...(before ? [{ is: 'signs', text: before } as const] : []),
    { is: 'words', said: saidIn(words ?? '') },
    ...(after ? [{ is: 'signs', text: after } as const] : []),
  ];
}

/** `√是 □否`: a tick before a word is a ticked box where the line has boxes. */
function tickedWords(pieces: readonly Piece[]): Piece[] {
  if (!pieces.some(({ is }) => is === 'box')) return [...pieces];
  return pieces.flatMap((piece): Piece[] => {
    const text = piece.is === 'words' ? (piece.said.zh ?? piece.said.en ?? '') : piece.is === 'signs' ? piece.text : '';
    if (!/^[√✓✔]/.test(text)) return [piece];
    const rest = text.slice(1).trim();
    return [{ is: 'box', checked: true }, ...(rest === '' ? [] : wordsIn(rest))];
  });
}
