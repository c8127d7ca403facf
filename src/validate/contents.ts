/**
 * The contents that a scheme requires of a document: which apply, which are answered, and where.
 *
 * In:  a scope. Out: an error for each content that is `required: print` and not answered (one for each row, with the
 *      clause and its words); for each that is answered, where, for the trace; and the rows that apply.
 *
 * A content that is `required: later` and not answered is no error: the document prints a ruled blank for it.
 */
import { join } from 'node:path';
import type { AuditKind } from '../../schemas/record/index.js';
import type { Content } from '../../schemas/pack/index.js';
import type { Diagnostic } from '../diagnostics/index.js';
import { pathOf, placeAt, pointerOf } from '../files/pointer.js';
import { isMisspelt } from '../load/misspelt-key.js';
import { placeIn } from '../load/record-file.js';
import { checkBodyFacts, isBodyFactMissing } from './body-facts.js';
import { contentMissing, type AnswerPlace } from './content-missing.js';
import { didYouMean } from '../files/shape-issues.js';
import { isBlankAt, spotAt } from '../files/spots.js';
import type { RecordFile } from '../load/types.js';
import { filesOfAudit as auditFiles } from '../load/walk.js';
import { follow, isAnswered, isPath, parseAnswerPath, type AnswerPath, type Key } from '../rules/answer-path.js';
import { truthOf } from '../rules/conditions.js';
import { variablesOf } from './variables.js';
import { rootShapesOf, rootPlaces, type RootName } from '../rules/root-shapes.js';
import type { DocumentScope, FindingRoot } from './scope.js';
import { checkEdition } from './editions.js';
import { checkStandard } from './chosen-standard.js';
import { checkWords } from './scheme-words.js';
import { checkClauses } from './standard-clauses.js';

/** A row of the trace, as far as the record goes. */
export interface Answer {
  readonly content: string;
  readonly clause: string;
  readonly rule?: string;
  /** The content in whose place it is printed, where it has none of its own. */
  readonly place?: string;
  readonly required: 'print' | 'later';
  /**
   * The smallest nodes without which the content is not answered, each of them alone; findings that name the same content, together. Empty
   * where the packs answer it, and for facts that are yet to come.
   */
  readonly record: readonly RecordPlace[];
  /** Of a fact that is yet to come: where it belongs. */
  readonly awaited?: readonly RecordPlace[];
}
export interface RecordPlace {
  readonly file: string;
  readonly pointer: string;
  readonly line: number;
}
export interface CheckedContents {
  readonly diagnostics: readonly Diagnostic[];
  readonly answers: readonly Answer[];
  /**
   * The rows that are asked for, in the scheme's order: those for this kind of audit whose condition holds; without those that are missing
   * as a warning only.
   */
  readonly applying: readonly Content[];
}
export function checkContents(scope: DocumentScope): CheckedContents {
  const { contents: rows, diagnostics } = applying(scope);
  const answers: Answer[] = [];
  const withoutAnswer = new Set<Content>();
  for (const content of rows) {
    const { answered, missing } = answersOf(scope, content);
    const asked = {
      content: content.id,
      clause: content.clause,
      ...(content.rule === undefined ? {} : { rule: content.rule }),
      ...(content.place === undefined ? {} : { place: content.place }),
    };
    if (missing.length === 0) answers.push({ ...asked, required: content.required, record: placesOf(scope, answered) });
    else if (content.required === 'print') {
      const spots = missing.filter((one) => !isMisfit(one) && !mayStandInBroken(scope, one));
      if (spots.length > 0) diagnostics.push(contentMissing(scope, content, spots));
      withoutAnswer.add(content);
    } else answers.push({ ...asked, required: 'later', record: [], awaited: placesOf(scope, missing) });
  }
  if (scope.document.role === 'report') diagnostics.push(...checkFindings(scope));
  diagnostics.push(...checkStandard(scope), ...checkEdition(scope), ...checkWords(scope));
  diagnostics.push(...checkClauses(scope));
  diagnostics.push(...checkBodyFacts(scope, rows));
  // What is missing as a warning only is not printed, and no layout is to blame for that.
  const isLeftOut = (content: Content): boolean =>
    content.severity === 'warning' && (withoutAnswer.has(content) || isBodyFactMissing(scope, content));
  return { diagnostics, answers, applying: rows.filter((content) => !isLeftOut(content)) };
}

