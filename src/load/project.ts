/**
 * The first stage: a project folder to values with places.
 *
 * In:  the project's folder, and the cases asked for (all of them unless some are named).
 * Out: `Project`, and everything that is wrong with its files, all at once. Nothing here judges what a scheme asks.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { bystander, spanOf } from './bystanders.js';
import { loadBodyPictures } from './body-pictures.js';
import { loadCalendars } from './calendars.js';
import { loadCase } from './case-folder.js';
import { checkContradictions } from './contradictions.js';
import { checkCopiedNumbers } from './copied-numbers.js';
import { checkCollisions, type Compared } from './collisions.js';
import { loadEvidence } from './evidence.js';
import { findCases } from './find-cases.js';
import { listFolder } from '../files/folder.js';
import { checkNames } from './names.js';
import { loadPeopleRoots } from './people-roots.js';
import { isInside } from '../files/read-file.js';
import { loadRecord } from './record-file.js';
import { unknownSchemes, type RecordsOf } from './records-of.js';
import { checkReferences } from './references.js';
import type { CaseFolder, Project, RecordFile } from './types.js';

/**
 * `only`: folders (absolute, or from the current folder) that are cases or hold some; of the others, what must be unique
 * over the project is still compared, but nothing is reported that involves no case asked for, and no case is given. `recordsIn`: which
 * papers and fields the schemes of the project have (`packs/records-of-schemes.ts`).
 */
export function loadProject(
  root: string,
  only?: readonly string[],
  recordsIn: (root: string, config: Project['config']) => RecordsOf = () => unknownSchemes,
): Outcome<Project> {
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
  const wanted = only && only.length > 0 ? only.map((path) => resolve(path)) : undefined;
  const asked = (folder: string): boolean =>
    wanted === undefined || wanted.some((path) => isInside(join(absolute, folder), path) || isInside(path, join(absolute, folder)));
  const all: Compared[] = [];
  const cases: CaseFolder[] = [];
  for (const folder of found.value ?? []) {
    if (!asked(folder)) {
      all.push(compared(absolute, folder));
      continue;
    }
    const loaded = loadCase(absolute, folder, recordsOf);
    if (loaded.value) all.push(loaded.value);
    diagnostics.push(...loaded.diagnostics);
    if (!loaded.value) {
      broken.push(`${folder}/case.yaml`);
      continue;
    }
    diagnostics.push(
      ...checkNames(absolute, loaded.value),
      ...checkReferences(absolute, loaded.value, ids),
      ...checkContradictions(absolute, loaded.value, people),
    );
    const evidence = loadEvidence(absolute, loaded.value);
    diagnostics.push(...evidence.diagnostics.map((d) => ({ ...d, case: loaded.value?.name ?? '' })));
    cases.push({ ...loaded.value, evidence: evidence.value ?? new Map() });
  }
  diagnostics.push(...checkCopiedNumbers(absolute, cases));
  const names = new Set(cases.map((one) => join(absolute, one.folder)));
  diagnostics.push(
    ...checkCollisions(absolute, all).filter((d) =>
      [d.place, ...(d.related ?? [])].some((place) => place && [...names].some((name) => isInside(place.file, name))),
    ),
  );
  const spans = cases.flatMap((one) => one.audits.flatMap((audit) => spanOf(audit) ?? []));
  const bystanders = (found.value ?? []).filter((folder) => !asked(folder)).map((folder) => bystander(absolute, folder, spans));
  return ok(
    {
      root: absolute,
      cases,
      broken,
      ...(bystanders.length > 0 ? { bystanders } : {}),
      ...(config ? { config } : {}),
      ...(people ? { people } : {}),
      ...(pictures.value && pictures.value.size > 0 ? { bodyPictures: pictures.value } : {}),
      ...(roots.value && roots.value.length > 0 ? { peopleRoots: roots.value } : {}),
      ...(calendars.value && calendars.value.length > 0 ? { calendars: calendars.value } : {}),
    },
    diagnostics,
  );
}

/** A case that was not asked for: only what must be unique over the project is read. */
function compared(root: string, folder: string): Compared {
  const certificates = existsSync(join(root, folder, 'certificates.yaml'))
    ? loadRecord('certificates', root, `${folder}/certificates.yaml`).value
    : undefined;
  return { name: folder.split('/').at(-1) ?? folder, folder, audits: [], ...(certificates ? { certificates } : {}) };
}
