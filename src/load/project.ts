/**
 * The first stage: a project folder to values with places.
 *
 * In:  the project's folder, and the cases asked for (all of them unless some are named).
 * Out: `openProject`: what belongs to no case, and the cases one by one, so that nobody need hold them all; `loadProject`: all of it at
 * once. With everything that is wrong with the files. Nothing here judges what a scheme asks.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { askedFolders } from './asked-folders.js';
import { Bystanders, spansOf, type Span } from './bystanders.js';
import { loadBodyPictures } from './body-pictures.js';
import { loadCalendars } from './calendars.js';
import { loadCase } from './case-folder.js';
import { checkCaptions } from './captions.js';
import { checkContradictions } from './contradictions.js';
import { CopiedNumbers, numbersOf, type NumbersOfCase } from './copied-numbers.js';
import { Collisions, namesOf, type Compared, type NamesOfCase } from './collisions.js';
import { loadEvidence } from './evidence.js';
import { findCases } from './find-cases.js';
import { listFolder } from '../files/folder.js';
import { checkNames } from './names.js';
import { loadPeopleRoots } from './people-roots.js';
import { loadRecord } from './record-file.js';
import { unknownSchemes, type RecordsOf } from './records-of.js';
import { checkReferences } from './references.js';
import type { CaseFolder, Project, RecordFile } from './types.js';

/** A project of which no case has been read yet. */
export interface OpenProject {
  /** Without cases and bystanders. */
  readonly project: Project;
  /** All cases by their folders, in order, and whether they were asked for. */
  readonly folders: readonly { readonly folder: string; readonly isAsked: boolean }[];
  /** A case with its evidence, and what is wrong in it; no value where its `case.yaml` cannot be read. As often as it is wanted. */
  readonly read: (folder: string) => Outcome<CaseFolder>;
}

type RecordsIn = (root: string, config: Project['config']) => RecordsOf;

/**
 * `only`: folders (absolute, or from the current folder) that are cases or hold some; of the others, what must be unique
 * over the project is still compared, but nothing is reported that involves no case asked for, and no case is given. `recordsIn`: which
 * papers and fields the schemes of the project have (`packs/records-of-schemes.ts`).
 */
export function loadProject(root: string, only?: readonly string[], recordsIn?: RecordsIn): Outcome<Project> {
  const opened = openProject(root, only, recordsIn);
  if (!opened.value) return { diagnostics: opened.diagnostics };
  const diagnostics = [...opened.diagnostics];
  const cases: CaseFolder[] = [];
  const broken = [...opened.value.project.broken];
  const { across, bystanders } = readCases(opened.value, (folder, loaded) => {
    diagnostics.push(...loaded.diagnostics);
    if (loaded.value) cases.push(loaded.value);
    else broken.push(`${folder}/case.yaml`);
  });
  diagnostics.push(...across);
  return ok({ ...opened.value.project, cases, broken, ...(bystanders.length > 0 ? { bystanders } : {}) }, diagnostics);
}

/** What a case is compared with others by: plain values, which are kept from one build to the next. */
export interface ComparedCase {
  readonly names: NamesOfCase;
  readonly numbers: NumbersOfCase;
  readonly days: readonly Span[];
}

/**
 * Reads one case after the other, and keeps of each what it is compared with. Out: what two cases together have wrong.
 * `knownOf`: what is known of a case that need not be read; null of one whose `case.yaml` could not be.
 */
export function readCases(
  { project: { root }, folders, read }: OpenProject,
  each: (folder: string, loaded: Outcome<CaseFolder>, compared: ComparedCase | null) => void,
  knownOf: (folder: string) => ComparedCase | null | undefined = () => undefined,
): { readonly across: readonly Diagnostic[]; readonly bystanders: NonNullable<Project['bystanders']> } {
  const numbers = new CopiedNumbers();
  const collisions = new Collisions(root);
  const bystanders = new Bystanders(root);
  for (const { folder, isAsked } of folders) {
    if (!isAsked) {
      collisions.add(namesOf(root, namedIn(root, folder)), false);
      continue;
    }
    const known = knownOf(folder);
    const loaded = known === undefined ? read(folder) : undefined;
    const one = known ?? (loaded?.value ? comparedCase(root, loaded.value) : null);
    if (one) {
      collisions.add(one.names, true);
      numbers.add(one.numbers);
      bystanders.beside(one.days);
    }
    if (loaded) each(folder, loaded, one);
  }
  return {
    across: [...numbers.diagnostics, ...collisions.diagnostics],
    bystanders: folders.flatMap(({ folder, isAsked }) => (isAsked ? [] : [bystanders.read(folder)])),
  };
}
const comparedCase = (root: string, folder: CaseFolder): ComparedCase => ({
  names: namesOf(root, folder),
  numbers: numbersOf(root, folder),
  days: spansOf(folder),
});

