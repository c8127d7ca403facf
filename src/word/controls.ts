/**
 * What a content control says of itself.
 *
 * In:  `w:sdtPr`; of a box its content too. Out: its names; what it takes, what it offers, and whether it still asks, or is ticked.
 */
import type { ControlName, WordControl, WordInline } from './types.js';
import { childOf, switchOf, valueOf, type WordElement } from './xml.js';

export function controlName(properties: WordElement | undefined): ControlName {
  const [tag, alias] = [valueOf(properties, 'w:tag'), valueOf(properties, 'w:alias')];
  const name: { -readonly [K in keyof ControlName]: ControlName[K] } = {};
  if (tag !== undefined) name.tag = tag;
  if (alias !== undefined) name.alias = alias;
  if (childOf(properties, 'w15:repeatingSectionItem')) name.isItem = true;
  return name;
}
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

/**
 * Whether a control for a box is ticked: as its sign says, which is what somebody sees; what the control says of itself (`w14:checked`) is
 * for signs of its own. Undefined where words stand in place of the sign.
 */
export function tickedOf(ticks: WordElement, content: readonly WordInline[], words: string): boolean | undefined {
  const [only, ...more] = content.filter((one) => one.type !== 'bookmark');
  if (only?.type === 'box' && more.length === 0) return only.checked;
  if ([...words.trim()].length > 1) return undefined;
  return /^(?:1|true|on)$/.test(childOf(ticks, 'w14:checked')?.attributes['w14:val'] ?? '0');
}

type Bookmark = WordInline & { readonly type: 'bookmark' };
export function bookmarksOf(content: readonly WordInline[], found: Bookmark[] = []): readonly Bookmark[] {
  for (const one of content)
    if (one.type === 'bookmark') found.push(one);
    else if (one.type === 'control' || one.type === 'field') bookmarksOf(one.content, found);
  return found;
}
