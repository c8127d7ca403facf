/** The required contents that a scheme has for a kind of document, in its order, each with its group and the form of that. */
import type { Content, DocumentKind } from '../../schemas/pack/index.js';
import type { Scheme } from '../packs/types.js';

export const contentsOfDocument = (scheme: Scheme, kind: DocumentKind): (Content & { readonly group: string; readonly form: string })[] =>
  (scheme.contents[kind] ?? []).flatMap((group) => group.contents.map((content) => ({ ...content, group: group.id, form: group.form })));
