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
