/**
 * What a row holds back, in words.
 *
 * In:  `holdsBack` of a row, its scheme. Out: a phrase for each: an act, or a document by the title that the scheme gives it.
 */
import type { DocumentKind } from '../../schemas/pack/index.js';
import type { Rule } from '../../schemas/pack/rules.js';
import type { Prose } from '../diagnostics/index.js';
import type { Scheme } from '../packs/types.js';

const acts: Readonly<Record<string, Prose>> = {
  decide: { zh: '认证决定', en: 'the certification decision' },
  issue: { zh: '证书的颁发', en: 'the issue of the certificate' },
  archive: { zh: '归档', en: 'the archive' },
};

export const heldWords = (holdsBack: Rule['holdsBack'], scheme: Scheme): Prose[] =>
  holdsBack.map((what) => acts[what] ?? scheme.scheme.documents[what as DocumentKind]?.title ?? { zh: what, en: what });
