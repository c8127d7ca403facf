/**
 * The payload of a bag: sealed documents, and everything that they were made from.
 *
 * In:  a closed audit or certificate, its PDFs as built and as sealed, project and packs. Out: `BagContents`. What the files
 * are called below `data/` is in `docs/archive-format.md`; with them alone the documents can be made again.
 */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { failed, ok, type Outcome } from '../diagnostics/index.js';
import type { CaseFolder, EvidenceFile, Project } from '../load/types.js';
import { ownPacks } from '../load/pack-places.js';
import type { SchemeTable } from '../packs/types.js';
import { filesOf, filesOfAudit } from '../load/walk.js';
import { sha256 } from '../files/write-file.js';
import { houseOf } from '../load/house.js';
import type { Output } from '../output/manifest.js';
import type { TraceRow } from '../output/trace.js';
import type { Closing } from './closing.js';
import type { Engine } from './engine-info.js';
import { evidenceOf } from './evidence-checks.js';
import type { BagContents } from './types.js';

export interface ContentsInput {
  readonly closing: Closing;
  readonly project: Project;
  readonly folder: CaseFolder;
  readonly schemes: SchemeTable;
  readonly packageRoot: string;
  /** By the output's `file`. */
  readonly sealed: ReadonlyMap<string, Uint8Array>;
  readonly trace: readonly TraceRow[];
  readonly engine: Engine;
  /** Day that the rules were judged on. */
  readonly asOf: string;
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);

/** A record, pack or layout that changed on disk while it was archived is a diagnostic: the bag would hold another than was used. */
export function bagContents(input: ContentsInput): Outcome<BagContents> {
  const { closing, project, folder, sealed } = input;
  const files = new Map<string, Uint8Array>();
  for (const output of closing.outputs) {
    const bytes = sealed.get(output.file);
    if (bytes) files.set(`documents/${posix.basename(output.file)}`, bytes);
  }
  const records = [
    project.config,
    project.people,
    ...(project.calendars ?? []),
    ...filesOf(folder),
    ...(project.bodyPictures?.values() ?? []),
    ...(project.peopleRoots ?? []),
  ]
    .filter((record) => record !== undefined)
    .map((record): Source => ({ path: `record/${record.file}`, at: join(project.root, record.file), sha256: record.sha256 }));
  for (const source of [...records, ...madeWith(input)]) {
    const bytes = bytesOf(source);
    if (!bytes) {
      return failed({
        code: 'archive-moved',
        severity: 'error',
        place: { file: source.at },
        case: folder.name,
        message: { zh: '归档过程中该文件被修改，未归档', en: 'This file was changed while it was being archived; nothing was archived' },
        help: { zh: '保存完毕后再次运行。', en: 'Run again once it is saved.' },
      });
    }
    files.set(source.path, bytes);
  }
  const evidence = evidenceOf(folder, closing.entries, closing.certificate ? undefined : closing.audit);
  for (const { file, bytes } of evidence.values()) files.set(`evidence/${file}`, bytes);
  files.set('trace.json', json(input.trace.filter((row) => closing.outputs.some((output) => isOf(row, output)))));
  files.set('build.json', json(buildOf(input)));
  files.set('retention.json', json(retentionFile(input)));
  return ok({
    place: closing.place,
    files,
    identity: identityOf(input, evidence),
    organization: `${closing.scheme.body.name.zh} ${closing.scheme.body.name.en}`,
    ...(closing.retention.until === undefined ? {} : { retainUntil: closing.retention.until }),
  });
}

/**
 * What makes another revision: what the documents say and how they are registered, the records of the audit or the entry of the
 * certificate, the evidence with what was entered of it. Not the bytes of a PDF: a new version of the program changes no record.
 */
function identityOf({ closing, folder }: ContentsInput, evidence: ReadonlyMap<string, EvidenceFile>): string {
  const { outputs, entries, certificate, audit } = closing;
  const registered = (folder.documents?.value ?? []).filter((entry) =>
    outputs.some(
      (output) =>
        entry.kind === output.document &&
        (entry.audit === undefined || entry.audit === output.audit || output.audit === null) &&
        (entry.subject ?? output.subject) === output.subject,
    ),
  );
  const lines = [
    ...outputs.map((output) => `document ${posix.basename(output.file)} ${output.words ?? output.sha256}`),
    ...registered.map((entry) => `registered ${JSON.stringify(entry)}`),
    ...(certificate
      ? [`certificate ${JSON.stringify(certificate)}`]
      : filesOfAudit(audit).map((record) => `record ${record.file} ${record.sha256}`)),
    ...entries.map((entry) => `entry ${JSON.stringify(entry)}`),
    ...[...evidence.values()].map((one) => `evidence ${one.file} ${one.sha256}`),
  ];
  return sha256(lines.sort().join('\n'));
}

