/**
 * The kinds of audit: initial certification stage 1 and 2, surveillance, recertification, extension, short notice,
 * restoration, change of requirements, transfer.
 */
export const auditKinds = ['I1', 'I2', 'S', 'R', 'XE', 'XS', 'XR', 'XC', 'TR'] as const;
export type AuditKind = (typeof auditKinds)[number];
/** What may happen to a certificate, and around it. */
export const eventKinds = [
  'issued', 'delivered', 'reported', 'published', 'suspended', 'restored', 'reduced', 'extended', 'withdrawn', 'cancelled',
  'misuse', 'accident', 'appeal', 'replied', 'recovered',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** What a file of the archive is a record of; each scheme's `archive.yaml` says which of them it asks for. */
export const recordKinds = [
  'application', 'application-review', 'contract', 'programme', 'audit-plan', 'stage-1-notice', 'attendance', 'audit-record',
  'nonconformity-report', 'audit-report', 'technical-review', 'decision', 'certificate', 'delivery', 'permit', 'figure', 'other',
] as const;

/** Kinds of audit whose decision begins a cycle of certification. */
export const openingKinds: readonly AuditKind[] = ['I2', 'R', 'TR'];
