/**
 * Orders: which documents a run makes, one for each document and language.
 *
 * In:  the scopes of the documents that the records ask for, the languages asked for. Out: plain values, in the order of the work:
 * they can be printed, counted, queued, and compared with what the output folder holds. Nothing is composed for them yet.
 */
import type { DocumentKind } from '../../schemas/pack/index.js';
import type { Format } from '../make/files.js';
import type { DocLang } from '../model/index.js';
import type { Output } from '../output/manifest.js';
import type { DocumentScope } from '../validate/scope.js';

/** What a run is asked for. */
interface Asked {
  readonly formats: readonly Format[];
  readonly langs?: readonly DocLang[];
  readonly documents?: readonly DocumentKind[];
}
/** What the manifest and the trace call a document. */
export interface Order {
  readonly scheme: string;
  readonly case: string;
  /** Folder of the audit; `null` for what belongs to the case. */
  readonly audit: string | null;
  readonly document: DocumentKind;
  /** Which of several of its kind: a nonconformity, a certificate, a person, a site; `null` where there is but one. */
  readonly subject: string | null;
  readonly lang: DocLang;
}

/** The orders of one document, one a language. */
export function ordersOf(scope: DocumentScope, langs: Asked['langs']): Order[] {
  const { scheme, case: folder, project, kind, document, subject } = scope;
  const audit = document.lies === 'case' ? null : (scope.audit?.name ?? null);
  return (langs ?? [folder.case.value.lang ?? project.config?.value.lang ?? 'zh-en']).map((lang) => ({
    scheme: scheme.id,
    case: folder.name,
    audit,
    document: kind,
    subject: subject ?? null,
    lang,
  }));
}

/** Whether a file of the output folder is what one of the orders asks for. */
export function calledFor(orders: readonly Order[]): (output: Output) => boolean {
  const keyOf = (one: Order | Output): string => JSON.stringify([one.case, one.audit, one.document, one.subject, one.lang]);
  const keys = new Set(orders.map(keyOf));
  return (output) => keys.has(keyOf(output));
}

/**
 * Which outputs a run is responsible for: only those may be taken away. `cases`: names of those it was asked for; `papers`: kinds that
 * are made where somebody asks for them, and then left alone.
 */
export function coverage(
  cases: ReadonlySet<string>,
  only: readonly string[],
  options: Asked,
  papers: ReadonlySet<string>,
): (output: Output) => boolean {
  return (o) =>
    (only.length === 0 || cases.has(o.case)) &&
    (options.documents?.includes(o.document) ?? !papers.has(o.document)) &&
    (options.langs?.includes(o.lang as DocLang) ?? true) &&
    options.formats.includes(o.format as Format);
}
