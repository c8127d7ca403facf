/**
 * The output folder: what stands there, what need not be made again, what must not be overwritten, what is taken away.
 *
 * In:  the folder with its manifest, finished documents one by one. Out: files, `manifest.json` and a `trace.json` for each
 * case. A file that someone edited after it was built is neither overwritten (without `force`) nor taken away.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { hashOf, sha256, takeAway, writeWhole } from '../files/write-file.js';
import { manifestName } from './manifest-name.js';
import { emptyManifest, parseManifest, printManifest, type Manifest, type Output } from './manifest.js';
import type { TraceRow } from './trace.js';

export type FinishedOutput = Output & { readonly reused: boolean };
interface Options {
  readonly write: boolean;
  readonly force: boolean;
  readonly version: string;
}
interface Closing {
  /** Takes nothing away. */
  readonly keep?: boolean;
  /** Whether the records still ask for it, so that something else held it back. */
  readonly isCalledFor?: (output: Output) => boolean;
}
const traceName = 'trace.json';

export class OutputFolder {
  readonly diagnostics: Diagnostic[] = [];
  private readonly finished = new Map<string, FinishedOutput>();
  private readonly traces = new Map<string, TraceRow[]>();
  private knownOfCase: ReadonlyMap<string, readonly Output[]> | undefined;

  private constructor(
    private readonly folder: string | null,
    private readonly options: Options,
    private readonly known: Map<string, Output>,
    private readonly manifestText: string,
  ) {}

  static async open(folder: string | null, options: Options): Promise<OutputFolder> {
    const text = folder === null ? '' : await readFile(join(folder, manifestName), 'utf8').catch(() => '');
    const manifest: Manifest = parseManifest(text) ?? emptyManifest(options.version);
    // Another version of certpress may write other bytes: its outputs are still known (edits are seen), but none is reused.
    const known = manifest.outputs.map((o): [string, Output] => [o.file, manifest.certpress === options.version ? o : { ...o, model: '' }]);
    return new OutputFolder(folder, options, new Map(known), text);
  }

  /** The entry of a file that stands from an earlier run, whatever it was made of. */
  knownOf(file: string): Output | undefined {
    return this.known.get(file);
  }

  /**
   * The manifest's entry when all these files stand as they would be made again; they then count as finished, made from
   * what would make them now.
   */
  async reusable(
    files: readonly string[],
    model: string,
    madeFrom: Output['madeFrom'],
    diagnostics: Diagnostic[],
  ): Promise<Output | undefined> {
    const entries = files.map((f) => this.known.get(f));
    if (this.folder === null || entries.some((e) => e?.model !== model)) return undefined;
    const hashes = await Promise.all(files.map((f) => hashOf(join(this.folder as string, f))));
    for (const [i, entry] of entries.entries()) {
      if (hashes[i] === undefined || (this.options.force && hashes[i] !== entry?.sha256)) return undefined;
    }
    for (const [i, entry] of entries.entries()) {
      if (!entry) continue;
      if (hashes[i] !== entry.sha256) diagnostics.push(this.edited(entry.file, 'warning', keptEdited));
      this.finished.set(entry.file, { ...entry, madeFrom, reused: true });
    }
    return entries[0];
  }

  /** Writes one finished file, unless an edited one stands in its way. */
  async add(output: Omit<Output, 'sha256'>, bytes: Uint8Array): Promise<readonly Diagnostic[]> {
    const entry: FinishedOutput = { ...output, sha256: sha256(bytes), reused: false };
    if (this.folder === null || !this.options.write) {
      this.finished.set(entry.file, entry);
      return [];
    }
    const path = join(this.folder, entry.file);
    const standing = await hashOf(path);
    const before = this.known.get(entry.file);
    const ours = standing === undefined || standing === before?.sha256 || standing === entry.sha256;
    if (!ours && !this.options.force) {
      if (before) this.finished.set(entry.file, { ...before, reused: true });
      return [this.edited(entry.file, 'error', notOverwritten)];
    }
    if (standing !== entry.sha256) {
      const written = await writeWhole(path, bytes);
      if (!written.value) return written.diagnostics;
    }
    this.finished.set(entry.file, entry);
    return [];
  }

  trace(caseName: string, rows: readonly TraceRow[]): void {
    const before = this.traces.get(caseName);
    if (before) before.push(...rows);
    else this.traces.set(caseName, [...rows]);
  }

  /** All documents of a case were worked on: its trace is written, and not kept. Of what may be taken away later the rows stay for now. */
  async caseDone(caseName: string): Promise<readonly Diagnostic[]> {
    if (this.folder === null || !this.options.write || !this.traces.has(caseName)) return [];
    this.knownOfCase ??= ofCases([...this.known.values()]);
    const standing = (this.knownOfCase.get(caseName) ?? []).filter(({ file }) => !this.finished.has(file));
    const found = await this.writeTrace(caseName, standing);
    this.traces.delete(caseName);
    return found;
  }

  /** Of these files those that stand, made now or before. */
  outputsOf(files: readonly string[]): readonly FinishedOutput[] {
    return files.flatMap((file) => this.finished.get(file) ?? []);
  }

