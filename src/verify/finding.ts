/**
 * Findings of verification as diagnostics.
 *
 * In:  code, place, a sentence in both languages. Out: `Diagnostic`s; help is that of the catalogue where nothing better is said.
 */
import { join } from 'node:path';
import type { Finding } from '../archive/store/finding.js';
import { catalogue, type Code, type Diagnostic, type Prose, type Severity } from '../diagnostics/index.js';

export function found(code: Code, file: string, zh: string, en: string, severity: Severity = 'error'): Diagnostic {
  const { helpZh, helpEn } = catalogue[code];
  return { code, severity, place: { file }, message: { zh, en }, help: { zh: helpZh, en: helpEn } };
}

/** A finding of the store, whose sentences begin with the path. */
export const ofStore = (code: Code, root: string, { path, message }: Finding): Diagnostic =>
  found(code, join(root, path), message.zh, message.en);

/** So many of one bag are listed; a forged one could have millions. */
const most = 100;
export function bounded(list: readonly Diagnostic[], file: string): Diagnostic[] {
  if (list.length <= most) return [...list];
  const more = list.length - most;
  const severity = list.slice(most).some((d) => d.severity !== 'info') ? 'error' : 'info';
  return [...list.slice(0, most), found('verify-many', file, `另有 ${more} 项未列`, `${more} more are not listed`, severity)];
}

export const joined = (list: readonly Prose[]): Prose => ({
  zh: list.map((one) => one.zh).join('；'),
  en: list.map((one) => one.en).join('; '),
});
