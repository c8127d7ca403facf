/**
 * The labels of a document: the scheme's own words, then those of the locales.
 *
 * In:  the locales of the layout folders, and the scheme's `labels` (group, value, both languages). Out: look-up by key; and on the way,
 * which keys were asked for, `group.*` where it was a whole group: on these labels, and on no others, the document depends.
 */
import type { Prose } from '../diagnostics/index.js';
import type { Lang } from '../model/index.js';
import type { LayoutSet } from './layout-set.js';

/** `{ grade: { minor: { zh, en } } }`; asked for as `grade.minor`. */
export type SchemeLabels = Readonly<Record<string, Readonly<Record<string, Prose>>>>;

export class Labels {
  constructor(
    private readonly set: LayoutSet,
    private readonly scheme: SchemeLabels,
    private readonly asked = new Set<string>(),
  ) {}

  text(lang: Lang, key: string): string | undefined {
    this.asked.add(key);
    const dot = key.indexOf('.');
    const group = dot < 0 ? undefined : key.slice(0, dot);
    const name = key.slice(dot + 1);
    const words = group !== undefined && Object.hasOwn(this.scheme, group) ? this.scheme[group] : undefined;
    if (words && Object.hasOwn(words, name)) return words[name]?.[lang];
    return this.set.labels[lang].get(key)?.text;
  }
  keys(lang: Lang): string[] {
    return [
      ...Object.entries(this.scheme).flatMap(([group, words]) => Object.keys(words).map((name) => `${group}.${name}`)),
      ...this.set.labels[lang].keys(),
    ];
  }
  /** The values of a group, in order: the scheme's where it has words in the group. What it emptied no layout prints (`graded`). */
  group(group: string): string[] {
    const own = Object.hasOwn(this.scheme, group) ? Object.keys(this.scheme[group] ?? {}) : [];
    if (own.length > 0) return own;
    const prefix = `${group}.`;
    this.asked.add(`${prefix}*`);
    return [...this.set.labels.zh.keys()]
      .filter((k) => k.startsWith(prefix) && !k.slice(prefix.length).includes('.'))
      .map((k) => k.slice(prefix.length));
  }
}
