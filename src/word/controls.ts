/**
 * What a content control says of itself.
 *
 * In:  `w:sdtPr`. Out: its names; what it takes, what it offers, and whether it still asks.
 */
import type { ControlName, WordControl } from './types.js';
import { childOf, switchOf, valueOf, type WordElement } from './xml.js';

export const controlName = (properties: WordElement | undefined): ControlName => {
  const [tag, alias] = [valueOf(properties, 'w:tag'), valueOf(properties, 'w:alias')];
  const isItem = childOf(properties, 'w15:repeatingSectionItem') !== undefined;
  return { ...(tag === undefined ? {} : { tag }), ...(alias === undefined ? {} : { alias }), ...(isItem ? { isItem } : {}) };
};
export function controlOf(properties: WordElement | undefined): Pick<WordControl, 'kind' | 'isPlaceholder' | 'choices'> {
  const list = childOf(properties, 'w:dropDownList') ?? childOf(properties, 'w:comboBox');
  const kind = list
    ? 'choice'
    : childOf(properties, 'w:date')
      ? 'date'
      : childOf(properties, 'w:picture')
        ? 'picture'
        : childOf(properties, 'w:text')
          ? 'text'
          : 'rich';
  return {
    kind,
    isPlaceholder: switchOf(properties, 'w:showingPlcHdr') ?? false,
    choices: (list?.children ?? []).flatMap(({ name, attributes: a }) =>
      name === 'w:listItem' ? [a['w:displayText'] ?? a['w:value'] ?? ''] : [],
    ),
  };
}