export function openProject(root: string, only: readonly string[] = [], recordsIn: RecordsIn = () => unknownSchemes): Outcome<OpenProject> {
  const absolute = resolve(root);
  const listing = listFolder(absolute, absolute);
  if (!listing.value) return { diagnostics: listing.diagnostics };
  if (!listing.value.files.includes('certpress.yaml')) {
    return {
      diagnostics: [
        {
          code: 'project-missing',
          severity: 'error',
          place: { file: join(absolute, 'certpress.yaml'), line: 1, column: 1 },
          message: { zh: '这个文件夹不是项目：没有 certpress.yaml', en: 'This folder is not a project: it has no certpress.yaml' },
          help: {
            zh: '用 certpress new project <文件夹> 建立项目，或写出已有项目的路径。',
            en: 'Make one with certpress new project <folder>, or give the path of an existing project.',
          },
        },
      ],
    };
  }
  const diagnostics: Diagnostic[] = [];
  const broken: string[] = [];
  const read = <K extends 'project' | 'people'>(kind: K, file: string): RecordFile<K> | undefined => {
    const loaded = loadRecord(kind, absolute, file);
    diagnostics.push(...loaded.diagnostics);
    if (!loaded.value || loaded.diagnostics.some((d) => d.severity === 'error')) broken.push(file);
    return loaded.value;
  };
  const config = read('project', 'certpress.yaml');
  const hasPeople = listing.value.files.includes('people.yaml');
  const people = hasPeople ? read('people', 'people.yaml') : undefined;
  if (!hasPeople) {
    broken.push('people.yaml');
    diagnostics.push({
      code: 'file-missing',
      severity: 'error',
      place: { file: join(absolute, 'people.yaml'), line: 1, column: 1 },
      message: { zh: '项目缺少 people.yaml', en: 'The project has no people.yaml' },
      help: {
        zh: '建立 people.yaml，以代号列出审核员、技术专家和评定人员。',
        en: 'Make people.yaml, with auditors, experts and reviewers, each under an id.',
      },
    });
  }
  // Ids that a broken people.yaml may hold are not complained of.
  const ids = people && people.misshapen.length === 0 ? new Set(Object.keys(people.value)) : undefined;

  const calendars = loadCalendars(absolute, listing.value.folders);
  diagnostics.push(...calendars.diagnostics);

  const pictures = loadBodyPictures(absolute, config);
  diagnostics.push(...pictures.diagnostics);
  if (pictures.diagnostics.length > 0) broken.push('certpress.yaml');
  // No document depends on whom the body believes: what is wrong here keeps none back.
  const roots = loadPeopleRoots(absolute, config);
  diagnostics.push(...roots.diagnostics);

  const recordsOf = recordsIn(absolute, config);
  const found = findCases(absolute);
  diagnostics.push(...found.diagnostics);
  const isAsked =
    only.length === 0
      ? () => true
      : askedFolders(
          absolute,
          only.map((path) => resolve(path)),
        );
  return ok(
    {
      project: {
        root: absolute,
        cases: [],
        broken,
        ...(config ? { config } : {}),
        ...(people ? { people } : {}),
        ...(pictures.value && pictures.value.size > 0 ? { bodyPictures: pictures.value } : {}),
        ...(roots.value && roots.value.length > 0 ? { peopleRoots: roots.value } : {}),
        ...(calendars.value && calendars.value.length > 0 ? { calendars: calendars.value } : {}),
      },
      folders: (found.value ?? []).map((folder) => ({ folder, isAsked: isAsked(folder) })),
      read: (folder) => {
        const loaded = loadCase(absolute, folder, recordsOf);
        const one = loaded.value;
        if (!one) return loaded;
        const evidence = loadEvidence(absolute, one);
        return ok({ ...one, evidence: evidence.value ?? new Map() }, [
          ...loaded.diagnostics,
          ...checkNames(absolute, one),
          ...checkReferences(absolute, one, ids),
          ...checkCaptions(absolute, one),
          ...checkContradictions(absolute, one, people),
          ...evidence.diagnostics.map((d) => ({ ...d, case: one.name })),
        ]);
      },
    },
    diagnostics,
  );
}

/** A case that was not asked for: only what must be unique over the project is read. */
function namedIn(root: string, folder: string): Compared {
  const certificates = existsSync(join(root, folder, 'certificates.yaml'))
    ? loadRecord('certificates', root, `${folder}/certificates.yaml`).value
    : undefined;
  return { name: folder.split('/').at(-1) ?? folder, folder, audits: [], ...(certificates ? { certificates } : {}) };
}
