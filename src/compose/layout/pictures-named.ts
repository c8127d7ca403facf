/**
 * The pictures that a layout names without an expression.
 *
 * In:  its elements. Out: what each `<img>` may have as `src`, as it is written.
 */
import { attributesOf, possibleValues, type Attribute, type MarkupElement } from './markup.js';

export const picturesNamedIn = (elements: readonly MarkupElement[]): string[] =>
  elements
    .filter(({ name }) => name === 'img')
    .flatMap((element) => sourceOf(element))
    .map((value) => value.trim())
    .filter((value) => value !== '');
const sourceOf = (element: MarkupElement): readonly string[] =>
  attributesOf(element)
    .filter(({ attribute }) => attribute.name === 'src' && isWritten(attribute))
    .flatMap(({ attribute }) => possibleValues(attribute.value) ?? []);
const isWritten = (attribute: Attribute): boolean => attribute.value.every((part) => part.kind === 'text');
