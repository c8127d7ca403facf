/**
 * The output folder: what stands there, what need not be made again, what must not be overwritten, what is taken away.
 *
 * In:  the folder with its manifests, finished documents one by one. Out: files, and a `manifest.json` and a `trace.json` for each
 * case. A file that someone edited after it was built is neither overwritten (without `force`) nor taken away. Of a case that is done
 * nothing is held but what its files are called.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic, Prose } from '../diagnostics/index.js';
import { hashOf, sha256, takeAway, writeWhole } from '../files/write-file.js';
import { LaidBy } from '../program/laid-by.js';
import { ManifestFiles, manifestOf } from './manifest-files.js';
import type { Output } from './manifest.js';
import type { TraceRow } from './trace.js';

/** A file that stands, as a run tells it; what it was made from is in the manifest. */
export type FinishedOutput = Pick<
  Output,
  'file' | 'scheme' | 'case' | 'audit' | 'document' | 'subject' | 'lang' | 'format' | 'sha256' | 'pages'
> & { readonly reused: boolean };
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
  /** Cases that this run had nothing to do with may stand there too, and are covered by nothing. */
  readonly onlySome?: boolean;
}
/** Of a case that is done. */
export interface DoneCase {
  readonly diagnostics: readonly Diagnostic[];
  /** Those of this run. */
  readonly outputs: readonly FinishedOutput[];
  /** All files that say or hold them: outputs, manifest, trace. */
  readonly files: readonly string[];
  /** Whether there is nothing from earlier runs that may be taken away at the end. */
  readonly isSettled: boolean;
}
interface OpenCase {
  readonly known: ReadonlyMap<string, Output>;
  readonly finished: Map<string, Output & { readonly reused: boolean }>;
  readonly trace: TraceRow[];
}
const traceName = 'trace.json';
type Covers = ((output: Output) => boolean) | null;

export class OutputFolder {
  /** Cases of which documents were or are worked on. */
  private readonly open = new Map<string, OpenCase>();
  private readonly done = new Map<string, LaidBy<readonly FinishedOutput[]>>();
  /** What stands of cases that are done and was not made in this run. */
  private readonly left: Output[] = [];
  private readonly manifests: ManifestFiles | undefined;

  constructor(
    private readonly folder: string | null,
    private readonly options: Options,
  ) {
    this.manifests = folder === null ? undefined : new ManifestFiles(folder, options.version);
  }

  /** The entry of a file that stands from an earlier run, whatever it was made of. */
  knownOf(file: string): Output | undefined {
    return this.caseOf(file).known.get(file);
  }

  /** A case of which nothing need be looked at: these are its outputs. */
  stands(caseName: string, outputs: LaidBy<readonly FinishedOutput[]>): void {
    this.done.set(caseName, outputs);
  }

  private caseOf(file: string): OpenCase {
    return this.opened(file.split('/', 1)[0] ?? '');
  }
  private opened(name: string): OpenCase {
    const open = this.open.get(name);
    if (open) return open;
    const known = this.manifests?.outputsOf(name) ?? [];
    const fresh = { known: new Map(known.map((one): [string, Output] => [one.file, one])), finished: new Map(), trace: [] };
    this.open.set(name, fresh);
    return fresh;
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
    const entries = files.map((f) => this.knownOf(f));
    if (this.folder === null || entries.some((e) => e?.model !== model)) return undefined;
    const hashes = await Promise.all(files.map((f) => hashOf(join(this.folder as string, f))));
    for (const [i, entry] of entries.entries()) {
      if (hashes[i] === undefined || (this.options.force && hashes[i] !== entry?.sha256)) return undefined;
    }
    for (const [i, entry] of entries.entries()) {
      if (!entry) continue;
      if (hashes[i] !== entry.sha256) diagnostics.push(this.edited(entry.file, 'warning', keptEdited));
      this.caseOf(entry.file).finished.set(entry.file, { ...entry, madeFrom, reused: true });
    }
    return entries[0];
  }

  /** Writes one finished file, unless an edited one stands in its way. */
  async add(output: Omit<Output, 'sha256'>, bytes: Uint8Array): Promise<readonly Diagnostic[]> {
    const entry = { ...output, sha256: sha256(bytes), reused: false };
    const { known, finished } = this.caseOf(entry.file);
    if (this.folder === null || !this.options.write) {
      finished.set(entry.file, entry);
      return [];
    }
    const path = join(this.folder, entry.file);
    const standing = await hashOf(path);
    const before = known.get(entry.file);
    const ours = standing === undefined || standing === before?.sha256 || standing === entry.sha256;
    if (!ours && !this.options.force) {
      if (before) finished.set(entry.file, { ...before, reused: true });
      return [this.edited(entry.file, 'error', notOverwritten)];
    }
    if (standing !== entry.sha256) {
      const written = await writeWhole(path, bytes);
      if (!written.value) return written.diagnostics;
    }
    finished.set(entry.file, entry);
    return [];
  }

