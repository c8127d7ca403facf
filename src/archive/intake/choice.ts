/**
 * What a person says of the files that are taken in.
 *
 * In:  options as typed, the case. Out: whether they fit the case (its audits, nonconformities, certificates, meetings), the entry
 * that they make, and a name under `evidence/` that nothing has yet.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { signingParties } from '../../../schemas/record/evidence.js';
import { recordKinds, recordSubjects } from '../../../schemas/record/kinds.js';
import { failed, ok, type Diagnostic, type Outcome, type Prose } from '../../diagnostics/index.js';
import type { CaseFolder } from '../../load/types.js';
import type { NewEntry } from './register-entry.js';

export interface IntakeChoice {
  readonly kind: string;
  readonly audit?: string;
  readonly subject?: string;
  readonly title?: string;
  readonly titleEn?: string;
  readonly date?: string;
  /** `party=name[/English name][@date]`. */
  readonly signed?: readonly string[];
  readonly paper?: string;
  readonly paperSince?: string;
}
type Signed = NonNullable<NewEntry['signed']>[number];
export interface Checked {
  readonly date: string;
  readonly signed: readonly Signed[];
}

/** What the scheme knows: whether it has a name for such records, its documents, and what the case has notices of. */
export interface KnownToScheme {
  readonly isNamed: boolean;
  readonly documents: readonly string[];
  /** Subjects of the documents of this kind that the case asks for; undefined where there is one alone. */
  readonly subjects: readonly string[] | undefined;
}
export function checkChoice(choice: IntakeChoice, folder: CaseFolder, today: string, scheme: KnownToScheme): Outcome<Checked> {
  const { isNamed } = scheme;
  const { kind, audit, subject, date = today } = choice;
  const diagnostics: Diagnostic[] = [];
  const wrong = (zh: string, en: string): void => {
    diagnostics.push({ code: 'intake-register', severity: 'error', message: { zh, en } });
  };
  const oneOf = (names: readonly string[]): string => (names.length > 0 ? names.join('、') : '—');
  const kinds = [...new Set([...recordKinds, ...scheme.documents])];
  if (!kinds.includes(kind)) wrong(`--kind 应为：${oneOf(kinds)}`, `--kind must be one of: ${kinds.join(', ')}`);
  else if (!isNamed && choice.title === undefined)
    wrong('认证方案没有给这种记录命名：用 --title 写明标题', 'The scheme has no name for such a record: give it one with --title');
  const audits = folder.audits.map((one) => one.name);
  const of = folder.audits.find((one) => one.name === audit);
  if (audit !== undefined && !of)
    wrong(`案卷没有审核“${shown(audit)}”；有：${oneOf(audits)}`, `The case has no audit "${shown(audit)}"; it has: ${audits.join(', ')}`);
  const ofEach = Object.hasOwn(recordSubjects, kind) ? recordSubjects[kind] : undefined;
  const known: readonly string[] | undefined =
    ofEach === 'meeting'
      ? ['opening', 'closing']
      : ofEach === 'nonconformity'
        ? (of ? [of] : folder.audits).flatMap((one) => one.nonconformities.map((nc) => nc.name))
        : ofEach === 'certificate'
          ? (folder.certificates?.value ?? []).flatMap(({ number }) => number ?? [])
          : scheme.subjects;
  if (known && !known.includes(subject ?? '')) wrong(`--subject 应为：${oneOf(known)}`, `--subject must be one of: ${known.join(', ')}`);
  if (subject !== undefined && !/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,99}$/u.test(subject))
    wrong('--subject 只能用字母、数字和“.-_/”', '--subject takes letters, figures and ".-_/" only');
  for (const [option, day] of [
    ['--date', date],
    ['--paper-since', choice.paperSince ?? date],
  ] as const) {
    if (day > today) wrong(`${option} ${day} 在今天之后`, `${option} ${day} lies after today`);
  }
  const signed = (choice.signed ?? []).flatMap((text): Signed[] => {
    const [, party, zh, en, on = date] = /^([a-z]+)=([^/@]{1,100})(?:\/([^@]{1,100}))?(?:@(\d{4}-\d{2}-\d{2}))?$/.exec(text) ?? [];
    if (
      party === undefined ||
      zh === undefined ||
      !(signingParties as readonly string[]).includes(party) ||
      /\p{Cc}/u.test(text) ||
      !isDay(on)
    ) {
      wrong(
        `--signed “${shown(text)}”应写作 party=姓名/English@日期，party 为：${oneOf(signingParties)}`,
        `--signed "${shown(text)}" should read party=name/English@date, with party one of: ${signingParties.join(', ')}`,
      );
      return [];
    }
    if (on > today) wrong(`签字日期 ${on} 在今天之后`, `The signature of ${on} lies after today`);
    return [{ party, by: { zh: zh.trim(), ...(en === undefined ? {} : { en: en.trim() }) }, on }];
  });
  for (const text of [choice.title, choice.titleEn, choice.paper])
    if (text !== undefined && (/\p{Cc}/u.test(text) || text.trim() === '' || text.length > 400))
      wrong('标题和存放处须为一行文字，至多400字', 'A title or place is one line of text, of 400 characters at most');
  return diagnostics.length > 0 ? failed(...diagnostics) : ok({ date, signed });
}
const isDay = (day: string): boolean =>
  !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
const shown = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '�').slice(0, 80);

export function entryOf(choice: IntakeChoice, { date, signed }: Checked, title: Prose, file: string, sha256: string): NewEntry {
  const { kind, audit, subject, paper, paperSince } = choice;
  return {
    kind,
    ...(audit === undefined ? {} : { audit }),
    ...(subject === undefined ? {} : { subject }),
    title: title.en === title.zh ? { zh: title.zh } : title,
    date,
    file,
    sha256,
    ...(signed.length > 0 ? { signed } : {}),
    ...(paper === undefined ? {} : { paper: { at: { zh: paper }, since: paperSince ?? date } }),
  };
}

/** `evidence/<audit>-<kind>-<subject>.pdf`, and with a number where that is taken. */
export function evidenceName({ kind, audit, subject }: IntakeChoice, isTaken: (lower: string) => boolean, root: string): string {
  const stem = [audit, kind, subject]
    .filter((part) => part !== undefined)
    .join('-')
    .replace(/\//g, '-');
  for (let n = 1; ; n++) {
    const file = `evidence/${stem}${n === 1 ? '' : `-${n}`}.pdf`;
    if (!isTaken(file.toLowerCase()) && !existsSync(join(root, file))) return file;
  }
}
