/**
 * Documents made again from the record in a bag, and compared with those that were archived.
 *
 * In:  the bench, the judged record, what `build.json` says, the PDFs as they were before their seals. Out: how they were
 * compared, and findings. Where program, engine and faces are those of the archive, byte for byte; else word for word, since
 * another engine may set the same words otherwise.
 */
import { join } from 'node:path';
import { engineOf } from '../archive/engine-info.js';
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import { holdOn } from '../judge/holds.js';
import { schemeKey } from '../load/types.js';
import { assetsOf } from '../make/assets.js';
import { composeFitting, type Composed, type Order } from '../make/document.js';
import { loadKit, type Kit } from '../make/kit.js';
import { versionOf } from '../make/version.js';
import { canon } from '../model/index.js';
import { sha256 } from '../output/files.js';
import { traceRows } from '../output/trace.js';
import { readPdf } from '../proof/read-pdf.js';
import { checkContents } from '../validate/contents.js';
import { documentsOf, type DocumentScope } from '../validate/scope.js';
import { wordingOf } from '../validate/wording.js';
import { createPdfWriter, type PdfWriter } from '../writers/pdf/index.js';
import type { BagFiles } from './bag-files.js';
import { found } from './finding.js';
import type { Loaded } from './record.js';
import type { BuildFile, TraceFile } from './shapes.js';
import type { Comparison } from './types.js';
import type { Bench } from './workbench.js';

export interface AgainInput {
  readonly bench: Bench;
  readonly files: BagFiles;
  readonly loaded: Loaded;
  readonly build: BuildFile;
  readonly trace: TraceFile;
  /** By path below `data/`: the file as it was before its seal. */
  readonly unsealed: ReadonlyMap<string, Uint8Array>;
}
export interface Again {
  readonly comparison: Comparison;
  readonly findings: readonly Diagnostic[];
}
type Entry = BuildFile['documents'][number];

let writer: PdfWriter | undefined;
/** One for all bags: it keeps the faces that it has read. */
const pdfWriter = (): PdfWriter => (writer ??= createPdfWriter());

export async function compareAgain(input: AgainInput): Promise<Again> {
  const { bench, files, loaded, build } = input;
  const findings: Diagnostic[] = [];
  const kits = new Map<string, Kit | undefined>();
  const house = loaded.project.config?.value.layouts;
  const scopes = documentsOf(loaded.project, loaded.folder, loaded.schemes);
  let comparison: Comparison = 'bytes';
  const rows: object[] = [];
  for (const entry of build.documents) {
    const path = `documents/${entry.file}`;
    const scope = scopes.find((one) => isOf(one, entry));
    const sealed = input.unsealed.get(path);
    if (!sealed) continue; // Said where the seal was read.
    if (!scope) {
      findings.push(found('verify-differs', files.place(path), `${entry.file}：按记录没有这份文件`, `${entry.file}: by the record there is no such document`));
      continue;
    }
    const key = schemeKey(scope.scheme.id, scope.scheme.version);
    if (!kits.has(key)) {
      const kit = await loadKit(scope.scheme, bench.package, house === undefined ? undefined : { path: join(loaded.project.root, house), shown: house });
      findings.push(...kit.diagnostics.filter((d) => d.severity === 'error').map((d) => bench.inBag(d)));
      kits.set(key, kit.value);
    }
    const kit = kits.get(key);
    if (!kit) continue;
    const made = await makeAgain(scope, kit, entry, input, findings);
    if (!made) {
      comparison = 'not-done';
      continue;
    }
    rows.push(...made.trace);
    const isSameEngine = sameEngine(kit, build);
    if (!isSameEngine && comparison === 'bytes') comparison = 'words';
    if (isSameEngine && made.bytes) {
      if (sha256(made.bytes) !== sha256(sealed)) findings.push(await difference(made.composed, sealed, files.place(path), entry.file, true) ?? differs(files.place(path), entry.file));
      continue;
    }
    const differing = await difference(made.composed, sealed, files.place(path), entry.file, false);
    if (differing) findings.push(differing);
  }
  if (comparison === 'bytes' && findings.length === 0 && JSON.stringify(rows) !== JSON.stringify(inOrder(input.trace, build))) {
    findings.push(found('verify-shape', files.place('trace.json'), '与由记录得出的追溯表不符', 'is not the trace that the record gives'));
  }
  return { comparison, findings };
}

