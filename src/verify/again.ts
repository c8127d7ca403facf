/**
 * Documents made again from the record in a bag, and compared with those that were archived.
 *
 * In:  the bagProject, the judged record, what `build.json` says, the PDFs as they were before their seals. Out: how they were
 * compared, and findings. Where program, engine and faces are those of the archive, byte for byte (streams by what they hold: another
 * zlib deflates otherwise); else word for word, since another engine may set the same words otherwise.
 */
import { isOutputOf } from '../archive/bag-of-document.js';
import { engineOf } from '../archive/engine-info.js';
import { hasErrors, type Diagnostic } from '../diagnostics/index.js';
import { holdOn } from '../judge/holds.js';
import { schemeKey } from '../packs/types.js';
import { assetsOf } from '../make/assets.js';
import { composeFitting, type Composed, type Materials } from '../make/document.js';
import { layOut } from '../make/lay-out.js';
import { houseOf } from '../load/house.js';
import { loadSchemeTools, type SchemeTools } from '../make/scheme-tools.js';
import { versionOf } from '../validate/version.js';
import { canon, saysSame, settleToc } from '../model/index.js';
import { sha256 } from '../files/write-file.js';
import { traceRows } from '../output/trace.js';
import { programId } from '../program/program-id.js';
import { checkContents } from '../validate/contents.js';
import { documentsOf } from '../validate/documents-of-case.js';
import type { DocumentScope } from '../validate/scope.js';
import { wordingOf } from '../validate/wording.js';
import { createPdfWriter, type PdfWriter } from '../writers/pdf/index.js';
import type { BagFiles } from './bag-files.js';
import { found } from './finding.js';
import type { Loaded } from './record.js';
import { readBounded } from './read-bounded.js';
import { lostWord } from './record-words.js';
import { isSameInflated } from './same-pdf.js';
import type { BuildFile, TraceFile } from './shapes.js';
import type { Comparison } from './types.js';
import type { BagProject } from './bag-project.js';

export interface AgainInput {
  readonly bagProject: BagProject;
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
  /** Where a document lacks words of its record, which no version of the program leaves out. */
  readonly firm: readonly Diagnostic[];
}
type Entry = BuildFile['documents'][number];

let writer: PdfWriter | undefined;
/** One for all bags: it keeps the faces that it has read. */
const pdfWriter = (): PdfWriter => (writer ??= createPdfWriter());

export async function compareAgain(input: AgainInput): Promise<Again> {
  const { bagProject, files, loaded, build } = input;
  const findings: Diagnostic[] = [];
  const firm: Diagnostic[] = [];
  const toolsOf = new Map<string, SchemeTools | undefined>();
  const house = houseOf(loaded.project.root, loaded.project.config);
  const scopes = documentsOf(
    loaded.project,
    loaded.folder,
    loaded.schemes,
    build.documents.map((entry) => entry.document),
  );
  let comparison: Comparison = 'bytes';
  const rows: object[] = [];
  for (const entry of build.documents) {
    const path = `documents/${entry.file}`;
    const scope = scopes.find((one) => isOutputOf(entry, one));
    const sealed = input.unsealed.get(path);
    if (!sealed) continue; // Said where the seal was read.
    if (!scope) {
      findings.push(
        found(
          'verify-differs',
          files.place(path),
          `${entry.file}：按记录没有这份文件`,
          `${entry.file}: by the record there is no such document`,
        ),
      );
      continue;
    }
    const key = schemeKey(scope.scheme.id, scope.scheme.version);
    if (!toolsOf.has(key)) {
      const tools = await loadSchemeTools(scope.scheme, bagProject.package, house);
      findings.push(...tools.diagnostics.filter((d) => d.severity === 'error').map((d) => bagProject.inBag(d)));
      toolsOf.set(key, tools.value);
    }
    const tools = toolsOf.get(key);
    if (!tools) continue;
    const made = await makeAgain(scope, tools, entry, input, findings);
    if (!made) {
      comparison = 'not-done';
      continue;
    }
    rows.push(...made.trace);
    const isSameEngine = sameEngine(tools, build);
    if (!isSameEngine && comparison === 'bytes') comparison = 'words';
    if (isSameEngine && made.bytes) {
      if (sha256(made.bytes) !== sha256(sealed) && !isSameInflated(made.bytes, sealed))
        findings.push(
          (await difference(made.composed, sealed, files.place(path), entry.file, true)) ?? differs(files.place(path), entry.file),
        );
      continue;
    }
    const differing = await difference(made.composed, sealed, files.place(path), entry.file, false);
    if (!differing) continue;
    findings.push(differing);
    const lost = lostWord(loaded.folder, canon(made.composed.document), (await readBounded(sealed)).value?.entries ?? []);
    if (lost !== undefined) {
      const shown = [...lost].slice(0, 60).join('');
      firm.push(
        found(
          'verify-differs',
          files.place(path),
          `${entry.file} 中没有记录的“${shown}”`,
          `${entry.file} does not hold “${shown}” of the record`,
        ),
      );
    }
  }
  if (comparison === 'bytes' && findings.length === 0 && JSON.stringify(rows) !== JSON.stringify(inOrder(input.trace, build))) {
    findings.push(found('verify-shape', files.place('trace.json'), '与由记录得出的追溯表不符', 'is not the trace that the record gives'));
  }
  return { comparison: findings.some((d) => d.code === 'verify-differs') ? 'differs' : comparison, findings, firm };
}

