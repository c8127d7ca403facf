/**
 * Long text in two languages, set block by block: Chinese paragraph, English paragraph, and so on.
 *
 * In:  `LongText` and its setting. Out: blocks. The two languages must have the same blocks, list items and table dimensions:
 * where they differ is reported at the block, since no one could say which English belongs to which Chinese.
 */
import { placeOf, blockScalarOf } from '../../files/tracked.js';
import {
  build,
  keptWhereLow,
  type Block,
  type Inline,
  type Lang,
  type List,
  type Origin,
  type Paragraph,
  type Rank,
  type RecordPlace,
} from '../../model/index.js';
import { lostWords } from '../long-text/kept-words.js';
import { parseLong } from '../long-text/parse.js';
import type { LongBlock, LongList, Span } from '../long-text/types.js';
import { valueProblem } from '../problem.js';
import type { Print } from '../layout-run.js';
import { englishPunctuation, protect } from '../typography.js';
import type { LongText } from '../values.js';
import { widthsByContent } from './column-widths.js';
import { langOf, type Run } from './inline.js';
import { paragraphsOf } from './paragraphs.js';
import { originAt, type Building, type Setting } from './setting.js';

type Both = { readonly zh?: LongBlock | undefined; readonly en?: LongBlock | undefined };
interface Work {
  readonly building: Building;
  readonly setting: Setting;
  readonly print: Print;
  readonly text: LongText;
}

export function longTextBlocks(print: Print, text: LongText, building: Building, setting: Setting): Block[] {
  const work: Work = { building, setting, print, text };
  const zh = building.lang === 'en' && text.en !== undefined ? undefined : blocksIn(work, 'zh');
  const en = building.lang === 'zh' || text.en === undefined ? undefined : blocksIn(work, 'en');
  const pairs = zh && en ? paired(work, zh, en) : (zh ?? en ?? []).map((b): Both => (zh ? { zh: b } : { en: b }));
  return pairs.flatMap((pair) => blockOf(work, pair));
}

/** The line of a block in the record: exact in a `|` block; elsewhere that of the value. */
function placeAt(value: unknown, line: number): RecordPlace | undefined {
  const place = placeOf(value);
  return place && blockScalarOf(value) === 'literal' ? { ...place, line: place.line + line } : place;
}
const sourceOf = (work: Work, lang: Lang): unknown => (lang === 'zh' ? work.text.zhFrom : (work.text.enFrom ?? work.text.zhFrom));
const placesAt = (work: Work, lang: Lang, line: number): RecordPlace[] => {
  const place = placeAt(sourceOf(work, lang), line);
  return place ? [place] : [];
};

function blocksIn(work: Work, lang: Lang): readonly LongBlock[] {
  const text = (lang === 'zh' ? work.text.zh : work.text.en) ?? '';
  const { blocks, refused } = parseLong(text, lang);
  for (const r of refused) {
    work.building.diagnostics.push(
      valueProblem('markdown-not-allowed', placesAt(work, lang, r.line), work.print.at, r.zh, r.en, {
        help: { zh: r.helpZh, en: r.helpEn },
      }),
    );
  }
  const lost = refused.length > 0 ? undefined : lostWords(text, blocks);
  if (lost) {
    work.building.diagnostics.push(
      valueProblem(
        'words-lost',
        placesAt(work, lang, lost.line),
        work.print.at,
        `记录写的是“${lost.said}”，排出的却是“${lost.made}”`,
        `the record says “${lost.said}”, what was set says “${lost.made}”`,
      ),
    );
  }
  return blocks;
}

// ---- the same shape ------------------------------------------------------------------------------------------------------