const isOf = (scope: DocumentScope, entry: Entry): boolean =>
  scope.kind === entry.document && (scope.subject ?? null) === entry.subject && (scope.kind === 'certificate' ? null : (scope.audit?.name ?? null)) === entry.audit;

interface MadeAgain {
  readonly composed: Composed;
  /** None where there is no engine here. */
  readonly bytes?: Uint8Array;
  readonly trace: readonly object[];
}

async function makeAgain(scope: DocumentScope, kit: Kit, entry: Entry, { bench, files, loaded }: AgainInput, findings: Diagnostic[]): Promise<MadeAgain | undefined> {
  const errors = (list: readonly Diagnostic[]): boolean => {
    // What is missing here says nothing about the archive.
    const ours = list.filter((d) => d.severity === 'error' && ['engine-missing', 'font-missing'].includes(d.code));
    findings.push(...ours.slice(0, 1).map((d) => found('verify-not-rendered', files.place(`documents/${entry.file}`), d.message.zh, d.message.en, 'warning')));
    findings.push(...list.filter((d) => d.severity === 'error' && !ours.includes(d)).map((d) => bench.inBag(d)));
    return hasErrors(list);
  };
  const contents = checkContents(scope);
  const hold = holdOn(scope, loaded.judgement);
  const assets = assetsOf(scope);
  if (errors([...contents.diagnostics, ...hold.diagnostics, ...kit.checked(scope.kind), ...assets.diagnostics])) return undefined;
  if (hold.held || scope.broken.length > 0 || !assets.value) {
    findings.push(found('verify-record', files.place(`documents/${entry.file}`), `${entry.file}：按记录不得出具`, `${entry.file}: by the record it must not be issued`));
    return undefined;
  }
  const order: Order = { scope, lang: entry.lang, kit, version: versionOf(scope), contents: contents.applying, wording: wordingOf(scope), assets: assets.value, pdf: pdfWriter() };
  const { composed, diagnostics } = await composeFitting(order);
  if (errors(diagnostics) || !composed) return undefined;
  const pdf = await order.pdf.write(composed.document);
  if (errors(pdf.diagnostics)) return undefined;
  const about = { scheme: scope.scheme.id, audit: entry.audit, document: scope.kind, subject: entry.subject, lang: entry.lang };
  return {
    composed, ...(pdf.value ? { bytes: pdf.value.bytes } : {}),
    trace: traceRows(about, contents.answers, composed.templates, Object.fromEntries(pdf.value?.pageOf ?? [])),
  };
}

function sameEngine(kit: Kit, build: BuildFile): boolean {
  const here = engineOf(kit.theme);
  return here.certpress === build.certpress && here.layout !== null && here.layout === build.engine && JSON.stringify(here.fonts) === JSON.stringify(build.fonts.map(({ file, sha256: hash }) => ({ file, sha256: hash })));
}

/** Rows of a document together, as they are made again. */
const inOrder = (trace: TraceFile, build: BuildFile): TraceFile => build.documents.flatMap((entry) =>
  trace.filter((row) => row.document === entry.document && row.audit === entry.audit && row.subject === entry.subject && row.lang === entry.lang));

/** The first words that differ; undefined where there are none. */
async function difference({ document }: Composed, archived: Uint8Array, place: string, name: string, sameBytes: boolean): Promise<Diagnostic | undefined> {
  const wanted = canon(document);
  const read = await readPdf(archived);
  const entries = read.value?.entries;
  if (!entries) return found('verify-differs', place, `${name}：无法读回文字，无从与记录比对`, `${name}: its text cannot be read back, so it cannot be compared with the record`);
  for (let i = 0; i < Math.max(wanted.length, entries.length); i++) {
    const [a, b] = [wanted[i], entries[i]];
    if (a && b && a.text === b.text && a.cell === b.cell) continue;
    const show = (text: string | undefined): string => (text === undefined ? '—' : [...text].slice(0, 60).join(''));
    return found('verify-differs', place, `${name} 第 ${i + 1} 处：记录为“${show(a?.text)}”，文件为“${show(b?.text)}”`, `${name}, entry ${i + 1}: the record says “${show(a?.text)}”, the document “${show(b?.text)}”`);
  }
  return sameBytes ? differs(place, name) : undefined;
}
const differs = (place: string, name: string): Diagnostic =>
  found('verify-differs', place, `${name}：文字与记录一致，但文件不是由记录生成的那一个`, `${name}: its words are those of the record, but it is not the file that the record gives`);