const isOf = (row: TraceRow, output: Output): boolean =>
  row.document === output.document && row.audit === output.audit && row.subject === output.subject && row.lang === output.lang;

/** A file that something was made from: where it goes below `data/`, where it lies, and the hash that it had when it was used. */
interface Source {
  readonly path: string;
  readonly at: string;
  readonly sha256: string;
}
/** None: it is gone, or another by now. */
function bytesOf({ at, sha256: hash }: Source): Uint8Array | undefined {
  try {
    const bytes = readFileSync(at);
    return sha256(bytes) === hash ? bytes : undefined;
  } catch {
    return undefined;
  }
}
/** Packs, layouts, theme and labels in use: packs, certpress's and the project's own, below `scheme/`, layouts below `layouts/`. */
function madeWith({ closing, project, schemes, packageRoot }: ContentsInput): Source[] {
  const house = houseOf(project.root, project.config)?.shown;
  const packs = ownPacks(project.root, project.config)?.shown;
  const used = [
    ...[...schemes.values()].filter((scheme) => scheme.id === closing.scheme.id).flatMap((scheme) => scheme.files),
    ...closing.outputs.flatMap((output) => output.madeFrom),
  ];
  // One that was used twice, and differed, cannot be both: the second of its hashes refuses it.
  const known = [...new Map(used.map((one) => [`${one.file} ${one.sha256}`, one])).values()];
  return known.flatMap(({ file, sha256: hash }): Source[] => {
    if (packs !== undefined && file.startsWith(`${packs}/`))
      return [{ path: `scheme/packs/${file.slice(packs.length + 1)}`, at: join(project.root, file), sha256: hash }];
    if (house !== undefined && file.startsWith(`${house}/`))
      return [{ path: `layouts/house/${file.slice(house.length + 1)}`, at: join(project.root, file), sha256: hash }];
    if (file.startsWith('schemas/')) return [{ path: `scheme/${file}`, at: join(packageRoot, file), sha256: hash }];
    if (file.startsWith('templates/')) return [{ path: `layouts/${file}`, at: join(packageRoot, file), sha256: hash }];
    return [];
  });
}

/** What `verify` needs to make the documents again, and to say with what they were made. */
function buildOf({ closing, engine, asOf, folder }: ContentsInput): object {
  return {
    certpress: engine.certpress,
    engine: engine.layout,
    fonts: engine.fonts,
    asOf,
    case: folder.folder,
    ...(closing.certificate ? { certificate: closing.certificate.number } : { audit: closing.audit.name }),
    // Whether a build took a file over from the one before says nothing about the file.
    documents: closing.outputs.map(({ file, seals: _, reused: __, ...output }: Output & { readonly reused?: boolean }) => ({
      file: posix.basename(file),
      ...output,
    })),
  };
}

function retentionFile({ closing }: ContentsInput): object {
  const { retention, scheme, entries, paperDue } = closing;
  const rules = scheme.archive;
  const quoted = (
    one: { readonly rule?: string | undefined; readonly clause: string; readonly zh: string; readonly en: string } | undefined,
  ): object | null => (one ? { rule: one.rule ?? null, clause: one.clause, zh: one.zh, en: one.en } : null);
  return {
    scheme: scheme.id,
    version: scheme.version,
    document: scheme.scheme.document,
    subject: closing.place.subject,
    since: closing.closedOn ?? null,
    until: retention.until ?? null,
    countedFrom: retention.countedFrom ?? null,
    clause: retention.clause,
    rule: retention.rule ?? null,
    why: retention.why,
    kept: [
      ...closing.outputs.map((output) => ({
        kind: output.document,
        subject: output.subject,
        file: `documents/${posix.basename(output.file)}`,
      })),
      ...entries.map((entry) => ({
        kind: entry.kind ?? null,
        subject: entry.subject ?? null,
        title: entry.title ?? null,
        file: entry.file ?? null,
        signed: entry.signed ?? [],
      })),
    ],
    paper: {
      required: paperDue ? quoted(rules?.paper) : null,
      originals: entries
        .filter((entry) => entry.paper?.at)
        .map((entry) => ({
          kind: entry.kind ?? null,
          subject: entry.subject ?? null,
          at: entry.paper?.at ?? null,
          since: entry.paper?.since ?? null,
        })),
    },
    form: quoted(rules?.electronic),
  };
}
