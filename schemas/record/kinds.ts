/**
 * The kinds of audit: initial certification stage 1 and 2, surveillance, recertification, extension, short notice,
 * restoration, change of requirements, transfer.
 */
export const auditKinds = ['I1', 'I2', 'S', 'R', 'XE', 'XS', 'XR', 'XC', 'TR'] as const;
export type AuditKind = (typeof auditKinds)[number];
/** Audits as they are asked for on the command line, each also the name of its folder, and their kinds. */
export const auditTypes = {
  'stage-1': 'I1',
  'stage-2': 'I2',
  surveillance: 'S',
  recertification: 'R',
  extension: 'XE',
  'short-notice': 'XS',
  restoration: 'XR',
  'requirements-change': 'XC',
  transfer: 'TR',
} as const satisfies Readonly<Record<string, AuditKind>>;
export type AuditType = keyof typeof auditTypes;
/** What a file of the archive is a record of; each scheme's `archive.yaml` says which of them it asks for. */
export const recordKinds = [
  'application',
  'application-review',
  'contract',
  'programme',
  'audit-plan',
  'stage-1-notice',
  'attendance',
  'audit-record',
  'nonconformity-report',
  'audit-report',
  'technical-review',
  'decision',
  'certificate',
  'delivery',
  'permit',
  'figure',
  'other',
] as const;

/** Records of which there is one for each of something: its id, number or name is their `subject`. */
export const recordSubjects: Readonly<Record<string, 'meeting' | 'nonconformity' | 'certificate' | undefined>> = {
  attendance: 'meeting',
  'nonconformity-report': 'nonconformity',
  certificate: 'certificate',
};

/** Kinds of audit whose decision begins a cycle of certification. */
export const openingKinds: readonly AuditKind[] = ['I2', 'R', 'TR'];
