/**
 * Checks a use of a label: that it exists in both languages, and that its parameters are those given.
 *
 * In:  the key, or for each part of it the values that it may have. Out: what is wrong; nothing where a part is not known
 * before the record is.
 */
import type { Code, Prose } from '../../diagnostics/index.js';
import { parametersOf, stylesOf } from '../helpers/words.js';
import type { Labels } from '../labels.js';
import { didYouMean } from '../problem.js';

export interface LabelUse {
  readonly keys: readonly (readonly string[] | undefined)[];
  readonly named: readonly string[];
  /** The key stands in the layout word for word. */
  readonly written: boolean;
}
export interface LabelIssue {
  readonly code: Code;
  readonly zh: string;
  readonly en: string;
  readonly help?: Prose | undefined;
}

export function checkLabel(use: LabelUse, labels: Labels, characters: ReadonlySet<string>): LabelIssue[] {
  let keys: string[] = [''];
  for (const part of use.keys) {
    if (!part || keys.length * part.length > 400) return [];
    const before = keys;
    keys = part.flatMap((p) => before.map((k) => (k === '' ? p : `${k}.${p}`)));
  }
  return [...new Set(keys)].flatMap((key) => checkKey(key, use.named, labels, characters));
}

export function checkKey(key: string, named: readonly string[], labels: Labels, characters: ReadonlySet<string>): LabelIssue[] {
  const out: LabelIssue[] = [];
  const asked = new Set<string>();
  for (const [lang, zh, en] of [
    ['zh', '中文', 'Chinese'],
    ['en', '英文', 'English'],
  ] as const) {
    const text = labels.text(lang, key);
    if (text === undefined) {
      out.push({
        code: 'label-missing',
        zh: `标签 ${key} 没有${zh}`,
        en: `the label ${key} has no ${en}`,
        help: didYouMean(
          key,
          labels.keys(lang).filter((k) => k !== key),
        ),
      });
      continue;
    }
    for (const name of parametersOf(text)) {
      asked.add(name);
      if (!named.includes(name))
        out.push({
          code: 'label-parameter',
          zh: `标签 ${key}（${zh}）要参数 ${name}=`,
          en: `the label ${key} (${en}) asks for ${name}=`,
          help: didYouMean(name, named),
        });
    }
    for (const style of stylesOf(text)) {
      if (!characters.has(style))
        out.push({
          code: 'layout-style-unknown',
          zh: `标签 ${key} 用了主题里没有的字符样式 ${style}`,
          en: `the label ${key} uses the character style ${style}, which the theme does not have`,
          help: didYouMean(style, characters),
        });
    }
  }
  const missing = out.some((i) => i.code === 'label-missing');
  for (const name of missing ? [] : named) {
    if (!asked.has(name))
      out.push({
        code: 'label-parameter',
        zh: `标签 ${key} 里没有 {${name}}`,
        en: `the label ${key} has no {${name}}`,
        help: didYouMean(name, asked),
      });
  }
  return out;
}
