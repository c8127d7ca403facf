/**
 * What was typed wrongly where a file is no YAML: the parser sees the consequence, often a line later; this finds the cause.
 *
 * In:  the text, and where the parser complained. Out: the slip on that line or shortly before it, with its own place and
 *      what to write; undefined where none of the known ones is there.
 */
import type { Code, Prose } from '../diagnostics/index.js';

export interface Slip {
  readonly code: Code;
  readonly offset: number;
  readonly message: Prose;
  readonly help: Prose;
}
/** A line, the same with what stands in straight quotes blanked out, and where it begins in the text. */
interface Line {
  readonly raw: string;
  readonly bare: string;
  readonly start: number;
}
/** Longer lines are long text, where nothing is looked for. */
const longest = 2_000;

export function slipNear(text: string, offset: number): Slip | undefined {
  const lines = linesBefore(text, offset, 4);
  for (const [i, line] of lines.entries()) {
    // What reaches over lines: an open quote, an open bracket. The rest is looked for on the line itself and the one before.
    const found = firstOf(i < 2 ? [syntaxSlip, hashInBrackets, colonInValue, bracesInValue] : [hashInBrackets], line);
    if (found) return found;
  }
  return undefined;
}

function firstOf(looks: readonly ((line: Line) => Slip | undefined)[], line: Line): Slip | undefined {
  for (const look of looks) {
    const found = look(line);
    if (found) return found;
  }
  return undefined;
}

/** The line of a place first, then those before it that hold anything. */
function linesBefore(text: string, offset: number, count: number): Line[] {
  const lines: Line[] = [];
  let end = text.indexOf('\n', offset);
  if (end < 0) end = text.length;
  while (end >= 0 && lines.length < count) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const raw = text.slice(start, end).replace(/\r$/, '');
    if (raw.trim() !== '' && raw.length <= longest) lines.push({ raw, bare: blanked(raw), start });
    if (start === 0) break;
    end = start - 1;
  }
  return lines;
}

