/**
 * Breaks: for each id of rules.md with rows, changes of facts that break it and nothing else.
 *
 * In:  the tables of `breaks/`. Out: all of them. Severities are those of the columns of rules.md; a boundary is missed by one day.
 */
import type { Break } from './break.js';
import { application } from './breaks/application.js';
import { certificates } from './breaks/certificates.js';
import { consistency } from './breaks/consistency.js';
import { ofCqm } from './breaks/cqm.js';
import { execution } from './breaks/execution.js';
import { findings } from './breaks/findings.js';
import { life } from './breaks/life.js';
import { programme } from './breaks/programme.js';
import { reporting } from './breaks/reporting.js';
import { time } from './breaks/time.js';
import { ofZoho } from './breaks/zoho.js';

export const breaks: readonly Break[] = [
  ...application,
  ...programme,
  ...execution,
  ...time,
  ...findings,
  ...reporting,
  ...certificates,
  ...life,
  ...consistency,
  ...ofCqm,
  ...ofZoho,
];
