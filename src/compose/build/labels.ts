/**
 * Labels that elements print by themselves, named by an attribute or fixed for the element (docs/layouts.md).
 *
 * In:  a key. Out: runs, or nothing and a report where the locales lack it.
 */
import type { Lang } from '../../model/index.js';
import { fillLabel } from '../helpers/words.js';
import { didYouMean } from '../problem.js';
import { Phrase } from '../values.js';
import { phraseRun, type Run } from './inline.js';
import { report, type Building } from './setting.js';
import type { TreeElement } from './tree.js';

export function labelPhraseOf(
  key: string,
  element: TreeElement,
  building: Building,
  values: ReadonlyMap<string, Phrase> = new Map(),
): Phrase | undefined {
  const zh = building.labels.text('zh', key);
  const en = building.labels.text('en', key);
  if ((building.lang !== 'en' && zh === undefined) || (building.lang !== 'zh' && en === undefined)) {
    report(
      building,
      'label-missing',
      element.at,
      `标签 ${key} 没有${zh !== undefined ? '英文' : '中文'}`,
      `the label ${key} has no ${zh !== undefined ? 'English' : 'Chinese'}`,
      didYouMean(key, building.labels.keys('zh')),
    );
    return undefined;
  }
  return new Phrase(zh === undefined ? [] : fillLabel(zh, 'zh', values), en === undefined ? [] : fillLabel(en, 'en', values), []);
}

export function labelRuns(
  key: string,
  element: TreeElement,
  building: Building,
  style?: string,
  values?: ReadonlyMap<string, Phrase>,
): Run[] {
  const phrase = labelPhraseOf(key, element, building, values);
  return phrase ? [phraseRun(phrase, element.at, style)] : [];
}

/** How a text ends that needs no full stop: in one of its own, or in another sign that ends or joins a sentence. */
const closed = /[。.！!？?；;：:…][”’"'）)]*\s*$/;
function closes(inside: readonly Run[], lang: Lang): boolean {
  const last = inside.findLast((run) => run[lang].length > 0)?.[lang].at(-1);
  return typeof last === 'object' && last.type === 'text' && closed.test(last.value);
}

/** A label around other runs: `不适用，因为{reason}。`, whose full stop falls away behind a reason that has its own. */
export function labelAround(
  key: string,
  parameter: string,
  inside: readonly Run[],
  element: TreeElement,
  building: Building,
  values: ReadonlyMap<string, Phrase> = new Map(),
): Run[] {
  const halves = { zh: cut(building.labels.text('zh', key), parameter), en: cut(building.labels.text('en', key), parameter) };
  if (!labelPhraseOf(key, element, building)) return [...inside];
  const half = (i: 0 | 1): Run[] => {
    const said = (lang: Lang): string[] =>
      [i === 1 && closes(inside, lang) ? halves[lang][1].replace(/^[。.]/, '') : halves[lang][i]].filter((s) => s !== '');
    const filled = (lang: Lang): Phrase['zh'] => said(lang).flatMap((s) => fillLabel(s, lang, values));
    const phrase = new Phrase(filled('zh'), filled('en'), []);
    return phrase.zh.length + phrase.en.length === 0 ? [] : [phraseRun(phrase, element.at)];
  };
  return [...half(0), ...inside, ...half(1)];
}
function cut(text: string | undefined, parameter: string): [string, string] {
  const [before = '', ...after] = (text ?? '').split(`{${parameter}}`);
  return [before, after.join('')];
}
