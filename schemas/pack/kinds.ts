/** The id of a kind of document: the name of its definition, `schemas/documents/<id>.yaml`. Whether there is one is checked at load. */
export type DocumentKind = string;