  outputs(): readonly FinishedOutput[] {
    return [...this.finished.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /**
   * Takes away what this run was responsible for and did not make, and writes manifest and traces. After an interruption
   * (`covers` is null) nothing is taken away; nor where all is to be kept, which is then said.
   */
  async close(covers: ((output: Output) => boolean) | null, options: Closing = {}): Promise<readonly Diagnostic[]> {
    if (this.folder === null || !this.options.write) return [];
    const diagnostics: Diagnostic[] = [];
    const stale = [...this.known.values()].filter((o) => !this.finished.has(o.file));
    const remaining: Output[] = [];
    let kept = 0;
    for (const output of stale) {
      if (!covers?.(output) || options.keep) {
        remaining.push(output);
        if (covers?.(output)) kept += 1;
        continue;
      }
      const standing = await hashOf(join(this.folder, output.file));
      if (standing === undefined) continue;
      if (standing !== output.sha256) {
        diagnostics.push(this.edited(output.file, 'warning', keptThough));
        continue;
      }
      await takeAway(this.folder, output.file);
      diagnostics.push({
        code: 'output-removed',
        severity: 'info',
        place: { file: join(this.folder, output.file) },
        document: output.document,
        case: output.case,
        ...(options.isCalledFor?.(output) ? heldBack : { message: removed }),
      });
    }
    if (kept > 0) diagnostics.push({ code: 'output-kept', severity: 'info', place: { file: this.folder }, message: keptAsBefore(kept) });
    const finished = [...this.finished.values()].map(({ reused: _, ...output }) => output);
    const text = printManifest({ certpress: this.options.version, outputs: [...remaining, ...finished] });
    if (text !== this.manifestText && (finished.length > 0 || this.known.size > 0))
      diagnostics.push(...(await writeWhole(join(this.folder, manifestName), text)).diagnostics);
    const cases = new Set([...this.traces.keys(), ...stale.map((o) => o.case)]);
    const standing = cases.size === 0 ? undefined : ofCases([...remaining, ...finished]);
    for (const name of cases) diagnostics.push(...(await this.writeTrace(name, standing?.get(name) ?? [])));
    return diagnostics;
  }

  /** A partial build replaces only its own rows; rows of documents that no longer stand go. */
  private async writeTrace(caseName: string, standing: readonly Output[]): Promise<readonly Diagnostic[]> {
    const file = join(this.folder as string, caseName, traceName);
    const before = await readFile(file, 'utf8').catch(() => '');
    const key = (r: Pick<TraceRow, 'audit' | 'document' | 'subject' | 'lang'>): string =>
      [r.audit, r.document, r.subject, r.lang].join('\n');
    const fresh = this.traces.get(caseName) ?? [];
    const made = new Set(fresh.map(key));
    const kept = new Set(standing.map(key));
    const rows = [...parseTrace(before).filter((r) => kept.has(key(r)) && !made.has(key(r))), ...fresh];
    if (rows.length === 0) {
      if (before !== '') await takeAway(this.folder as string, `${caseName}/${traceName}`);
      return [];
    }
    const order = new Map(rows.map((r, i) => [r, i]));
    rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : (order.get(a) ?? 0) - (order.get(b) ?? 0)));
    const text = `${JSON.stringify(rows, null, 1)}\n`;
    return text === before ? [] : (await writeWhole(file, text)).diagnostics;
  }

  private edited(file: string, severity: 'error' | 'warning', message: Prose): Diagnostic {
    return {
      code: 'output-edited',
      severity,
      place: { file: join(this.folder ?? '', file) },
      message,
      help: {
        zh: '修改的内容不再需要时用 --force 覆盖；否则先把文件移走。',
        en: 'Use --force if the edits are not needed; otherwise move the file away first.',
      },
    };
  }
}

function ofCases(outputs: readonly Output[]): ReadonlyMap<string, readonly Output[]> {
  const groups = new Map<string, Output[]>();
  for (const output of outputs) {
    const group = groups.get(output.case);
    if (group) group.push(output);
    else groups.set(output.case, [output]);
  }
  return groups;
}

const keptEdited: Prose = { zh: '此文件在生成后被修改过，保留未动', en: 'This file was edited after it was built; it was left as it is' };
const notOverwritten: Prose = {
  zh: '记录已变，但此文件在生成后被修改过，未覆盖',
  en: 'The records have changed, but this file was edited after it was built; it was not overwritten',
};
const keptThough: Prose = {
  zh: '记录中已没有此文件，但它在生成后被修改过，未移除',
  en: 'The records no longer call for this file, but it was edited after it was built; it was not taken away',
};
const keptAsBefore = (files: number): Prose => ({
  zh: `${files} 个文件有错误未重做，仍是出错之前的样子`,
  en: `${files} file(s) were not made anew because of errors; they stand as they were before`,
});
const heldBack = {
  message: {
    zh: '此文件目前不能出具（原因已列出），先前生成的已移除',
    en: 'This document cannot be made at present, for the reasons listed; the file made earlier was taken away',
  },
  help: { zh: '改正后重新生成，它就回来。', en: 'Put that right and build again: it comes back.' },
} satisfies Pick<Diagnostic, 'message' | 'help'>;
const removed: Prose = { zh: '记录不再要求此文件，已移除', en: 'The records no longer call for this file; it was taken away' };

function parseTrace(text: string): TraceRow[] {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? (rows as TraceRow[]) : [];
  } catch {
    return [];
  }
}
