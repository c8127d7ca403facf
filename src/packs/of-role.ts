/**
 * The document of a scheme that has a role, whatever it is called.
 *
 * In:  a scheme, the role. Out: its definition, and what the scheme asks of it; nothing where the scheme has none.
 */
import type { DocumentDefinition, DocumentRole } from '../../schemas/pack/documents.js';
import type { Content } from '../../schemas/pack/index.js';
import type { Scheme } from './types.js';

export const documentOfRole = (scheme: Scheme, role: DocumentRole): DocumentDefinition | undefined =>
  [...scheme.documents.values()].find((document) => document.role === role);
export const contentsOfRole = (scheme: Scheme, role: DocumentRole): Content[] =>
  (scheme.contents[documentOfRole(scheme, role)?.id ?? ''] ?? []).flatMap((group) => group.contents);
