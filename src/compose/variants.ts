/**
 * The variants that a layout names, in the order in which they are tried.
 *
 * In:  a layout with `<variant id density>` at its top. Out: their names; `only` where it names none. The pipeline composes
 * one after the other until one fits.
 */
import { literalValue, attributesOf, type ScannedMarkup } from './layout/markup.js';
import { parsedLayout } from './layout/parsed.js';
import { preparedLayout, type Variant } from './layout/prepared-layout.js';
import type { LayoutSet } from './layout-set.js';

export const variantsOf = (set: LayoutSet, documentName: string): readonly string[] => {
  const named = namedVariants(set, documentName).map((v) => v.id);
  return named.length > 0 ? named : ['only'];
};
/** The density of the theme that a variant is set in; the variant's own name where the layout names none. */
export const densityOf = (set: LayoutSet, documentName: string, variant: string): string =>
  namedVariants(set, documentName).find((v) => v.id === variant)?.density ?? variant;

function namedVariants(set: LayoutSet, documentName: string): readonly Variant[] {
  const source = set.layouts.get(documentName);
  if (!source) return [];
  const known = preparedLayout(source);
  if (known) return known.variants;
  const { markup } = parsedLayout(source);
  return markup ? variantsIn(markup) : [];
}
export function variantsIn({ nodes }: ScannedMarkup): readonly Variant[] {
  const out: Variant[] = [];
  for (const node of nodes) {
    if (node.kind !== 'element' || node.name !== 'variant') continue;
    const values = new Map(attributesOf(node).map(({ attribute }) => [attribute.name, literalValue(attribute)?.trim()]));
    const id = values.get('id');
    if (id) out.push({ id, density: values.get('density') || id });
  }
  return out;
}
