/**
 * What was typed wrongly where a file is YAML, but says something else than was meant.
 *
 * In:  the document, its text, the path of a key that no record has, or of a value that has the wrong form. Out: the slip,
 *      with its own place; `'said'` where an earlier key has said it already.
 */
import { isMap, isScalar, isSeq, type Document, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { typed } from '../../schemas/record/characters.js';
import { nodeAt } from './pointer.js';
import { quoteNeeded, quotedText, type Slip } from './slips.js';
import type { Path } from './yaml-values.js';

const keyOf = (pair: Pair): Scalar | undefined => (isScalar(pair.key) ? pair.key : undefined);
const startOf = (node: unknown): number | undefined => (isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined);
const endOf = (node: unknown): number | undefined => (isScalar(node) ? node.range?.[1] : undefined);
/** A key that stands alone: `{ zh: …, night shift }`. */
const isAlone = (pair: Pair): boolean =>
  pair.value === null || (isScalar(pair.value) && pair.value.value === null && (pair.value.source ?? '') === '');

export function slipOfKey(document: Document, text: string, path: Path, known: readonly string[]): Slip | 'said' | undefined {
  const map = nodeAt(document, path.slice(0, -1))?.value;
  const name = String(path.at(-1));
  if (!isMap(map)) return undefined;
  const index = map.items.findIndex((pair) => String(keyOf(pair)?.value) === name);
  const pair = map.items[index];
  const offset = pair && startOf(pair.key);
  if (!pair || offset === undefined) return undefined;

  const tight = /^([A-Za-z_][\w-]*)([:：])\s*(?=\S)/.exec(name);
  if (tight && known.includes(tight[1] ?? '')) {
    const key = tight[1] ?? '';
    const at = offset + key.length;
    return tight[2] === '：'
      ? {
          code: 'width-wrong',
          offset: at,
          message: { zh: `键 ${key} 后面是全角冒号“：”`, en: `A full-width colon “：” stands after the key ${key}` },
          help: { zh: `改为半角冒号加一个空格：${key}: …`, en: `Write a plain colon and a space: ${key}: …` },
        }
      : {
          code: 'yaml-malformed',
          offset: at,
          message: { zh: `键 ${key} 的冒号后面缺少空格`, en: `A space is missing after the colon of ${key}` },
          help: { zh: `写作 ${key}: …`, en: `Write ${key}: …` },
        };
  }
  if (/^[\u3000\u00A0]/.test(name)) {
    return {
      code: 'width-wrong',
      offset,
      message: { zh: '缩进中有全角空格（或不间断空格）', en: 'The indentation holds a full-width (or no-break) space' },
      help: { zh: '删去，改用半角空格缩进。', en: 'Delete it, and indent with plain spaces.' },
    };
  }
  const marked = /^(?:-|[－—–‐−﹣]+ ?)(?=\S)/.exec(name);
  if (marked) {
    return {
      code: name.startsWith('-') ? 'yaml-malformed' : 'width-wrong',
      offset,
      message: { zh: `“${marked[0]}”不是列表项的开头`, en: `“${marked[0]}” does not begin an item of a list` },
      help: { zh: '列表的每一项以半角横线加一个空格“- ”开头。', en: 'Begin each item of a list with a plain dash and a space: “- ”.' },
    };
  }
  const braces = placeholderAsMap(document, path.slice(0, -1), text);
  if (braces) return braces;
  if (map.flow === true) return cutByComma(map, index, text) ?? plainKey(name, offset, known);
  return plainKey(name, offset, known);
}

/** A key of full-width letters, or with letters of another script. */
function plainKey(name: string, offset: number, known: readonly string[]): Slip | undefined {
  const plain = typed(name);
  if (plain === name || !known.includes(plain)) return undefined;
  return {
    code: 'width-wrong',
    offset,
    message: { zh: `键 ${name} 中有全角或形近的字符`, en: `The key ${name} holds full-width or look-alike characters` },
    help: { zh: `写作 ${plain}（用英文输入法）`, en: `Write ${plain}, with the keyboard set to English` },
  };
}

/** `{ zh: 运送部, en: Transport, night shift }`: the comma ends the text, and the rest becomes a key. */
function cutByComma(map: YAMLMap, index: number, text: string): Slip | 'said' | undefined {
  const pair = map.items[index];
  if (!pair || !isAlone(pair)) return undefined;
  let first = index;
  while (first > 0 && isAlone(map.items[first - 1] as Pair)) first--;
  const whole = map.items[first - 1];
  if (!whole || !isScalar(whole.value) || whole.value.type !== 'PLAIN') return undefined;
  if (first < index) return 'said';
  let last = index;
  while (last + 1 < map.items.length && isAlone(map.items[last + 1] as Pair)) last++;
  const start = startOf(whole.value);
  const end = endOf((map.items[last] as Pair).key);
  if (start === undefined || end === undefined) return undefined;
  const key = String(keyOf(whole)?.value);
  const meant = text.slice(start, end);
  const unquoted = meant.replace(/^[“‘「＂]|[”’」＂]$/g, '');
  if (unquoted.length < meant.length) {
    return {
      code: 'quote-needed',
      offset: start,
      message: {
        zh: `${key} 用了中文引号：它不是YAML的引号，文字在逗号处断开`,
        en: `The quotes of ${key} are curly: they are no quotes of YAML, and the text ends at its comma`,
      },
      help: { zh: `改用半角双引号：${key}: ${quotedText(unquoted)}`, en: `Use straight double quotes: ${key}: ${quotedText(unquoted)}` },
    };
  }
  return quoteNeeded(start, key, meant, {
    zh: `${key} 的文字在逗号处断开：括号中没有引号的逗号分隔各项`,
    en: `The text of ${key} ends at its comma: in brackets, a comma without quotes separates items`,
  });
}

/** `name: {event.kind}`, where a text was meant: in YAML it is a map whose only key has no value. */
function placeholderAsMap(document: Document, path: Path, text: string): Slip | undefined {
  const map = nodeAt(document, path)?.value;
  const [pair] = isMap(map) && map.flow === true && map.items.length === 1 ? map.items : [];
  if (!isMap(map) || !pair || !isAlone(pair) || !String(keyOf(pair)?.value).includes('.') || !map.range) return undefined;
  const [start, end] = map.range;
  const key = String(path.at(-1));
  return quoteNeeded(start, key, text.slice(start, end), {
    zh: `${key} 的文字中有花括号，没有引号时花括号是一组键值的开头`,
    en: `The text of ${key} holds braces: without quotes they begin a map`,
  });
}

/** A text where a map or list is asked for: one of its signs was typed wide. Or the other way round: a text in braces without quotes. */
export function slipOfValue(document: Document, text: string, path: Path, value: unknown): Slip | undefined {
  const braces = placeholderAsMap(document, path, text);
  if (braces) return braces;
  const node = nodeAt(document, path)?.value;
  if (typeof value !== 'string' || !isScalar(node) || node.type !== 'PLAIN') return undefined;
  const offset = startOf(node);
  if (offset === undefined) return undefined;
  const keyed = /^([A-Za-z_][\w-]*)\s*([:：])/.exec(value);
  if (keyed) {
    const key = keyed[1] ?? '';
    const wide = keyed[2] === '：';
    return {
      code: wide ? 'width-wrong' : 'yaml-malformed',
      offset: offset + keyed[0].length - 1,
      message: wide
        ? { zh: `键 ${key} 后面是全角冒号“：”`, en: `A full-width colon “：” stands after the key ${key}` }
        : { zh: `键 ${key} 的冒号后面缺少空格`, en: `A space is missing after the colon of ${key}` },
      help: { zh: `改为半角冒号加一个空格：${key}: …`, en: `Write a plain colon and a space: ${key}: …` },
    };
  }
  const dash = /^[－—–‐−﹣]+(?= )/.exec(value);
  if (dash)
    return {
      code: 'width-wrong',
      offset,
      message: { zh: `列表的横线是“${dash[0]}”，不是半角的“-”`, en: `The dash of the list is “${dash[0]}”, not the plain “-”` },
      help: { zh: '列表的每一项以半角的“- ”开头。', en: 'Begin each item of a list with a plain “- ”.' },
    };
  const bracket = /^[【［｛]/.exec(value);
  if (!bracket) return undefined;
  return {
    code: 'width-wrong',
    offset,
    message: { zh: `括号“${bracket[0]}”是全角的`, en: `The bracket “${bracket[0]}” is full-width` },
    help: { zh: '改为半角的 [ ]（列表）或 { }（键值）。', en: 'Write a plain [ ] (a list) or { } (a map).' },
  };
}
