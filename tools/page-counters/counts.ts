/**
 * Faults of pages that a typographer sees first, counted.
 *
 * In:  the pages of a document. Out: for each counter the places, `page: what stands there`. What is a fault here is said by
 * the house's own rules for pages, not by what the writers do.
 */
import type { Block, Page } from './pages.js';

export const counters = {
  dates: 'dates split over lines',
  units: 'numbers split from their unit',
  codes: 'codes split over lines',
  doubled: 'double punctuation',
  starts: 'lines that begin with what no line begins with',
  ends: 'lines that end in an opening bracket',
  signatures: 'last pages with signatures alone',
  signatureRows: 'rows of signatures cut from what they sign',
  labels: 'labels at the head of a page, cut from their clause',
  headings: 'headings at the foot of a page',
  options: 'options of one question on two pages',
  notes: 'notes at the head of a page, cut from what they explain',
  stretched: 'lines pulled apart, so that spaces stand between characters',
  single: 'last lines of one Chinese character',
  open: 'pages under 75 % filled that are not the last',
} as const;
export type Counter = keyof typeof counters;
/** No document may have one of these; the others are shown. */
export const limits: Partial<Record<Counter, number>> = {
  dates: 0,
  units: 0,
  codes: 0,
  doubled: 0,
  starts: 0,
  ends: 0,
  signatures: 0,
  signatureRows: 0,
  labels: 0,
  headings: 0,
  options: 0,
  notes: 0,
  stretched: 0,
};

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const dates = new RegExp(
  String.raw`\d{1,2}\s*月(\s*\d{1,2}\s*日)?|\d{4}\s*年|\d{4}-\d{2}-\d{2}|\d{1,2}\s(${months})(\s\d{4})?|(${months})\s\d{4}`,
  'g',
);
/** Words that count or measure, as they stand behind a figure. */
const zhUnits =
  '年|月|日|天|时|分|秒|周|小时|分钟|个|人|名|项|类|份|次|条|台|家|处|元|万|亿|米|公里|吨|千瓦|号|页|班|级|组|种|起|套|路|层|楼|辆|户|座|件|张|部|方|批|期|季|倍|点';
