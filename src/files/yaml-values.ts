/**
 * A YAML document to plain values, refusing what records must not hold.
 *
 * In:  a parsed document. Out: plain values in one pass over its nodes, and a diagnostic for each tag, merge key, key
 *      that is not text, key that stands twice, key that JavaScript treats specially, refused character, and for aliases
 *      that grow beyond bounds.
 *
 * An empty value (`title:`, `title: ""`, only blanks) is `undefined`: the field is there, but nobody answered it.
 */
import { isAlias, isMap, isScalar, isSeq, type Document, type Node } from 'yaml';
import type { Code, Diagnostic, Place, Prose } from '../diagnostics/index.js';
import { unfolded } from './folded.js';
import { codePoint, nameOf } from '../../schemas/record/characters.js';
import { radicalIn, saidOfRadical } from './radicals.js';
import { pointerOf } from './pointer.js';
import { limits } from './limits.js';
import { quotedText } from './slips.js';

export type Path = readonly (string | number)[];
export interface PlainYaml {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the diagnostics stand. */
  readonly wrong: readonly Path[];
  /** Whether any key stands there without a value. */
  readonly empties: boolean;
}

export const refusedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty']);
/**
 * Control characters but tab and line feed, lone surrogates, noncharacters, and the marks that turn the direction of
 * writing around (a number printed with them reads differently from what the record says).
 */
