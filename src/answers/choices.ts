/**
 * Closed words: what layouts print for each value of a list, and which value somebody's word means.
 *
 * In:  the shape of a field and the labels of a scheme's layouts. Out: each value with its words in both languages; and of words the value.
 */
import { z } from 'zod';
import type { Labels } from '../compose/labels.js';
import { formsOf, metaOf, type Shape } from '../../schemas/record/shape.js';
import { plainly } from './typed-text.js';
import { read, unread, type Choice, type Reading } from './types.js';

export function optionsOf(shape: Shape): readonly string[] | undefined {
  const [form, ...more] = formsOf(shape);
  if (more.length > 0) return undefined;
  if (form instanceof z.ZodBoolean) return ['true', 'false'];
  return form instanceof z.ZodEnum ? form.options.map(String) : undefined;
}

/** The values of a closed list with all that the layouts call them, in each group of labels that has words for most of them. */
export function choicesOf(shape: Shape, labels: Pick<Labels, 'keys' | 'text'>): readonly Choice[] {
  const options = optionsOf(shape) ?? [];
  const own = metaOf(shape)?.words ?? {};
  const groups = new Map<string, Set<string>>();
  for (const key of labels.keys('zh')) {
    const dot = key.lastIndexOf('.');
    const name = key.slice(dot + 1);
    if (dot > 0 && options.includes(name)) groups.set(key.slice(0, dot), (groups.get(key.slice(0, dot)) ?? new Set()).add(name));
  }
  const named = [...groups].filter(([, names]) => names.size * 2 >= options.length).map(([group]) => group);
  return options.map((value) => ({
    value,
    words: [
      ...new Set([
        ...(Object.hasOwn(own, value) ? [own[value]?.zh, own[value]?.en] : []),
        ...named.flatMap((group) => [labels.text('zh', `${group}.${value}`), labels.text('en', `${group}.${value}`)]),
      ]),
    ].filter((word): word is string => word !== undefined && word !== ''),
  }));
}

/** Case, spaces, full-width letters and a stop at the end say nothing. */
const folded = (words: string): string =>
  plainly(words)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/[。.;]$/, '');

/** `printed` says which of two languages' words, or a value's own name, was meant. */
export function chosen(words: string, choices: readonly Choice[], kind: 'word' | 'name'): Reading {
  const said = folded(words);
  if (said === '') return unread('empty');
  const found = new Set(choices.filter((one) => one.words.some((word) => folded(word) === said)).map((one) => one.value));
  if (found.size === 0) for (const { value } of choices) if (folded(value) === said) found.add(value);
  const [value, ...more] = found;
  if (value === undefined) return unread(`${kind}-unknown`);
  return more.length > 0 ? unread(`${kind}-ambiguous`) : read(value);
}

const yes = new Set(['是', '有', '对', '合格', '通过', '√', '✓', '✔', '☑', '☒', '■', 'yes', 'y', 'true', '1']);
const no = new Set(['否', '无', '不是', '不合格', '未通过', '×', '✗', '✘', '☐', '□', 'no', 'n', 'false', '0']);
/** A yes or no, as a word, as a box, or as the layouts say it of this field. */
export function typedFlag(words: string, choices: readonly Choice[] = []): Reading {
  const said = folded(words);
  if (said === '') return unread('empty');
  // What the layouts call it comes first: `不合格` may be the yes of a field.
  const found = chosen(words, choices, 'word');
  if (found.ok) return read(found.value === 'true');
  if (yes.has(said)) return read(true);
  return no.has(said) ? read(false) : found;
}