interface MadeAgain {
  readonly composed: Composed;
  /** None where there is no engine here. */
  readonly bytes?: Uint8Array;
  readonly trace: readonly object[];
}

async function makeAgain(
  scope: DocumentScope,
  tools: SchemeTools,
  entry: Entry,
  { bagProject, files, loaded, build }: AgainInput,
  findings: Diagnostic[],
): Promise<MadeAgain | undefined> {
  const errors = (list: readonly Diagnostic[]): boolean => {
    // What is missing here says nothing about the archive.
    const ours = list.filter((d) => d.severity === 'error' && ['engine-missing', 'font-missing'].includes(d.code));
    findings.push(
      ...ours
        .slice(0, 1)
        .map((d) => found('verify-not-rendered', files.place(`documents/${entry.file}`), d.message.zh, d.message.en, 'warning')),
    );
    findings.push(...list.filter((d) => d.severity === 'error' && !ours.includes(d)).map((d) => bagProject.inBag(d)));
    return hasErrors(list);
  };
  const contents = checkContents(scope);
  const hold = holdOn(scope, loaded.judgement);
  const refused = errors([...contents.diagnostics, ...hold.diagnostics]);
  if (errors(tools.checked(scope.kind))) return undefined;
  const held = hold.held || scope.broken.length > 0;
  if (held)
    findings.push(
      found(
        'verify-record',
        files.place(`documents/${entry.file}`),
        `${entry.file}：按记录不得出具`,
        `${entry.file}: by the record it must not be issued`,
      ),
    );
  // What another version issued is made all the same, and compared: this one would only have refused it.
  if ((held || refused) && build.certpress === programId()) return undefined;
  const order: Materials = {
    scope,
    lang: entry.lang,
    tools,
    version: versionOf(scope),
    contents: contents.applying,
    wording: wordingOf(scope),
    assets: assetsOf(scope),
  };
  const { composed, diagnostics } = await composeFitting(order, pdfWriter());
  if (errors(diagnostics) || !composed) return undefined;
  const { pdf } = await layOut(pdfWriter(), composed.document);
  if (errors(pdf.diagnostics)) return undefined;
  const about = { scheme: scope.scheme.id, audit: entry.audit, document: scope.kind, subject: entry.subject, lang: entry.lang };
  return {
    composed,
    ...(pdf.value ? { bytes: pdf.value.bytes } : {}),
    trace: traceRows(about, contents.answers, composed.templates, Object.fromEntries(pdf.value?.pageOf ?? [])),
  };
}

function sameEngine(tools: SchemeTools, build: BuildFile): boolean {
  const here = engineOf(tools.theme, pdfWriter().engine.version);
  return (
    here.certpress === build.certpress &&
    here.layout !== null &&
    here.layout === build.engine &&
    JSON.stringify(here.fonts) === JSON.stringify(build.fonts.map(({ file, sha256: hash }) => ({ file, sha256: hash })))
  );
}

/** Rows of a document together, as they are made again. */
const inOrder = (trace: TraceFile, build: BuildFile): TraceFile =>
  build.documents.flatMap((entry) =>
    trace.filter(
      (row) => row.document === entry.document && row.audit === entry.audit && row.subject === entry.subject && row.lang === entry.lang,
    ),
  );

/** The first words that differ; undefined where there are none. */
async function difference(
  { document }: Composed,
  archived: Uint8Array,
  place: string,
  name: string,
  sameBytes: boolean,
): Promise<Diagnostic | undefined> {
  const read = await readBounded(archived);
  // So many pages have a table of contents or have none: those of the file say which, without an engine too.
  const wanted = canon(settleToc(document, read.value?.pages.length ?? 0));
  const entries = read.value?.entries;
  const why = read.diagnostics[0]?.message;
  if (!entries)
    return found(
      'verify-differs',
      place,
      `${name}：无法读回文字，无从与记录比对：${why?.zh ?? ''}`,
      `${name}: its text cannot be read back, so it cannot be compared with the record: ${why?.en ?? ''}`,
    );
  for (let i = 0; i < Math.max(wanted.length, entries.length); i++) {
    const [a, b] = [wanted[i], entries[i]];
    if (saysSame(a, b)) continue;
    const show = (text: string | undefined): string => (text === undefined ? '—' : [...text].slice(0, 60).join(''));
    return found(
      'verify-differs',
      place,
      `${name} 第 ${i + 1} 处：记录为“${show(a?.text)}”，文件为“${show(b?.text)}”`,
      `${name}, entry ${i + 1}: the record says “${show(a?.text)}”, the document “${show(b?.text)}”`,
    );
  }
  return sameBytes ? differs(place, name) : undefined;
}
const differs = (place: string, name: string): Diagnostic =>
  found(
    'verify-differs',
    place,
    `${name}：文字与记录一致，但文件不是由记录生成的那一个`,
    `${name}: its words are those of the record, but it is not the file that the record gives`,
  );
