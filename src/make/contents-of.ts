/** The required contents that a scheme has for a kind of document, in its order. */
import type { Content, DocumentKind } from '../../schemas/pack/index.js';
import type { Scheme } from '../load/types.js';

export const contentsOfDocument = (scheme: Scheme, kind: DocumentKind): Content[] =>
  (scheme.contents[kind] ?? []).flatMap((group) => group.contents);
