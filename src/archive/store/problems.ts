/**
 * What can go wrong with a store, as diagnostics.
 *
 * In:  the place and the cause. Out: `Diagnostic`s.
 */
import { catalogue, type Code, type Diagnostic, type Prose } from '../../diagnostics/index.js';
import type { Finding } from './finding.js';

/** Without a help of its own it is that of the catalogue. */
export const problem = (
  code: Code,
  file: string,
  zh: string,
  en: string,
  help: Prose = { zh: catalogue[code].helpZh, en: catalogue[code].helpEn },
): Diagnostic => ({ code, severity: 'error', place: { file }, message: { zh, en }, help });
export const note = (code: Code, file: string, zh: string, en: string): Diagnostic => ({
  code,
  severity: 'info',
  place: { file },
  message: { zh, en },
});

/** The signer failed, not the disk. */
export class SignFailed extends Error {}

export function notWritten(file: string, error: unknown, left: boolean): Diagnostic {
  if (error instanceof SignFailed) {
    return problem(
      'archive-sign-failed',
      file,
      `未能签名，档案库保持原样：${error.message}`,
      `A signature could not be made; the archive is as it was: ${error.message}`,
    );
  }
  const code = (error as NodeJS.ErrnoException).code;
  // What is no failure of the disk is a bug.
  if (code === undefined) throw error;
  const full: Prose | undefined =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? { zh: '磁盘已满：腾出空间后重新运行。', en: 'The disk is full: make room and run again.' }
      : undefined;
  return left
    ? problem(
        'archive-failed',
        file,
        `无法写入（${code}），也未能恢复原样；下次运行时接着完成`,
        `It could not be written (${code}), nor put back as it was; the next run finishes it`,
        full,
      )
    : problem(
        'archive-failed',
        file,
        `无法写入（${code}），档案库保持原样`,
        `It could not be written (${code}); the archive is as it was`,
        full,
      );
}

export const damaged = (dir: string, findings: readonly Finding[]): Diagnostic[] =>
  findings
    .slice(0, 20)
    .map(({ message }) => problem('archive-damaged', dir, `不再写入：${message.zh}`, `Nothing more is written: ${message.en}`));