/** What a document has no answer to yet, asked for now or later, with the places where the answers belong. */
export function unanswered(scope: DocumentScope): readonly { readonly content: Content; readonly places: readonly AnswerPlace[] }[] {
  return applying(scope).contents.flatMap((content) => {
    const places = answersOf(scope, content).missing.filter((one) => !isMisfit(one));
    return places.length === 0 ? [] : [{ content, places }];
  });
}
/** Each content that a document asks for, with the places in the record that answer it, or where its answer belongs. */
export function askedAt(scope: DocumentScope): readonly { readonly content: Content; readonly places: readonly AnswerPlace[] }[] {
  return applying(scope).contents.map((content) => {
    const { answered, missing } = answersOf(scope, content);
    return { content, places: [...answered, ...missing] };
  });
}

const placesOf = (scope: DocumentScope, spots: readonly AnswerPlace[]): RecordPlace[] =>
  distinct(spots).map(({ file, path }) => ({
    file: file.file,
    pointer: pointerOf(path),
    line: placeIn(scope.project.root, file, path).line ?? 1,
  }));
/** Each place once. */
const distinct = (spots: readonly AnswerPlace[]): AnswerPlace[] => [
  ...new Map(spots.map((spot) => [`${spot.file.file}#${pointerOf(spot.path)}`, spot])).values(),
];

/** Whether a row of a pack is for this document, as far as kind of audit and condition say. */
export function isFor(
  scope: DocumentScope,
  row: { readonly for?: readonly AuditKind[] | undefined; readonly when?: string | undefined },
  variables: Readonly<Record<string, unknown>>,
): boolean | { readonly fault: string } {
  const kind = scope.audit?.audit.value.kind;
  if (row.for && (kind === undefined || !row.for.includes(kind))) return false;
  if (row.when === undefined) return true;
  const verdict = truthOf(row.when, variables, rootShapesOf(scope.document));
  return typeof verdict === 'string' ? verdict === 'true' : { fault: verdict.message };
}

