/**
 * Words of the records that certpress itself must understand, each with what it means.
 *
 * In:  a word of a record. Out: what it does. The lists are the choices of their fields; the program compares with none of these words.
 */
type Word = string | undefined;

/** Of a decision. */
export const outcomes = ['grant', 'maintain', 'renew', 'extend', 'reduce', 'suspend', 'withdraw', 'refuse', 'restore'] as const;
const giving: ReadonlySet<Word> = new Set<(typeof outcomes)[number]>(['grant', 'renew', 'extend', 'reduce', 'restore', 'maintain']);
/** Whether the client may be certified, as it says. */
export const isGiven = (outcome: Word): boolean => giving.has(outcome);
export const isRefused = (outcome: Word): boolean => outcome === 'refuse';
/** Of a recommendation as well. */
export const isKept = (outcome: Word): boolean => outcome === 'maintain';

/** Of the review of an application, of a file. */
export const applicationResults = ['accepted', 'to-complete', 'rejected'] as const;
export const reviewResults = ['accepted', 'returned'] as const;
export const isAccepted = (result: Word): boolean => result === 'accepted';
export const isRejected = (result: Word): boolean => result === 'rejected';

/** Of a nonconformity. */
export const grades = ['major', 'minor'] as const;
export const isMajor = (grade: Word): boolean => grade === 'major';
export const isMinor = (grade: Word): boolean => grade === 'minor';

/** In an audit team. */
export const teamRoles = ['leader', 'auditor', 'trainee', 'expert'] as const;
export const isLeader = (role: Word): boolean => role === 'leader';
/** Whose days are audit time: a trainee audits under guidance, an expert does not audit. */
export const isAuditing = (role: Word): boolean => role === 'leader' || role === 'auditor';

/** Of an auditor's registration. */
export const registrationGrades = ['auditor', 'trainee'] as const;
export const isTrainee = (grade: Word): boolean => grade === 'trainee';