function paired(work: Work, zh: readonly LongBlock[], en: readonly LongBlock[]): Both[] {
  const differ = (z: LongBlock | undefined, e: LongBlock | undefined, zhSays: string, enSays: string): false => {
    const at = z ? placesAt(work, 'zh', z.line) : placesAt(work, 'en', e?.line ?? 1);
    const other = z && e ? placesAt(work, 'en', e.line) : [];
    work.building.diagnostics.push(
      valueProblem(
        'languages-differ',
        [...at, ...other],
        work.print.at,
        `中文和英文的结构不同：${zhSays}`,
        `Chinese and English differ in structure: ${enSays}`,
      ),
    );
    return false;
  };
  const kinds = { paragraph: ['段落', 'a paragraph'], list: ['列表', 'a list'], table: ['表格', 'a table'] } as const;
  const alike = (zs: readonly LongBlock[], es: readonly LongBlock[]): boolean => {
    for (let i = 0; i < Math.max(zs.length, es.length); i++) {
      const z = zs[i];
      const e = es[i];
      if (!z || !e) {
        const one = z ?? e;
        const kind = one ? kinds[one.type] : kinds.paragraph;
        return differ(
          z,
          e,
          `${z ? '英文' : '中文'}少了${kind[0]}（第 ${i + 1} 块）`,
          `the ${z ? 'English' : 'Chinese'} lacks ${kind[1]} (block ${i + 1})`,
        );
      }
      if (z.type !== e.type || (z.type === 'list' && e.type === 'list' && !sameNumbers(z, e))) {
        return differ(
          z,
          e,
          `中文是${kinds[z.type][0]}，英文是${kinds[e.type][0]}${z.type === e.type ? '（编号不同）' : ''}`,
          `Chinese has ${kinds[z.type][1]}, English ${kinds[e.type][1]}${z.type === e.type ? ' (numbered and not)' : ''}`,
        );
      }
      if (z.type === 'list' && e.type === 'list') {
        if (z.items.length !== e.items.length)
          return differ(
            z,
            e,
            `列表有 ${z.items.length} 项和 ${e.items.length} 项`,
            `lists of ${z.items.length} and ${e.items.length} items`,
          );
        if (!z.items.every((item, k) => alike(item, e.items[k] ?? []))) return false;
      }
      if (z.type === 'table' && e.type === 'table') {
        const size = (t: typeof z): string => `${t.rows.length} × ${Math.max(...t.rows.map((r) => r.length))}`;
        if (size(z) !== size(e)) return differ(z, e, `表格是 ${size(z)} 和 ${size(e)}`, `tables of ${size(z)} and ${size(e)}`);
      }
    }
    return true;
  };
  alike(zh, en);
  return Array.from({ length: Math.max(zh.length, en.length) }, (_, i) => ({
    zh: zh[i],
    en: en[i]?.type === zh[i]?.type || !zh[i] ? en[i] : undefined,
  }));
}

// ---- setting -------------------------------------------------------------------------------------------------------------

function blockOf(work: Work, { zh, en }: Both): Block[] {
  const one = zh ?? en;
  if (!one) return [];
  const at = work.print.at;
  if (one.type === 'paragraph') {
    const run = runOf(
      work,
      zh?.type === 'paragraph' ? { spans: zh.spans, line: zh.line } : undefined,
      en?.type === 'paragraph' ? { spans: en.spans, line: en.line } : undefined,
    );
    return paragraphsOf([run], work.setting.style, work.building, at);
  }
  if (one.type === 'list') {
    const [z, e] = [zh?.type === 'list' ? zh : undefined, en?.type === 'list' ? en : undefined];
    // One language after the other, where the layout wants it so.
    if (work.building.stacked && z && e && !sameText(z, e)) {
      const [main, second]: [Rank, Rank] = work.building.lead === 'zh' ? ['main', 'second'] : ['second', 'main'];
      const both = [listOf(work, z, undefined, main), listOf(work, undefined, e, second)];
      return (main === 'main' ? both : both.reverse()).flat();
    }
    return listOf(work, z, e, 'main');
  }
  return tableOf(work, zh?.type === 'table' ? zh : undefined, en?.type === 'table' ? en : undefined);
}

const sameNumbers = (a: LongList, b: LongList): boolean => a.ordered === b.ordered && a.start === b.start && a.sign === b.sign;
const sameText = (a: LongBlock | undefined, b: LongBlock | undefined): boolean =>
  JSON.stringify(a, hideLines) === JSON.stringify(b, hideLines);
const hideLines = (key: string, value: unknown): unknown => (key === 'line' ? undefined : value);

interface Said {
  readonly spans: readonly Span[];
  readonly line: number;
}
function inlinesOf(work: Work, said: Said | undefined, lang: Lang): Inline[] {
  if (!said) return [];
  const { characters } = work.building.theme;
  const origin: Origin = originAt(work.print.at, placesAt(work, lang, said.line));
  // The language is that of the paragraph: a quotation mark alone does not know what it quotes.
  const spoken = langOf(plainText(said.spans), lang);
  return said.spans.flatMap((span): Inline[] => {
    const text = protect(span.text.replace(/[\t\n\r]/g, ' '));
    if (text === '') return [];
    const style = span.style !== undefined && Object.hasOwn(characters, span.style) ? { style: span.style } : {};
    return [build.text(text, spoken, { ...style, origin })];
  });
}
const plainText = (spans: readonly Span[]): string => spans.map((s) => s.text).join('');
/** Codes, figures and dates that differ by the form of their brackets alone are said once. */
const sameSigns = (zh: Said, en: Said): boolean => {
  const [z, e] = [plainText(zh.spans), plainText(en.spans)];
  return !/[\p{L}]{4}|\p{Script=Han}/u.test(z) && englishPunctuation(z).replace(/\s/g, '') === e.replace(/\s/g, '');
};
const sameWords = (zh: Said, en: Said): boolean =>
  sameSigns(zh, en) || (zh.spans.length === en.spans.length && zh.spans.every((span, i) => sameSpan(span, en.spans[i])));
