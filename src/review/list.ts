/**
 * The list of comments behind a document.
 *
 * In:  the document, comments with the text that each is about. Out: the document with a section more: a row for each comment and each
 * answer, with who wrote it and when, what it is about, what it says, and whether that is settled, the text has changed or is gone.
 */
import {
  build,
  headingsOf,
  measureOf,
  type Block,
  type Cell,
  type Document,
  type Inline,
  type PageMaster,
  type Paragraph,
  type Row,
} from '../model/index.js';
import { noGlyph, withGlyphs } from '../writers/pdf/glyphs.js';
import type { Thread } from './remarks.js';
import type { Standing } from './standing.js';
import { said, typed, words } from './words.js';

export interface Listed {
  readonly thread: Thread;
  readonly label: string;
  /** Nothing where what it is about is printed no more. */
  readonly standing: Standing | undefined;
}

const text = 'cell';
/** Widths of number, name and date, text commented on: shares of the measure; what is said has the rest. */
const shares = [0.09, 0.19, 0.26] as const;
/** More of what is commented on nobody needs to find it. */
const longestAbout = 200;

/** `all`: of a PDF, in which numbers stand in the text; `gone`: of a Word file, which shows the others beside the text. */
export function withList(document: Document, listed: readonly Listed[], which: 'all' | 'gone'): Document {
  const last = document.sections.at(-1);
  if (listed.length === 0 || !last) return document;
  const master = masterOf(last.master);
  const measure = measureOf({ master });
  const own = shares.map((share) => Math.round(measure * share * 10) / 10);
  const widths = [...own, Math.round((measure - own.reduce((a, b) => a + b, 0)) * 10) / 10];
  const rows = listed.flatMap((one) => rowsOf(one, document, which));
  const title = which === 'all' ? words.title : words.unplacedTitle;
  const lang = document.lang === 'en' ? 'en' : 'zh';
  const blocks: Block[] = [
    build.heading({ level: isHeaded(document) ? 2 : 1, style: 'group', rank: 'main', lang, content: said(title, document) }),
    build.space(2),
    build.table({ style: 'schedule', indent: 0, widths, headerRows: 1, keep: 'rows', rows: [head(document), ...rows] }),
  ];
  if (JSON.stringify(rows).includes(noGlyph))
    blocks.push(build.space(2), build.paragraph({ style: 'note', rank: 'main', lang, content: said(words.noGlyph, document) }));
  return { ...document, sections: [...document.sections, { master, blocks }] };
}

/** The page of the list: that of the document, upright; without what a framed page, as of a certificate, has to be signed and sealed. */
function masterOf({ backdrops: _, firstHeader: __, orientation: ___, ...last }: PageMaster): PageMaster {
  if (last.frame === 'none') return { ...last, header: last.header.map(withoutMarks), fill: false };
  const page = build.paragraph({
    style: 'footer',
    rank: 'main',
    lang: 'en',
    content: [
      build.fill(),
      build.pageNumber({ type: 'page-number', lang: 'en' }),
      build.text(' / ', 'en'),
      build.pageNumber({ type: 'page-count', lang: 'en' }),
    ],
  });
  return { ...last, margins: plainMargins, headerFrom: 12, footerFrom: 9.5, header: [], footer: [page], frame: 'none', fill: false };
}
const plainMargins = { top: 22, right: 19, bottom: 19, left: 22 } as const;
/** The mark of the last heading before the list is none of the list. */
const withoutMarks = (block: Block): Block =>
  block.type === 'paragraph'
    ? { ...block, content: block.content.filter((one) => one.type !== 'running-heading' || one.part !== 'mark') }
    : block;
const isHeaded = (document: Document): boolean => headingsOf(document).length > 0;
const paragraph = (style: string, content: readonly Inline[]): Paragraph => {
  const first = content.find((one) => one.type === 'text');
  return build.paragraph({ style, rank: 'main', lang: first?.lang ?? 'zh', content });
};
const head = (document: Document): Row =>
  build.row({
    cells: [words.number, words.by, words.about, words.said].map((prose) =>
      build.cell({ header: 'column', blocks: [paragraph('column-head-line', said(prose, document))] }),
    ),
  });

function rowsOf({ thread, label, standing }: Listed, document: Document, which: 'all' | 'gone'): Row[] {
  const shown = (line: string): Paragraph => paragraph(text, [typed(withGlyphs(document.theme, text, line))]);
  const lines = (all: string): Paragraph[] =>
    all
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(shown);
  return thread.entries.map((entry, k) => {
    const own = k === 0 ? label : `${label}.${k}`;
    const number = build.text(own, 'en', which === 'all' && k === 0 ? { anchor: `remark-${label}`, to: `remark-at-${label}` } : {});
    const states = [
      ...(entry.isDone ? [words.done] : []),
      ...(k === 0 && !standing ? [words.gone] : []),
      ...(k === 0 && standing?.isChanged ? [words.changed] : []),
    ];
    const cells: (readonly Paragraph[])[] = [
      [paragraph('number', [number])],
      [...lines(entry.by), ...lines(dayOf(entry.on))],
      k === 0 ? lines(shortened(thread.about)) : [],
      [...lines(entry.words), ...states.map((state) => paragraph('note', said(state, document)))],
    ];
    return build.row({ cells: cells.map((blocks): Cell => build.cell({ blocks })) });
  });
}

/** As people write it; a program that says the time otherwise says nothing that can be relied on. */
const dayOf = (on = ''): string => {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(on) ?? [];
  return day === undefined || time === undefined ? '' : `${day} ${time}`;
};
function shortened(about: string): string {
  const signs = Array.from(about.trim());
  return signs.length > longestAbout ? `${signs.slice(0, longestAbout).join('')}…` : about;
}