/** Without what stands in straight quotes, so that nothing is found there; of the same length. */
function blanked(raw: string): string {
  let out = '';
  let quote = '';
  for (const character of raw) {
    const opens = (character === '"' || character === "'") && /(?:^|[\s[{,:，：])$/.test(out.slice(-1));
    if (quote !== '') {
      out += character === quote ? character : '\u0001'.repeat(character.length);
      if (character === quote) quote = '';
    } else {
      if (opens) quote = character;
      out += character;
    }
  }
  return out;
}

type Found = readonly [Code, number, string, string, string, string];

function syntaxSlip({ raw, bare, start }: Line): Slip | undefined {
  const at = (pattern: RegExp): RegExpExecArray | undefined => pattern.exec(bare) ?? undefined;
  /** Where a group of a match begins, as the match gives all that stands before it. */
  const after = (match: RegExpExecArray): number => match.index + (match[1] ?? '').length;
  const slip = ([code, column, zh, en, helpZh, helpEn]: Found): Slip => ({
    code,
    offset: start + column,
    message: { zh, en },
    help: { zh: helpZh, en: helpEn },
  });

  const wideSpace = at(/^([ \t]*)[\u3000\u00A0]/);
  if (wideSpace)
    return slip([
      'width-wrong',
      after(wideSpace),
      '缩进中有全角空格（或不间断空格）',
      'The indentation holds a full-width (or no-break) space',
      '删去，改用半角空格缩进。',
      'Delete it, and indent with plain spaces.',
    ]);
  const wideHash = at(/^([ \t]*)＃/);
  if (wideHash)
    return slip([
      'width-wrong',
      after(wideHash),
      '注释的记号用了全角的“＃”',
      'The mark of a comment is the full-width “＃”',
      '改为半角的 #。',
      'Write a plain #.',
    ]);
  const wideDash = at(/^([ \t]*)[－—–‐−﹣]+ ?\S/);
  if (wideDash)
    return slip([
      'width-wrong',
      after(wideDash),
      `列表的横线是“${bare[after(wideDash)] ?? ''}”，不是半角的“-”`,
      `The dash of the list is “${bare[after(wideDash)] ?? ''}”, not the plain “-”`,
      '列表的每一项以半角的“- ”开头。',
      'Begin each item of a list with a plain “- ”.',
    ]);
  const colon = at(/^([ \t]*(?:- +)*([A-Za-z_][\w-]*)[ \t]*)：/) ?? at(/([{,，][ \t]*([A-Za-z_][\w-]*)[ \t]*)：/);
  if (colon)
    return slip([
      'width-wrong',
      after(colon),
      `键 ${colon[2] ?? ''} 后面是全角冒号“：”`,
      `A full-width colon “：” stands after the key ${colon[2] ?? ''}`,
      `改为半角冒号加一个空格：${colon[2] ?? ''}: …`,
      `Write a plain colon and a space: ${colon[2] ?? ''}: …`,
    ]);
  const comma = at(/([{[][^{}[\]]*?)[，；](?=[ \t]*[A-Za-z_][\w-]*[ \t]*:)/) ?? at(/([[{,][ \t]*["'][^"']*["'][ \t]*)[，、；]/);
  if (comma && /[{[]/.test(bare))
    return slip([
      'width-wrong',
      after(comma),
      `括号中各项之间是全角的“${bare[after(comma)] ?? ''}”`,
      `Items in brackets are separated by the full-width “${bare[after(comma)] ?? ''}”`,
      '改为半角逗号加一个空格。',
      'Write a plain comma and a space.',
    ]);
  const bracket = at(/((?:^|[:,[{-])[ \t]+)[｛［【]/) ?? at(/([[{][^[{｝］】]*)[｝］】][ \t]*$/);
  if (bracket)
    return slip([
      'width-wrong',
      after(bracket),
      `括号“${bare[after(bracket)] ?? ''}”是全角的`,
      `The bracket “${bare[after(bracket)] ?? ''}” is full-width`,
      '改为半角的 { }（键值）或 [ ]（列表）；它若是文字的一部分，就把整段文字放在半角双引号中。',
      'Write a plain { } (a map) or [ ] (a list); if it belongs to the text, put the text into straight quotes.',
    ]);
  const closing = /(:[ \t]+)"[^"“”]*[”“][ \t]*(?:$|[,}\]，])/.exec(raw);
  if (closing)
    return slip([
      'width-wrong',
      closing.index + closing[0].search(/[”“]/),
      '开头是半角引号，结尾却是中文引号',
      'The quote opens straight and closes curly',
      '结尾也用半角的 "。',
      'Close it with a straight " as well.',
    ]);
  const curly = at(/((?:^|[:,[{-])[ \t]+)[“‘＂「][^“‘「”’＂」,:#，：]*[,:#，：][^“‘「”’＂」]*[”’＂」]/);
  if (curly)
    return slip([
      'quote-needed',
      after(curly),
      `中文引号“${bare[after(curly)] ?? ''}”不是YAML的引号，引号里的逗号、冒号仍按YAML的记号读`,
      `The curly “${bare[after(curly)] ?? ''}” is no quote of YAML: commas and colons within still count as its signs`,
      '改用半角双引号 "…"。',
      'Use straight double quotes "…".',
    ]);
  const tight = at(/^([ \t]*(?:- +)*([A-Za-z_][\w-]*):)(?=[^\s/\\:])/);
  if (tight && /["'\d\p{Script=Han}]/u.test(bare[after(tight)] ?? ''))
    return slip([
      'yaml-malformed',
      after(tight),
      `键 ${tight[2] ?? ''} 的冒号后面缺少空格`,
      `A space is missing after the colon of ${tight[2] ?? ''}`,
      `写作 ${tight[2] ?? ''}: …`,
      `Write ${tight[2] ?? ''}: …`,
    ]);
  const behind = /(:[ \t]+("[^"]*"))[ \t]*[^\s,}\]#:]/.exec(raw);
  if (behind)
    return slip([
      'quote-needed',
      after(behind),
      '引号结束之后还有文字',
      'Text goes on after the closing quote',
      '引号里要用引号时，写“ ”或 \\"；或把整段文字放在单引号中。',
      'Within quotes write “ ” or \\", or put the whole text into single quotes.',
    ]);
  return undefined;
}

/** Items of a map or list in brackets on one line: where each value begins, and its text. */
function* valuesInBrackets({ raw, bare }: Line): Generator<{ key: string; at: number; value: string; raw: string }> {
  const keys = [...bare.matchAll(/[{,][ \t]*([A-Za-z_][\w-]*):[ \t]+/g)];
  for (const [i, key] of keys.entries()) {
    const at = key.index + key[0].length;
    const next = keys[i + 1]?.index;
    const close = bare.lastIndexOf('}');
    const end = next ?? (close > at ? close : bare.length);
    yield { key: key[1] ?? '', at, value: bare.slice(at, end).trimEnd(), raw: raw.slice(at, end).trimEnd() };
  }
}

/** `{ en: Done: replaced }` and `en: Done: replaced`. */
function colonInValue(line: Line): Slip | undefined {
  const needs = (key: string, at: number, value: string): Slip =>
    quoteNeeded(line.start + at, key, value, {
      zh: `${key} 的文字中有冒号加空格，被读作又一个键`,
      en: `The text of ${key} holds a colon and a space, and is read as another key`,
    });
  for (const { key, at, value, raw } of valuesInBrackets(line)) {
    if (/^[^"'[{]/.test(value) && /:\s/.test(value)) return needs(key, at, raw);
  }
  const block = /^([ \t]*(?:- +)*([A-Za-z_][\w-]*):[ \t]+)([^"'|>[{&*!%@`\s].*)$/.exec(line.bare);
  return block && /:(?:\s|$)/.test(block[3] ?? '')
    ? needs(block[2] ?? '', (block[1] ?? '').length, line.raw.slice((block[1] ?? '').length).trimEnd())
    : undefined;
}

/** What a placeholder looks like: a path in braces. */
const placeholder = /\{[A-Za-z_][\w.-]*\}/;

/** `{ name: notice-{event.date} }` and `name: {event.kind}-notice`: the brace is read as the beginning of a map. */
function bracesInValue(line: Line): Slip | undefined {
  const needs = (key: string, at: number, value: string): Slip =>
    quoteNeeded(line.start + at, key, value, {
      zh: `${key} 的文字中有花括号，没有引号时花括号是一组键值的开头`,
      en: `The text of ${key} holds braces: without quotes they begin a map`,
    });
  for (const { key, at, value, raw } of valuesInBrackets(line)) {
    if (/^[^"'[]/.test(value) && placeholder.test(value)) return needs(key, at, raw);
  }
  const block = /^([ \t]*(?:- +)*([A-Za-z_][\w-]*):[ \t]+)(\{[A-Za-z_][\w.-]*\}[^\s,}\]].*)$/.exec(line.bare);
  return block ? needs(block[2] ?? '', (block[1] ?? '').length, line.raw.slice((block[1] ?? '').length).trimEnd()) : undefined;
}

/** `{ en: Room #3, zh: … }`: all from the # on is a comment, the closing bracket too. */
function hashInBrackets(line: Line): Slip | undefined {
  for (const { key, at, value, raw } of valuesInBrackets(line)) {
    if (/^[^"'[{]/.test(value) && /\s#/.test(value)) {
      return quoteNeeded(line.start + at, key, raw, {
        zh: `${key} 的文字中有“ #”，其后直到行末都被当作注释`,
        en: `The text of ${key} holds “ #”: all from there to the end of the line is a comment`,
      });
    }
  }
  return undefined;
}

export function quoteNeeded(offset: number, key: string, value: string, message: Prose): Slip {
  const quoted = quotedText(value);
  return { code: 'quote-needed', offset, message, help: { zh: `加引号：${key}: ${quoted}`, en: `Quote it: ${key}: ${quoted}` } };
}

/** In double quotes; in single ones where it holds double quotes or backslashes. Shortened for showing. */
export function quotedText(value: string): string {
  const short = value.length > 80 ? `${value.slice(0, 78)}…` : value;
  return /["\\]/.test(short) ? `'${short.replaceAll("'", "''")}'` : `"${short}"`;
}
