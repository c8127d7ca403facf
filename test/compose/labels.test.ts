/** What a label does with the values that it is filled with. */
import { expect, it } from 'vitest';
import { phraseRun } from '../../src/compose/build/inline.js';
import { labelAround } from '../../src/compose/build/labels.js';
import type { Building } from '../../src/compose/build/setting.js';
import type { TreeElement } from '../../src/compose/build/tree.js';
import { fillLabel } from '../../src/compose/helpers/words.js';
import { partText, Phrase } from '../../src/compose/values.js';
import { protect } from '../../src/compose/typography.js';

const filled = (label: string, lang: 'zh' | 'en', value: string): string =>
  fillLabel(label, lang, new Map([['x', new Phrase([value], [value], [])]]))
    .map(partText)
    .join('');

it.each([
  ['{x}；理由', 'zh', '两场观察对调。', '两场观察对调；理由'],
  ['{x}；理由', 'zh', '两场观察对调', '两场观察对调；理由'],
  ['{x}; reason', 'en', 'The visits change places.', 'The visits change places; reason'],
  // An abbreviation keeps its point, except before another.
  ['{x}; reason', 'en', 'Zhou Co., Ltd.', 'Zhou Co., Ltd.; reason'],
  ['{x}.', 'en', 'Zhou Co., Ltd.', 'Zhou Co., Ltd.'],
  // Where the label goes on with words, the value stands as it was written.
  ['{x}对调', 'zh', '两场。', '两场。对调'],
  ['{x}', 'zh', '两场。', '两场。'],
] as const)('%s in %s with %s', (label, lang, value, expected) => expect(filled(label, lang, value)).toBe(expected));

it.each([
  ['1', '1 person-day'],
  ['1.0', '1.0 person-days'],
  ['1.5', '1.5 person-days'],
  ['0.5', '0.5 person-days'],
  ['3', '3 person-days'],
])('a word after %s', (value, expected) => expect(filled('{x} {x|person-day|person-days}', 'en', value)).toBe(expected));

it.each([
  ['on 14 April 2026', 'on 14\u00a0April\u00a02026'],
  ['14–15 April 2026', '14–15\u00a0April\u00a02026'],
  ['since April 2026', 'since April\u00a02026'],
  ['within 20 seconds', 'within 20\u00a0seconds'],
  // Not a date: a name that is a month's word too.
  ['May 3 auditors come', 'May 3 auditors come'],
])('%s', (text, expected) => expect(protect(text)).toBe(expected));

// What does not apply ends in one full stop, whether or not the record wrote it.
it.each([
  [
    '本次没有临时场所',
    'there are no temporary sites',
    '不适用，因为本次没有临时场所。',
    'Not applicable, because there are no temporary sites.',
  ],
  [
    '本次没有临时场所。',
    'there are no temporary sites.',
    '不适用，因为本次没有临时场所。',
    'Not applicable, because there are no temporary sites.',
  ],
  ['由甲公司承担', 'it is done by Zhou Co., Ltd.', '不适用，因为由甲公司承担。', 'Not applicable, because it is done by Zhou Co., Ltd.'],
])('not applicable: %s', (zh, en, wholeZh, wholeEn) => {
  const texts = { zh: '不适用，因为{reason}。', en: 'Not applicable, because {reason}.' };
  const building = {
    lang: 'zh-en',
    labels: { text: (lang: 'zh' | 'en') => texts[lang], keys: () => [] },
    diagnostics: [],
  } as unknown as Building;
  const at = { file: 'a.hbs', line: 1, column: 1 };
  const runs = labelAround(
    'elements.not-applicable',
    'reason',
    [phraseRun(new Phrase([zh], [en], []), at as never)],
    { at } as unknown as TreeElement,
    building,
  );
  const said = (lang: 'zh' | 'en'): string =>
    runs
      .flatMap((run) => run[lang])
      .map((piece) => (typeof piece === 'object' && piece.type === 'text' ? piece.value : ' '))
      .join('');
  expect([said('zh').trim(), said('en').replace(/\s+/g, ' ').trim()]).toEqual([wholeZh, wholeEn]);
});