  trace(caseName: string, rows: readonly TraceRow[]): void {
    const { trace } = this.opened(caseName);
    for (const row of rows) trace.push(row);
  }

  /**
   * All documents of a case were worked on: its manifest and its trace are written, and nothing is held. What may be taken away later
   * (what this run `covers` and did not make) stays for now, in both of them.
   */
  async caseDone(caseName: string, covers: Covers = null): Promise<DoneCase> {
    const one = this.opened(caseName);
    const outputs = [...one.finished.values()].map(told);
    this.done.set(caseName, new LaidBy(outputs));
    this.open.delete(caseName);
    if (this.manifests === undefined || !this.options.write) return { diagnostics: [], outputs, files: [], isSettled: true };
    const stale = [...one.known.values()].filter(({ file }) => !one.finished.has(file));
    const finished = [...one.finished.values()].map(({ reused: _, ...output }) => output);
    for (const output of stale) this.left.push(output);
    const diagnostics = [
      ...(await this.manifests.write(caseName, [...stale, ...finished])),
      ...(one.trace.length > 0 || stale.length > 0 ? await this.writeTrace(caseName, [...stale, ...finished], one.trace) : []),
    ];
    const files = [
      ...outputs.map(({ file }) => file),
      ...(finished.length > 0 ? [manifestOf(caseName)] : []),
      ...(one.trace.length > 0 ? [`${caseName}/${traceName}`] : []),
    ];
    return { diagnostics, outputs, files, isSettled: !stale.some((output) => covers?.(output)) };
  }

  /** Of these files those that stand, made now or before; of a case that is not done yet. */
  outputsOf(files: readonly string[]): readonly FinishedOutput[] {
    return files.flatMap((file) => {
      const one = this.caseOf(file).finished.get(file);
      return one ? [told(one)] : [];
    });
  }

  outputs(): readonly FinishedOutput[] {
    const open = [...this.open.values()].flatMap(({ finished }) => [...finished.values()].map(told));
    return [...[...this.done.values()].flatMap((outputs) => outputs.take()), ...open].sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /**
   * Takes away what this run was responsible for and did not make. After an interruption (`covers` is null) nothing is taken away; nor
   * where all is to be kept, which is then said.
   */
  async close(covers: Covers, options: Closing = {}): Promise<readonly Diagnostic[]> {
    const { folder, manifests } = this;
    if (folder === null || !manifests || !this.options.write) return [];
    const diagnostics: Diagnostic[] = [];
    // Cases that are there no more, or of which nothing is to be made.
    if (covers && !options.onlySome) for (const name of manifests.names()) if (!this.done.has(name)) this.opened(name);
    for (const name of [...this.open.keys()]) diagnostics.push(...(await this.caseDone(name)).diagnostics);
    const stale = this.left.filter((output) => covers?.(output)).sort((a, b) => (a.file < b.file ? -1 : 1));
    if (options.keep && stale.length > 0)
      diagnostics.push({ code: 'output-kept', severity: 'info', place: { file: folder }, message: keptAsBefore(stale.length) });
    const gone = new Map<string, Set<string>>();
    for (const output of options.keep ? [] : stale) {
      const standing = await hashOf(join(folder, output.file));
      gone.set(output.case, (gone.get(output.case) ?? new Set()).add(output.file));
      if (standing === undefined) continue;
      if (standing !== output.sha256) {
        diagnostics.push(this.edited(output.file, 'warning', keptThough));
        continue;
      }
      await takeAway(folder, output.file);
      diagnostics.push({
        code: 'output-removed',
        severity: 'info',
        place: { file: join(folder, output.file) },
        document: output.document,
        case: output.case,
        ...(options.isCalledFor?.(output) ? heldBack : { message: removed }),
      });
    }
    for (const [name, files] of gone) {
      const standing = manifests.outputsOf(name).filter(({ file }) => !files.has(file));
      diagnostics.push(...(await manifests.write(name, standing)), ...(await this.writeTrace(name, standing, [])));
    }
    diagnostics.push(...(await manifests.divide()));
    return diagnostics;
  }

  /** A partial build replaces only its own rows; rows of documents that no longer stand go. */
  private async writeTrace(caseName: string, standing: readonly Output[], fresh: readonly TraceRow[]): Promise<readonly Diagnostic[]> {
    const file = join(this.folder as string, caseName, traceName);
    const before = await readFile(file, 'utf8').catch(() => '');
    const key = (r: Pick<TraceRow, 'audit' | 'document' | 'subject' | 'lang'>): string =>
      [r.audit, r.document, r.subject, r.lang].join('\n');
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

const told = (output: Output & { readonly reused: boolean }): FinishedOutput => {
  const { file, scheme, case: folder, audit, document, subject, lang, format, sha256, pages, reused } = output;
  return { file, scheme, case: folder, audit, document, subject, lang, format, sha256, pages, reused };
};

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
