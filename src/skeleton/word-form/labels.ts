/**
 * The words of a form as labels of a house.
 *
 * In:  words, one saying after the other. Out: the key of each, the same for the same words; the YAML of both languages. Where a form says
 * it in one language only, both have it: it is printed once, and `lint` says that the other is missing.
 */
import type { Said } from './languages.js';
import type { OtherLanguage } from './stock-words.js';

const reserved = /^(?:true|false|null|yes|no|on|off|y|n|\d.*)$/;

export class FormLabels {
  private readonly keys = new Map<string, string>();
  private readonly labels = new Map<string, { readonly zh: string; readonly en: string }>();

  constructor(
    private readonly group: string,
    private readonly other: OtherLanguage,
  ) {}

  /** `team-card.date-of-audit`; words without English are numbered. */
  keyOf(said: Said): string {
    const both = this.other.complete({
      ...(said.zh === undefined ? {} : { zh: clean(said.zh) }),
      ...(said.en === undefined ? {} : { en: clean(said.en) }),
    });
    const same = JSON.stringify(both);
    const known = this.keys.get(same);
    if (known !== undefined) return `${this.group}.${known}`;
    const slug = both.en
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40)
      .replace(/-$/, '');
    const isName = slug.length > 1 && !reserved.test(slug) && !/\p{Script=Han}/u.test(both.en);
    let name = isName ? slug : `words-${this.labels.size + 1}`;
    for (let n = 2; this.labels.has(name); n++) name = `${isName ? slug : 'words'}-${isName ? n : this.labels.size + n}`;
    this.keys.set(same, name);
    this.labels.set(name, both);
    return `${this.group}.${name}`;
  }

  /** The same where no label is made of it. */
  completed = (said: Said): { readonly zh: string; readonly en: string } => this.other.complete(said);

  yaml(lang: 'zh' | 'en'): string {
    const lines = [...this.labels].map(([key, said]) => `  ${key}: ${JSON.stringify(said[lang])}`);
    return `${this.group}:${lines.length === 0 ? ' {}' : ''}\n${lines.map((line) => `${line}\n`).join('')}`;
  }
  /** How many say in one language what the other says in none. */
  get missing(): { readonly zh: number; readonly en: number } {
    const all = [...this.labels.values()];
    return { en: all.filter((said) => lacks(said) === 'en').length, zh: all.filter((said) => lacks(said) === 'zh').length };
  }
}

/** Braces of a label are values to be put in. */
const clean = (text: string): string => text.replaceAll('{', '｛').replaceAll('}', '｝').replace(/\s+/g, ' ').trim();

/**
 * The language that is missing where both say the same: English of Chinese words; Chinese of several English ones, since one may be a
 * name.
 */
function lacks({ zh, en }: { readonly zh: string; readonly en: string }): 'zh' | 'en' | undefined {
  if (zh !== en) return undefined;
  if (/\p{Script=Han}/u.test(zh)) return 'en';
  return (zh.match(/[a-z]{2,}/g) ?? []).length > 1 ? 'zh' : undefined;
}
