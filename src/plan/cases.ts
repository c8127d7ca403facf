/**
 * The cases of a run, as often as they are wanted: those of a small project are held, those of a great one read again each time, so that
 * ten thousand take no more room than a hundred.
 *
 * In:  a project whose cases can be read one by one, and the day it is judged on. Out: each case as it is filed and as it stood on that
 * day, in order; and, of all of them, what two have wrong together, and which have to be there for the schemes to be known.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { caseThen, type JudgedDay } from '../judge/as-it-stood.js';
import { readCases, type OpenProject } from '../load/project.js';
import type { CaseFolder, Project } from '../load/types.js';
import { filesOf } from '../load/walk.js';

export interface CaseThen {
  readonly filed: CaseFolder;
  /** Missing where the case had not begun. */
  readonly then?: CaseFolder;
}

/** Numbers by which records are measured (`files/spots.ts`): so many are held, of about a hundred cases. */
const usuallyHeld = 2_500_000;

export class Cases {
  /** What is wrong with files, case by case; then what two cases have wrong together. */
  readonly diagnostics: readonly Diagnostic[];
  readonly bystanders: NonNullable<Project['bystanders']>;
  /** Paths of `case.yaml` that cannot be read. */
  readonly broken: readonly string[];
  /** Of each version of a scheme the first case that names it, and every case that names what certpress does not have. */
  readonly naming: readonly CaseFolder[];
  /** Folders of all that could be read. */
  private readonly folders: string[] = [];
  private readonly held = new Map<string, CaseFolder>();

  constructor(
    private readonly opened: OpenProject,
    private readonly day: JudgedDay,
    isKnown: (scheme: string, version?: string) => boolean,
    mostHeld = usuallyHeld,
  ) {
    const diagnostics: Diagnostic[] = [];
    const broken: string[] = [];
    const naming: CaseFolder[] = [];
    const named = new Set<string>();
    let size = 0;
    const { across, bystanders } = readCases(opened, (path, { value: filed, diagnostics: found }) => {
      diagnostics.push(...found);
      if (!filed) {
        broken.push(`${path}/case.yaml`);
        return;
      }
      this.folders.push(path);
      size += filesOf(filed).reduce((sum, file) => sum + file.source.spots.nodes.length, 0);
      // Half of them held would be read sooner, and take as much room as what is made of them needs.
      if (size <= mostHeld) this.held.set(path, filed);
      else this.held.clear();
      const { then } = this.onDay(filed);
      if (then && namesNews(then, named, isKnown)) naming.push(then);
    });
    this.diagnostics = [...diagnostics, ...across];
    this.bystanders = bystanders;
    this.broken = broken;
    this.naming = naming;
  }

  get isSmall(): boolean {
    return this.held.size === this.folders.length;
  }

  *[Symbol.iterator](): Generator<CaseThen, void, undefined> {
    for (const folder of this.folders) {
      const filed = this.held.get(folder) ?? this.opened.read(folder).value;
      // What has gone since is no case any more.
      if (filed) yield this.onDay(filed);
    }
  }

  private onDay(filed: CaseFolder): CaseThen {
    if (!this.day.looksBack) return { filed, then: filed };
    const then = caseThen(filed, this.day.asOf);
    return { filed, ...(then ? { then } : {}) };
  }
}

/** Whether a case names a version of a scheme that none named before it, or one that there is not. */
function namesNews(folder: CaseFolder, named: Set<string>, isKnown: (scheme: string, version?: string) => boolean): boolean {
  const { scheme } = folder.case.value;
  if (scheme === undefined) return false;
  const versions = [
    ...folder.audits.map((audit) => audit.audit.value.version),
    ...(folder.certificates?.value ?? []).map((certificate) => certificate.version),
  ].filter((version) => version !== undefined);
  let isNews = false;
  for (const version of versions.length > 0 ? versions : [undefined]) {
    const key = JSON.stringify([scheme, version]);
    isNews ||= !named.has(key) || !isKnown(scheme, version);
    named.add(key);
  }
  return isNews;
}
