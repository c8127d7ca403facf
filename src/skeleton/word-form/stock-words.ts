/**
 * What certpress's own layouts say: their labels, and which label stands with which field.
 *
 * In:  the package's folder. Out: English by Chinese and the other way round, groups of words by value, labelled fields. A form whose
 * words are among these has its other language from here, and its fields too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../../files/parse-yaml.js';
import type { Said } from './languages.js';

export interface StockWords {
  readonly labels: ReadonlyMap<string, { readonly zh: string; readonly en: string }>;
  /** `yes-no` → `true` → 是, Yes. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly printed: readonly { readonly path: string; readonly zh: string; readonly en: string }[];
}

export function stockWords(packageRoot: string): StockWords {
  const folder = join(packageRoot, 'templates');
  const [zh, en] = (['zh', 'en'] as const).map((lang) => labelsIn(join(folder, 'locales', `${lang}.yaml`)));
  const labels = new Map<string, { zh: string; en: string }>();
  for (const [key, text] of zh ?? []) {
    const other = en?.get(key);
    // A label with values in it says nothing alone.
    if (other !== undefined && !/[{}]/.test(text + other)) labels.set(key, { zh: text, en: other });
  }
  const groups = new Map<string, Map<string, readonly string[]>>();
  for (const [key, said] of labels) {
    const [group = '', value = '', more] = key.split('.');
    if (more !== undefined) continue;
    const known = groups.get(group) ?? new Map<string, readonly string[]>();
    groups.set(group, known.set(value, [said.zh, said.en]));
  }
  const printed = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs'))
    .sort()
    .flatMap((name) => labelledIn(readFileSync(join(folder, name), 'utf8')))
    .flatMap(({ label, path }) => {
      const said = labels.get(label);
      return said ? [{ path, ...said }] : [];
    });
  return { labels, groups, printed };
}

/** `<field label="client.uscc">{{client.uscc}}</field>`: one field and nothing else. */
const labelledIn = (layout: string): { readonly label: string; readonly path: string }[] =>
  [...layout.matchAll(/<field label="([\w.-]+)"[^<>]*>\s*\{\{(?:(?:text|name|date|day|rich) )?([a-z]\w*(?:\.\w+)+)\}\}\s*<\/field>/g)].map(
    ([, label = '', path = '']) => ({ label, path }),
  );

function labelsIn(file: string): Map<string, string> {
  const out = new Map<string, string>();
  const visit = (value: unknown, prefix: string): void => {
    if (typeof value === 'string') out.set(prefix, value);
    else if (typeof value === 'object' && value !== null)
      for (const [key, below] of Object.entries(value)) visit(below, prefix === '' ? key : `${prefix}.${key}`);
  };
  visit(parseYaml(readFileSync(file), file).value?.document.toJS(), '');
  return out;
}

/** What every form says, and no label of certpress by itself. */
const ofForms: readonly { readonly zh: string; readonly en: string }[] = [
  { zh: '年', en: 'Year' },
  { zh: '月', en: 'Month' },
  { zh: '日', en: 'Day' },
  { zh: '签字', en: 'Signature' },
  { zh: '签名', en: 'Signature' },
  { zh: '盖章', en: 'Seal' },
  { zh: '日期', en: 'Date' },
  { zh: '备注', en: 'Remarks' },
  { zh: '序号', en: 'No.' },
  { zh: '编号', en: 'Number' },
  { zh: '页', en: 'page' },
  { zh: '图片', en: 'Picture' },
];

/** The other language of words that certpress has in both; of words that it calls by two names in the other, a person must choose. */
export class OtherLanguage {
  private readonly english = new Map<string, string>();
  private readonly chinese = new Map<string, string>();

  /** Of what several say, the first has the word. */
  constructor(...known: readonly Iterable<{ readonly zh: string; readonly en: string }>[]) {
    for (const pairs of [ofForms, ...known]) {
      const list = [...pairs];
      note(
        this.english,
        list,
        ({ zh }) => zh,
        ({ en }) => en,
      );
      note(
        this.chinese,
        list,
        ({ en }) => en.toLowerCase(),
        ({ zh }) => zh,
      );
    }
  }
  complete({ zh, en }: Said): { readonly zh: string; readonly en: string } {
    const words = zh ?? en ?? '';
    if (zh === undefined) return { zh: this.chinese.get(words.toLowerCase()) ?? words, en: words };
    return { zh, en: en ?? this.english.get(zh) ?? zh };
  }
}
type Pair = { readonly zh: string; readonly en: string };
function note(into: Map<string, string>, pairs: readonly Pair[], from: (pair: Pair) => string, to: (pair: Pair) => string): void {
  const found = new Map<string, Map<string, string>>();
  for (const pair of pairs) {
    const names = found.get(from(pair)) ?? new Map<string, string>();
    found.set(from(pair), names.set(to(pair).toLowerCase(), to(pair)));
  }
  for (const [word, names] of found) {
    const [only, more] = names.values();
    if (only !== undefined && more === undefined && !into.has(word)) into.set(word, only);
  }
}
