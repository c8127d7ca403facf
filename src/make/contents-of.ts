/** The required contents that a scheme has for a kind of document, in its order, each with its group and the form of that. */
import type { Content, DocumentKind } from '../../schemas/pack/index.js';
import type { Scheme } from '../packs/types.js';

type InGroup = Content & { readonly group: string; readonly form: string };

/** Asked for with every document, of all kinds. */
const kept = new WeakMap<Scheme['contents'], Map<DocumentKind, readonly InGroup[]>>();

export function contentsOfDocument({ contents }: Scheme, kind: DocumentKind): readonly InGroup[] {
  let ofScheme = kept.get(contents);
  if (!ofScheme) kept.set(contents, (ofScheme = new Map()));
  let found = ofScheme.get(kind);
  if (!found) {
    found = (contents[kind] ?? []).flatMap((group) => group.contents.map((content) => ({ ...content, group: group.id, form: group.form })));
    ofScheme.set(kind, found);
  }
  return found;
}

/** Those of its other documents, but for names that this one has too. */
export function contentsOfOthers(scheme: Scheme, kind: DocumentKind): readonly InGroup[] {
  let ofScheme = keptOfOthers.get(scheme.contents);
  if (!ofScheme) keptOfOthers.set(scheme.contents, (ofScheme = new Map()));
  let found = ofScheme.get(kind);
  if (!found) {
    const own = new Set(contentsOfDocument(scheme, kind).map(({ id }) => id));
    found = Object.keys(scheme.contents)
      .filter((other) => other !== kind)
      .flatMap((other) => contentsOfDocument(scheme, other))
      .filter(({ id }) => !own.has(id));
    ofScheme.set(kind, found);
  }
  return found;
}
const keptOfOthers = new WeakMap<Scheme['contents'], Map<DocumentKind, readonly InGroup[]>>();