const sameSpan = (a: Span, b: Span | undefined): boolean => a.text === b?.text && a.style === b.style;
function runOf(work: Work, zh: Said | undefined, en: Said | undefined): Run {
  const zhPart = inlinesOf(work, zh, 'zh');
  const enPart = inlinesOf(work, en, 'en');
  // One language alone is shown as it is, whatever the document asks for.
  return { zh: zh ? zhPart : enPart, en: en ? enPart : zhPart, neutral: !zh || !en || sameWords(zh, en), side: 'left' };
}

type ListBlock = LongBlock & { type: 'list' };
/** Each item with its Chinese and its English, so that they can be compared. */
function listOf(work: Work, zh: ListBlock | undefined, en: ListBlock | undefined, rank: Rank): List[] {
  const one = zh ?? en;
  if (!one) return [];
  const { style } = work.setting;
  const lang: Lang = zh && !(en && work.building.lead === 'en') ? 'zh' : 'en';
  const both = zh !== undefined && en !== undefined;
  const alone = both ? work.building : { ...work.building, lang };
  const said = (b: LongBlock | undefined): Said | undefined => (b?.type === 'paragraph' ? { spans: b.spans, line: b.line } : undefined);
  const items = one.items.map((item, i) =>
    build.listItem(
      item.flatMap((b, k): (Paragraph | List)[] => {
        const [z, e] = [zh?.items[i]?.[k], en?.items[i]?.[k]];
        if (b.type === 'list') return listOf(work, z?.type === 'list' ? z : undefined, e?.type === 'list' ? e : undefined, rank);
        if (b.type !== 'paragraph') {
          work.building.diagnostics.push(
            valueProblem(
              'markdown-not-allowed',
              placesAt(work, lang, b.line),
              work.print.at,
              '列表里不能有表格',
              'a list cannot hold a table',
            ),
          );
          return [];
        }
        const paragraphs = paragraphsOf([runOf(work, said(z), said(e))], style, alone, work.print.at);
        return both ? paragraphs : paragraphs.map((p) => ({ ...p, rank }));
      }),
    ),
  );
  const numbered = { ...(one.start === 1 ? {} : { start: one.start }), ...(one.sign === '.' ? {} : { sign: one.sign }) };
  return [
    build.list({
      ordered: one.ordered,
      ...numbered,
      style,
      rank,
      lang,
      items,
      origin: originAt(work.print.at, placesAt(work, lang, one.line)),
    }),
  ];
}

function tableOf(work: Work, zh: (LongBlock & { type: 'table' }) | undefined, en: (LongBlock & { type: 'table' }) | undefined): Block[] {
  const { building, setting, print } = work;
  const table = zh ?? en;
  if (!table) return [];
  const at = placesAt(work, zh ? 'zh' : 'en', table.line);
  const columns = Math.max(...table.rows.map((r) => r.length));
  // Text in a cell begins at the cell's edge.
  const indent = setting.inCell ? 0 : (building.theme.styles[setting.style]?.main.indentMm ?? 0);
  const texts = Array.from({ length: columns }, (_, x) => [zh, en].flatMap((t) => t?.rows.map((row) => plainText(row[x] ?? [])) ?? []));
  const widths = widthsByContent(texts, setting.measure - indent);
  if (!widths) {
    building.diagnostics.push(valueProblem('markdown-not-allowed', at, print.at, '表格的列太多', 'the table has too many columns'));
    return [];
  }
  const looks = building.theme.tables['prose'];
  const said = (from: typeof zh, y: number, x: number): Said | undefined =>
    from && { spans: from.rows[y]?.[x] ?? [], line: from.line + y + (y > 0 ? 1 : 0) };
  const rows = table.rows.map((_, y) =>
    build.row({
      cells: Array.from({ length: columns }, (__, x) => {
        const style = (y === 0 ? looks?.head : looks?.text) ?? setting.style;
        const run = runOf(work, said(zh, y, x), said(en, y, x));
        return build.cell({ ...(y === 0 ? { header: 'column' as const } : {}), blocks: paragraphsOf([run], style, building, print.at) });
      }),
    }),
  );
  const built = build.table({ style: 'prose', indent, widths, headerRows: 1, keep: 'rows', rows, origin: originAt(print.at, at) });
  return [keptWhereLow(built, building.theme)];
}
