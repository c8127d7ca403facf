/**
 * A document with comments beside its text: a copy for review.
 *
 * In:  a composed document, comments in threads, which text each is about. Out: two models that say at the head of each page what they are.
 * Of the Word file: the text as it is, with remarks that Word shows as its own comments, and a list of those alone that stand nowhere. Of
 * the PDF: a number in brackets behind each text that is commented on, and the list of all, each linked with the other.
 */
import { build, formOf, forReview, type Block, type Document, type Inline, type Remark, type Text } from '../model/index.js';
import { withList, type Listed } from './list.js';
import { withTexts } from './map-text.js';
import type { Thread } from './remarks.js';
import type { PrintedTexts, Standing } from './standing.js';
import { copyLine } from './words.js';

export function besides(
  document: Document,
  threads: readonly Thread[],
  printed: PrintedTexts,
): { readonly docx: Document; readonly pdf: Document } {
  const listed: Listed[] = threads.map((thread, i) => ({ thread, label: String(i + 1), standing: printed.of(thread) }));
  const remarks: Remark[] = [];
  const marks = new Map<Text, Mark[]>();
  for (const { thread, label, standing } of listed) {
    const first = remarks.length;
    thread.entries.forEach(({ by, on, words, isDone }, k) => {
      const more = { ...(on === undefined ? {} : { on }), ...(k === 0 ? {} : { answers: first }) };
      remarks.push({ label: k === 0 ? label : `${label}.${k}`, by, words, isDone, stands: standing !== undefined, ...more });
    });
    if (!standing) continue;
    const ids = thread.entries.map((_, k) => first + k);
    marks.set(standing.text, [...(marks.get(standing.text) ?? []), { ...standing, label, ids }]);
  }
  const { lang, meta } = document;
  const named = { ...document, meta: { ...meta, title: `${meta.title} · ${forReview[lang]}` } };
  const cut = (told: Parameters<typeof pieces>[2]) => (text: Text) => pieces(text, marks.get(text) ?? [], told);
  const docx = withTexts(
    { ...named, remarks },
    cut((piece) => [piece]),
  );
  const pdf = withTexts(withLooks(named), cut(withNumbers));
  return {
    docx: withList(
      docx,
      listed.filter(({ standing }) => !standing),
      'gone',
    ),
    pdf: withLine(withList(pdf, listed, 'all')),
  };
}

interface Mark extends Standing {
  readonly label: string;
  /** The indices of its remarks. */
  readonly ids: readonly number[];
}

/** A text cut where comments begin and end. One that links lead to or from stays whole. */
function pieces(text: Text, marks: readonly Mark[], told: (piece: Text, ended: readonly Mark[]) => readonly Inline[]): readonly Inline[] {
  if (marks.length === 0) return [text];
  const whole = text.anchor !== undefined || text.to !== undefined;
  const bounds = marks.map((mark) => (whole ? { mark, from: 0, to: text.value.length } : { mark, from: mark.from, to: mark.to }));
  const cuts = [...new Set([0, text.value.length, ...bounds.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return cuts.slice(1).flatMap((end, i) => {
    const start = cuts[i] ?? 0;
    const begun = bounds.filter(({ from }) => from === start).flatMap(({ mark }) => mark.ids);
    const ended = bounds.filter(({ to }) => to === end);
    const remarks = { begin: begun, end: ended.flatMap(({ mark }) => mark.ids) };
    const piece = { ...text, value: text.value.slice(start, end) };
    const isMarked = begun.length + ended.length > 0;
    return told(
      isMarked ? { ...piece, remarks } : piece,
      ended.map(({ mark }) => mark),
    );
  });
}
function withNumbers({ remarks: _, ...piece }: Text, ended: readonly Mark[]): readonly Inline[] {
  const numbers = ended.map(({ label }) =>
    build.text(`[${label}]`, 'en', { style: markStyle, anchor: `remark-at-${label}`, to: `remark-${label}` }),
  );
  return [piece, ...numbers];
}

const markStyle = 'review-mark';
const lineStyle = 'review-line';
/** Looks that only copies for review have, in the colours of the house. */
function withLooks(document: Document): Document {
  const { theme } = document;
  const { main } = theme.styles['footer'] ?? {};
  if (!main) return document;
  const line = {
    name: 'Review Line',
    main: { ...main, align: 'centre' as const, weight: 600 as const, colour: 'accent' },
    pair: 'line' as const,
    gap: 0.5,
    markMm: 0,
  };
  const mark = { name: 'Review Mark', face: 'sans' as const, size: 7.5, weight: 600 as const, colour: 'accent' };
  return {
    ...document,
    theme: { ...theme, styles: { ...theme.styles, [lineStyle]: line }, characters: { ...theme.characters, [markStyle]: mark } },
  };
}

/** How far from the edge of the paper the line stands, mm: as in the Word file, within a frame where the page has one. */
const lineFrom = { plain: 5, framed: 19 } as const;
function withLine(document: Document): Document {
  const line = build.paragraph({ style: lineStyle, rank: 'main', lang: 'zh', content: copyLine(document) });
  const lineMm = (formOf(document.theme, lineStyle, 'main').pitch * 25.4) / 72;
  const sections = document.sections.map((section) => {
    const { master } = section;
    const from = master.frame === 'none' ? lineFrom.plain : lineFrom.framed;
    const above = (header: readonly Block[]): readonly Block[] =>
      header.length === 0 ? [line] : [line, build.space(Math.max(0, master.headerFrom - from - lineMm)), ...header];
    return {
      ...section,
      master: {
        ...master,
        headerFrom: from,
        header: above(master.header),
        ...(master.firstHeader ? { firstHeader: above(master.firstHeader) } : {}),
      },
    };
  });
  return { ...document, sections };
}
