/** The kinds of documents that certpress makes. */
export const documentKinds = ['audit-plan', 'stage-1-notice', 'audit-report', 'nonconformity-report', 'certificate'] as const;
export type DocumentKind = (typeof documentKinds)[number];
