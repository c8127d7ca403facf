/**
 * One more entry at the end of `evidence.yaml`.
 *
 * In:  the file's text, entries. Out: the text with them appended: what stands there stays byte for byte, comments included. Where
 * that cannot be done (a list in brackets, an end of document) nothing is written: a diagnostic says so.
 */
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { failed, ok, type Outcome } from '../../diagnostics/index.js';

/** In the order in which the keys are written. */
export interface NewEntry {
  readonly kind: string;
  readonly audit?: string;
  readonly subject?: string;
  readonly title: { readonly zh: string; readonly en?: string };
  readonly date: string;
  readonly file: string;
  readonly sha256: string;
  readonly signed?: readonly {
    readonly party: string;
    readonly by: { readonly zh: string; readonly en?: string };
    readonly on: string;
    readonly file?: string;
    readonly sha256?: string;
  }[];
  readonly paper?: { readonly at: { readonly zh: string; readonly en?: string }; readonly since: string };
}

export const entryText = (entries: readonly NewEntry[]): string =>
  stringify(entries, { lineWidth: 0, indentSeq: true, aliasDuplicateObjects: false });

export function withEntries(text: string, entries: readonly NewEntry[]): Outcome<string> {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /^( *)- /m.exec(text)?.[1] ?? '';
  const added = entryText(entries)
    .replace(/^(?=.)/gm, indent)
    .replace(/\n/g, lineEnd);
  const whole = `${text}${text === '' || text.endsWith('\n') ? '' : lineEnd}${added}`;
  const before = listIn(text);
  const after = listIn(whole);
  if (before && after && isDeepStrictEqual(after, [...before, ...(JSON.parse(JSON.stringify(entries)) as unknown[])])) return ok(whole);
  return failed({
    code: 'intake-register',
    severity: 'error',
    message: {
      zh: 'evidence.yaml 的写法不能由程序追加',
      en: 'evidence.yaml is written in a way that nothing can be appended to by program',
    },
    help: {
      zh: `把列表改写为每项以“- ”开头，或自行追加：\n${added}`,
      en: `Write its list with a "- " before each entry, or append this yourself:\n${added}`,
    },
  });
}

function listIn(text: string): unknown[] | undefined {
  try {
    const value: unknown = parse(text.replace(/^\ufeff/, ''));
    return value === null || value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : undefined;
  } catch {
    return undefined;
  }
}
