/**
 * The cases of a run, as often as they are wanted: those of a small project are held, those of a great one read again each time, so that
 * ten thousand take no more room than a hundred; and those of which an earlier run left everything are not read at all.
 *
 * In:  a project whose cases can be read one by one, the day it is judged on, what an earlier run left of cases. Out: each case as it is
 * filed and as it stood on that day, or what is kept of it, in order; and, of all of them, what two have wrong together, and which
 * versions of schemes they name.
 */
import type { Diagnostic, Outcome } from '../diagnostics/index.js';
import { readCases, type ComparedCase, type OpenProject } from '../load/project.js';
import type { CaseFolder, Project } from '../load/types.js';
import { filesOf } from '../load/walk.js';
import { LaidBy } from '../program/laid-by.js';
import { schemesNamedIn, type NamedSchemes } from '../packs/schemes-of-project.js';
import { caseThen, type JudgedDay } from './as-it-stood.js';

export interface CaseThen {
  readonly filed: CaseFolder;
  /** Missing where the case had not begun. */
  readonly then?: CaseFolder;
}
/** A case that need not be read. */
export interface StandingCase {
  readonly told: { readonly load?: readonly Diagnostic[] };
  /** Null where its `case.yaml` cannot be read. */
  readonly compared: ComparedCase | null;
  readonly naming: NamedSchemes | null;
}
/** A case by its folder, in the order of the folders. */
export interface ListedCase<Kept extends StandingCase = StandingCase> {
  readonly folder: string;
  /** What is wrong with its files. */
  readonly load: readonly Diagnostic[];
  /** Of one that need not be read, all that is known of it. */
  readonly kept?: LaidBy<Kept>;
  /** Of one that was read. */
  readonly found?: LaidBy<FoundOfCase>;
}
export interface FoundOfCase {
  /** Null where its `case.yaml` cannot be read. */
  readonly compared: ComparedCase | null;
  readonly naming: NamedSchemes | null;
}

/** Numbers by which records are measured (`files/spots.ts`): so many are held, of about a hundred cases. */
const usuallyHeld = 2_500_000;

interface How<Kept> {
  readonly keptOf?: (folder: string) => Kept | undefined;
  /** Each that is read, for the first time. */
  readonly each?: (one: CaseThen) => void;
  readonly mostHeld?: number;
}

export class Cases<Kept extends StandingCase = StandingCase> {
  readonly all: readonly ListedCase<Kept>[];
  /** What two cases have wrong together. */
  readonly across: readonly Diagnostic[];
  readonly bystanders: NonNullable<Project['bystanders']>;
  /** Paths of `case.yaml` that cannot be read. */
  readonly broken: readonly string[];
  /** Of each version of a scheme the first case that names it, and every case that names what certpress does not have. */
  readonly naming: readonly NamedSchemes[];
  /** Folders of all that were read. */
  private readonly folders = new Set<string>();
  private readonly held = new Map<string, CaseFolder>();

  constructor(
    private readonly opened: OpenProject,
    private readonly day: JudgedDay,
    isKnown: (scheme: string, version?: string) => boolean,
    { keptOf = () => undefined, each, mostHeld = usuallyHeld }: How<Kept> = {},
  ) {
    const all: ListedCase<Kept>[] = [];
    const broken: string[] = [];
    const naming: NamedSchemes[] = [];
    const named = new Set<string>();
    let size = 0;
    const seen = (one: NamedSchemes | null): void => {
      if (one && namesNews(one, named, isKnown)) naming.push(one);
    };
    const take = (folder: string, { value: filed, diagnostics: load }: Outcome<CaseFolder>, compared: ComparedCase | null): void => {
      if (!filed) {
        broken.push(`${folder}/case.yaml`);
        all.push({ folder, load, found: new LaidBy({ compared, naming: null }) });
        return;
      }
      this.folders.add(folder);
      size += filesOf(filed).reduce((sum, file) => sum + file.source.spots.nodes.length, 0);
      // Half of them held would be read sooner, and take as much room as what is made of them needs.
      if (size <= mostHeld) this.held.set(folder, filed);
      else this.held.clear();
      const one = this.onDay(filed);
      const { then } = one;
      each?.(one);
      const mine = then ? schemesNamedIn(opened.project.root, then) : null;
      seen(mine);
      all.push({ folder, load, found: new LaidBy({ compared, naming: mine }) });
    };
    const { across, bystanders } = readCases(opened, take, (folder) => {
      const kept = keptOf(folder);
      if (!kept) return undefined;
      all.push({ folder, kept: new LaidBy(kept), load: kept.told.load ?? [] });
      if (!kept.compared) broken.push(`${folder}/case.yaml`);
      seen(kept.naming);
      return kept.compared;
    });
    this.all = all;
    this.across = across;
    this.bystanders = bystanders;
    this.broken = broken;
    this.naming = naming;
  }

  get isSmall(): boolean {
    return this.held.size === this.folders.size;
  }
  /** Of all that were read and of all that are kept. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.all.flatMap(({ load }) => load), ...this.across];
  }

  /** Those that were read. */
  *[Symbol.iterator](): Generator<CaseThen, void, undefined> {
    for (const folder of this.folders) {
      const one = this.read(folder);
      if (one) yield one;
    }
  }
  /** Nothing where it could not be read, or has gone since: then it is no case any more. */
  read(folder: string): CaseThen | undefined {
    const filed = this.held.get(folder) ?? (this.folders.has(folder) ? this.opened.read(folder).value : undefined);
    return filed && this.onDay(filed);
  }

  private onDay(filed: CaseFolder): CaseThen {
    if (!this.day.looksBack) return { filed, then: filed };
    const then = caseThen(filed, this.day.asOf);
    return { filed, ...(then ? { then } : {}) };
  }
}

/** Whether a case names a version of a scheme that none named before it, or one that there is not. */
function namesNews(
  { scheme, versions }: NamedSchemes,
  named: Set<string>,
  isKnown: (scheme: string, version?: string) => boolean,
): boolean {
  if (scheme === undefined) return false;
  let isNews = false;
  for (const version of versions.length > 0 ? versions.map((one) => one.version) : [undefined]) {
    const key = JSON.stringify([scheme, version]);
    isNews ||= !named.has(key) || !isKnown(scheme, version);
    named.add(key);
  }
  return isNews;
}