function applying(scope: DocumentScope): { contents: Content[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const variables = variablesOf(scope);
  const contents = (scope.scheme.contents[scope.kind] ?? [])
    .flatMap((group) => group.contents)
    .filter((content) => {
      const is = isFor(scope, content, variables);
      if (typeof is === 'boolean') return is;
      diagnostics.push({
        code: 'condition-wrong',
        severity: 'error',
        clause: content.clause,
        scheme: scope.scheme.id,
        case: scope.case.name,
        document: scope.kind,
        message: {
          zh: `${content.id} 的条件无法判定：${is.fault}`,
          en: `The condition of ${content.id} could not be decided: ${is.fault}`,
        },
      });
      return false;
    });
  return { contents, diagnostics };
}

function answersOf(scope: DocumentScope, content: Content): { answered: AnswerPlace[]; missing: AnswerPlace[] } {
  const answered: AnswerPlace[] = [];
  const missing: AnswerPlace[] = [];
  for (const text of content.answer) {
    const path = parseAnswerPath(text, rootShapesOf(scope.document));
    if (!isPath(path)) continue;
    const found = path.root === 'findings' ? inFindings(scope, path) : inRoot(scope, path);
    answered.push(...found.answered);
    missing.push(...found.missing);
  }
  if (content.finding) {
    const naming = scope.findings.filter(({ value }) => value.answers?.includes(content.id));
    if (naming.length === 0) missing.push(findingsSpot(scope));
    for (const finding of naming) {
      const at = (finding.value.answers ?? []).indexOf(content.id);
      answered.push({ file: finding.file, path: [...keysOf(finding), 'answers', at] });
      missing.push(...lacking(finding, scope.scheme.scheme.original));
    }
  }
  return { answered, missing };
}

const keysOf = (finding: FindingRoot): Key[] => pathOf(finding.pointer).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
/** What a finding must have to answer anything. */
const lacking = (finding: FindingRoot, original: 'zh' | 'en'): AnswerPlace[] =>
  (['evidence', 'finding', 'conclusion'] as const)
    .filter((key) => !isAnswered(finding.value[key], original))
    .map((key) => ({ file: finding.file, path: [...keysOf(finding), key] }));
/** Where a finding that nobody wrote belongs: the first findings file, else the file that asks for the document. */
function findingsSpot(scope: DocumentScope): AnswerPlace {
  const file = scope.audit?.findings[0];
  return file ? { file, path: ['findings'] } : { file: scope.asks.file, path: [] };
}

function inRoot(scope: DocumentScope, path: AnswerPath): { answered: AnswerPlace[]; missing: AnswerPlace[] } {
  const root = scope.roots[path.root as RootName];
  if (!root) return { answered: [], missing: [absentRoot(scope, path)] };
  const base = pathOf(root.pointer).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const found = follow(path, root.value, scope.scheme.scheme.original);
  const spot = (at: readonly Key[]): AnswerPlace => ({ file: root.file, path: [...base, ...at] });
  // A state that goes leaves an earlier one: what holds both alternatives is the list of states.
  const whole = typeof base.at(-1) === 'number' ? base.slice(0, -1) : base;
  return {
    answered: found.answered.map((at) => (at.length === 0 ? { file: root.file, path: whole } : spot(at))),
    missing: found.missing.map(spot),
  };
}

/** Where an answer belongs whose record does not exist: a state of the case, or a file that nobody made yet. */
function absentRoot(scope: DocumentScope, path: AnswerPath): AnswerPlace {
  const { kind, path: way } = rootPlaces[path.root as RootName];
  return kind === 'case' ? { file: scope.case.case, path: way.slice(0, 1) } : { file: scope.asks.file, path: [] };
}

/** `findings[]…`: the findings files of the audit together are one list. */
function inFindings(scope: DocumentScope, path: AnswerPath): { answered: AnswerPlace[]; missing: AnswerPlace[] } {
  const found = follow(
    path,
    scope.findings.map((finding) => finding.value),
    scope.scheme.scheme.original,
  );
  const spot = (at: readonly Key[]): AnswerPlace => {
    const finding = typeof at[0] === 'number' ? scope.findings[at[0]] : undefined;
    return finding ? { file: finding.file, path: [...keysOf(finding), ...at.slice(1)] } : findingsSpot(scope);
  };
  // The list as a whole: each file's own list.
  const whole = (at: readonly Key[]): AnswerPlace[] =>
    at.length > 0
      ? [spot(at)]
      : (scope.audit?.findings ?? [])
          .filter((file) => (file.value.findings ?? []).length > 0)
          .map((file) => ({ file, path: ['findings'] }));
  return { answered: found.answered.flatMap(whole), missing: found.missing.map(spot) };
}

/**
 * A file that could not be read at all may hold the answer: a slip in one findings file must not look as if all its
 * findings were missing.
 */
function mayStandInBroken(scope: DocumentScope, { file, path }: AnswerPlace): boolean {
  const unread = (scope.audit?.broken ?? []).filter((name) => !filesOfAudit(scope).has(name));
  if (file.kind === 'findings' ? path.length < 2 : path.length === 0)
    return unread.some((name) => name.includes('/findings/') || /\/(review|decision|plan|notice|report)\.yaml$/.test(name));
  return false;
}
const filesOfAudit = (scope: DocumentScope): ReadonlySet<string> =>
  new Set(scope.audit ? auditFiles(scope.audit).map((file) => file.file) : []);

/** An answer that is there, but not in its form, or under a misspelt key: that complaint says enough. */
function isMisfit({ file, path }: AnswerPlace): boolean {
  const pointer = pointerOf(path);
  if (isMisspelt(file, path)) return true;
  return file.misshapen.some((one) => {
    const related = one === pointer || one.startsWith(`${pointer}/`) || (one !== '' && pointer.startsWith(`${one}/`));
    return related && isPresent(file, pathOf(one));
  });
}
function isPresent(file: RecordFile, path: readonly string[]): boolean {
  const spot = spotAt(file.source.spots, path);
  return spot !== undefined && !isBlankAt(file.source.spots, spot);
}

/** Findings name contents of the scheme. */
function checkFindings(scope: DocumentScope): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const ids = new Set(
    Object.values(scope.scheme.contents).flatMap((groups) => groups.flatMap((group) => group.contents.map((content) => content.id))),
  );
  const complain = (
    code: 'finding-content-unknown',
    { file, path }: AnswerPlace,
    value: string,
    known: ReadonlySet<string>,
    zh: string,
    en: string,
  ): void => {
    const near = didYouMean(value, known);
    diagnostics.push({
      code,
      severity: 'error',
      message: { zh, en },
      scheme: scope.scheme.id,
      case: scope.case.name,
      ...(scope.audit ? { audit: scope.audit.name } : {}),
      document: scope.kind,
      ...(near === undefined ? {} : { help: { zh: `是否应为 ${near}？`, en: `Did you mean ${near}?` } }),
      place: placeAt(file.source, path, join(scope.project.root, file.file)),
    });
  };
  for (const finding of scope.findings) {
    finding.value.answers?.forEach((id, i) => {
      if (!ids.has(id))
        complain(
          'finding-content-unknown',
          { file: finding.file, path: [...keysOf(finding), 'answers', i] },
          id,
          ids,
          `认证方案没有内容 ${id}`,
          `The scheme has no content ${id}`,
        );
    });
  }
  return diagnostics;
}