const refusedCharacter =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF]|[\uFFFE\uFFFF]|(?:[\uD83F\uD87F\uD8BF\uD8FF\uD93F\uD97F\uD9BF\uD9FF\uDA3F\uDA7F\uDABF\uDAFF\uDB3F\uDB7F\uDBBF\uDBFF][\uDFFE\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/;

/** What takes no room breaks searching and comparing. Joiners stay: some scripts and signs are made with them. */
const unseen = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u2060-\u2064\u206A-\u206F\uFEFF\uFFA0]/;

/** Longer parts of a string are no strings of their own in V8, and would keep the whole file in memory. */
const partsFrom = 13;
export const apart = (text: string): string => (text.length < partsFrom ? text : Buffer.from(text).toString());

/** Whether a text holds none of the characters that are refused. */
export const isOfPlainCharacters = (text: string): boolean => !refusedCharacter.test(text) && !unseen.test(text) && !radicalIn(text);
/** What follows a plain text on its line, where that is read as a comment and may have been meant as text. */
export const swallowedIn = (line: string): RegExpExecArray | null => /^[ \t]+#([^\s#!].*)$/.exec(line.trimEnd());

export function plainYaml(document: Document, text: string, place: (offset: number, pointer: string) => Place): PlainYaml {
  const diagnostics: Diagnostic[] = [];
  const wrong: Path[] = [];
  const anchors = new Map<string, Node>();
  const open = new Set<Node>();
  let aliases = 0;
  let aliased = 0;
  let inAlias = 0;
  let tooMany = false;
  let empties = false;

  const refuse = (code: Code, node: Node | null | undefined, path: Path, message: Prose, related?: readonly Place[]): void => {
    const at = place(node?.range?.[0] ?? 0, pointerOf(path));
    diagnostics.push({ code, severity: 'error', message, place: at, ...(related ? { related } : {}) });
    wrong.push(path);
  };
  const checkText = (value: string, node: Node, path: Path): boolean => {
    const found = refusedCharacter.exec(value) ?? unseen.exec(value);
    const alike = found ? undefined : radicalIn(value);
    const char = found?.[0] ?? alike?.char;
    if (char === undefined) return true;
    const column = found ? [...value.slice(0, found.index)].length : 0;
    const what = found ? nameOf(char) : undefined;
    const hex = codePoint(char);
    const inText = node.range ? text.slice(node.range[0], node.range[1]).indexOf(char) : -1;
    diagnostics.push({
      code: 'character-refused',
      severity: 'error',
      place: place((node.range?.[0] ?? 0) + Math.max(inText, 0), pointerOf(path)),
      ...(alike
        ? saidOfRadical(alike, codePoint)
        : {
            message: what
              ? {
                  zh: `文字中有${what.zh}（${hex}），在第${column + 1}个字符处`,
                  en: `The text holds ${what.en} (${hex}), at its character ${column + 1}`,
                }
              : { zh: `文字中有不可打印的字符 ${hex}`, en: `The text holds the character ${hex}, which cannot be printed` },
            help: {
              zh: '删去这个值重新输入（不要粘贴）；或先粘贴到纯文本编辑器，删去该字符。',
              en: 'Delete the value and type it again without pasting; or paste it into a plain text editor first, and delete the character there.',
            },
          }),
    });
    wrong.push(path);
    return false;
  };

  /** `place: Building A #3`: the rest is a comment, and nobody sees that it is gone. A comment of its own begins with `# `. */
  const swallowed = (value: string, node: Node, path: Path): void => {
    const end = node.range?.[1] ?? text.length;
    const newline = text.indexOf('\n', end);
    const rest = swallowedIn(text.slice(end, newline < 0 ? text.length : newline));
    if (!rest) return;
    const whole = quotedText(`${value} #${rest[1] ?? ''}`);
    diagnostics.push({
      code: 'quote-needed',
      severity: 'warning',
      place: place(end, pointerOf(path)),
      message: { zh: `“#${rest[1] ?? ''}”被当作注释，不会打印`, en: `“#${rest[1] ?? ''}” is read as a comment, and not printed` },
      help: {
        zh: `若属于文字，加引号：${whole}；若确是注释，在 # 后加一个空格。`,
        en: `If it belongs to the text, quote it: ${whole}. If it is a comment, put a space after the #.`,
      },
    });
  };

  const walk = (node: unknown, path: Path): unknown => {
    if (inAlias > 0 && ++aliased > limits.aliasedValues) {
      tooMany = true;
      return undefined;
    }
    if (tooMany) return undefined;
    if (isAlias(node)) return alias(node, node.source, path);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
    // Only a tag that someone wrote stands here.
    if (node.tag !== undefined) {
      refuse('yaml-tag', node, path, {
        zh: '记录文件中不用YAML标签（以 ! 开头的记号）',
        en: 'YAML tags (marks that begin with !) are not used in records',
      });
      return undefined;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (isScalar(node)) {
      const { value } = node;
      if (typeof value === 'string') {
        if (value.trim() === '') return undefined;
        if (node.type === 'PLAIN') swallowed(value, node, path);
        if (!checkText(value, node, path)) return undefined;
        const { range, type } = node;
        if (!range || !type) return apart(value);
        return apart(unfolded({ value, range: [range[0], range[1]], type }, text, path.at(-1) === 'en' ? 'en' : 'zh'));
      }
      return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
    }
    open.add(node);
    const out = isSeq(node) ? node.items.map((item, i) => walk(item, [...path, i])) : map(node.items, path);
    open.delete(node);
    return out;
  };

  const alias = (node: Node, name: string, path: Path): unknown => {
    const target = anchors.get(name);
    if (++aliases > limits.aliases || target === undefined || open.has(target)) {
      if (aliases <= limits.aliases + 1) {
        refuse(
          'yaml-alias',
          node,
          path,
          target === undefined || open.has(target)
            ? {
                zh: `引用 *${name} 指向它自身或尚未出现的锚点`,
                en: `The alias *${name} refers to itself, or to an anchor that has not come yet`,
              }
            : { zh: `引用（*）超过${limits.aliases}处`, en: `More than ${limits.aliases} aliases (*)` },
        );
      }
      return undefined;
    }
    inAlias++;
    const value = walk(target, path);
    inAlias--;
    if (tooMany && inAlias === 0) {
      refuse('yaml-alias', node, path, { zh: `引用 *${name} 展开后内容过多`, en: `Expanding the alias *${name} gives too much` });
    }
    return value;
  };

  const map = (items: readonly { readonly key: unknown; readonly value: unknown }[], path: Path): Record<string, unknown> => {
    const out: Record<string, unknown> = {};
    const first = new Map<string, Node>();
    for (const { key, value } of items) {
      const keyNode = isScalar(key) || isAlias(key) || isMap(key) || isSeq(key) ? key : undefined;
      const where = keyNode ?? (isScalar(value) || isMap(value) || isSeq(value) ? value : undefined);
      if (!isScalar(key) || typeof key.value !== 'string') {
        const source = isScalar(key) ? (key.source ?? '') : '';
        if (source === '') refuse('key-refused', where, path, { zh: '键应当是一个词', en: 'A key should be a word' });
        else
          refuse('code-unquoted', where, path, {
            zh: `键 ${source} 会被读作数字或真假值，请加引号："${source}"`,
            en: `The key ${source} would be read as a number or truth value; quote it: "${source}"`,
          });
        continue;
      }
      const name = key.value;
      const here = [...path, name];
      if (key.tag !== undefined) refuse('yaml-tag', key, here, { zh: '键不能带YAML标签', en: 'A key cannot carry a YAML tag' });
      else if (name === '<<')
        refuse('key-refused', key, here, { zh: '记录文件中不用合并键 <<', en: 'The merge key << is not used in records' });
      else if (refusedKeys.has(name)) refuse('key-refused', key, here, { zh: `键不能叫 ${name}`, en: `A key cannot be called ${name}` });
      else if (!checkText(name, key, path)) continue;
      else {
        const earlier = first.get(name);
        if (earlier) {
          refuse('key-duplicate', key, here, { zh: `键 ${name} 在这里出现了两次`, en: `The key ${name} stands here twice` }, [
            place(earlier.range?.[0] ?? 0, pointerOf(here)),
          ]);
          continue;
        }
        first.set(name, key);
        out[name] = walk(value, here);
        empties ||= out[name] === undefined;
      }
    }
    return out;
  };

  const value = walk(document.contents, []);
  return { value, diagnostics, wrong, empties };
}