const enUnits = 'h|min|s|days?|hours?|minutes?|seconds?|weeks?|months?|years?|person-days?|mm|cm|m|km|kg|t|kW|MW|GB|TB|MB|%';
const units = new RegExp(String.raw`(?<![-\d])\d+\s*(?:${zhUnits})|\d\s(?:${enUnits})(?![A-Za-z])`, 'g');
const codes = /[A-Z0-9]{2,}(?:[-/][A-Z0-9]+)+/g;
const doubled = /[。；，、：！？][。；，、：]|[;,:][;,:]|(?<!\b(?:Ltd|Inc|etc|No))\.[;:]|\.\.(?!\.)|[。；][.;,]|[.;,][。；，]/;
const neverFirst = /^[，。、；：！？）》】」』〉〕”’,.;:!?)\]%]/;
const neverLast = /[（《【「『〈〔“‘([]$/;
const dateLabel = /^(日期|Date)(\s|$)/;
const partLabel = /^(审核发现|审核证据|Finding|Evidence)\s*(Finding|Evidence)?$/;

/** Where a piece of text that no line may break is broken all the same. */
function split(block: Block, pattern: RegExp): string[] {
  const found: string[] = [];
  block.lines.forEach(({ text }, i) => {
    const next = block.lines[i + 1]?.text;
    if (next === undefined) return;
    const [before, after] = [text.trimEnd().slice(-40), next.trimStart().slice(0, 40)];
    // Chinese is joined as it stands, English words with a space.
    const joint = /[A-Za-z0-9,.]$/.test(before) && /^[A-Za-z0-9]/.test(after) && !/[-/]$/.test(before) ? ' ' : '';
    const at = before.length;
    for (const m of (before + joint + after).matchAll(pattern)) {
      if (m.index < at && m.index + m[0].length > at + joint.length) found.push(`${before.slice(-12)} / ${after.slice(0, 12)}`);
    }
  });
  return found;
}

/** So far apart that whoever copies the line or searches it finds spaces. */
const pulledApart = /(?:\p{Script=Han} ){3}/u;
const oneCharacter = /^\p{Script=Han}[，。；：、！？）》”]?$/u;
/** Where the last line of a full page stands at least, pt. */
const lowest = 90;
/** What is signed, in two languages. */
const sentences = 2;
/** Set smaller than any text of a page, pt. */
const noteSize = 8.05;

/** The mark of a clause beside its heading, too long for its column, and what says at the beginning what such marks are: both explain
 * what comes below them. */
const explainsBelow = /^(?:[\dA-Z][\d.-]*(?: [a-z]\))?|(?:Coloured marks are|彩色标记是).*)$/su;

const textOf = (block: Block): string => block.lines.map((l) => l.text).join('');
const isOption = (block: Block): boolean => /^[☐☑]/.test(textOf(block));
const isSignature = (block: Block): boolean => block.grid !== undefined && dateLabel.test(textOf(block));

export function countsOf(pages: readonly Page[]): Record<Counter, string[]> {
  const out = Object.fromEntries(Object.keys(counters).map((key) => [key, [] as string[]])) as Record<Counter, string[]>;
  // Of a document none of whose pages is full the lowest line says nothing.
  const floor = Math.min(lowest, ...pages.flatMap((p) => p.blocks.flatMap((b) => b.lines.map((l) => l.baseline))));
  pages.forEach((page, i) => {
    const note = (counter: Counter, what: string): void => void out[counter].push(`p${i + 1}: ${what}`);
    const last = i === pages.length - 1;
    for (const block of page.blocks) {
      const text = textOf(block);
      const broken = split(block, dates);
      broken.forEach((w) => note('dates', w));
      // A date that is split is not counted a second time as a figure and its unit.
      if (broken.length === 0) split(block, units).forEach((w) => note('units', w));
      split(block, codes).forEach((w) => note('codes', w));
      const twice = doubled.exec(text);
      if (twice) note('doubled', text.slice(Math.max(0, twice.index - 10), twice.index + 6));
      block.lines.forEach((line, k) => {
        if (k > 0 && neverFirst.test(line.text.trimStart())) note('starts', line.text.trimStart().slice(0, 14));
        if (pulledApart.test(line.text)) note('stretched', line.text.trim().slice(0, 30));
        if (k > 0 && k === block.lines.length - 1 && oneCharacter.test(line.text.trim())) note('single', line.text.trim());
        if (k < block.lines.length - 1 && neverLast.test(line.text.trimEnd())) note('ends', line.text.trimEnd().slice(-14));
      });
    }
    const [first] = page.blocks;
    const end = page.blocks.at(-1);
    if (first?.role === 'P' && i > 0 && partLabel.test(textOf(first).trim())) note('labels', textOf(first).trim());
    if (
      first?.role === 'P' &&
      i > 0 &&
      first.row === undefined &&
      first.grid === undefined &&
      first.lines.every((l) => l.size <= noteSize) &&
      !explainsBelow.test(textOf(first))
    )
      note('notes', textOf(first).slice(0, 30));
    if (end && /^H\d$/.test(end.role)) note('headings', textOf(end).slice(0, 30));
    if (first && i > 0 && isOption(first) && pages[i - 1]?.blocks.at(-1) && isOption(pages[i - 1]?.blocks.at(-1) as Block))
      note('options', textOf(first).slice(0, 20));
    const sign = page.blocks.findIndex((b) => b.grid !== undefined && page.blocks.some((d) => d.grid === b.grid && isSignature(d)));
    if (sign >= 0 && i > 0) {
      const above = page.blocks.slice(0, sign);
      const heading = above.findLastIndex((b) => /^H\d$/.test(b.role));
      // A heading of its own, and the sentence that is signed, are part of the signing.
      const row = page.blocks[sign]?.row;
      if (
        last &&
        row === undefined &&
        (heading < 0 ? above.length === 0 : heading === 0 && above.length <= 1 + sentences && !above.some((b) => b.row !== undefined))
      )
        note('signatures', textOf(page.blocks[0] as Block).slice(0, 30));
      if (row !== undefined && !above.some((b) => b.row !== undefined && b.row !== row))
        note('signatureRows', textOf(page.blocks[sign] as Block).slice(0, 30));
    }
    const baselines = page.blocks.flatMap((b) => b.lines.map((l) => l.baseline));
    const top = page.height - 62;
    const filled = (top - Math.min(...baselines)) / (top - floor);
    if (!last && baselines.length > 0 && filled < 0.75) note('open', `${Math.round(filled * 100)} %`);
  });
  return out;
}
