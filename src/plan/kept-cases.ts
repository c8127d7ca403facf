/**
 * What an earlier build left of each case, and whether it still stands, so that the case need not be opened.
 *
 * In:  the output folder, what was asked for, the key of all that cases share, the day. Out: of a case whose own files, shared files, day
 * and outputs are what they were, everything that a build says of it and compares it by; for the others, their state is written when they
 * are done, so that a run that is stopped need not do them again.
 *
 * A case depends on the files of its folder; on the people that it names (`people-named.ts`); on the labels of the house that its documents
 * ask for (`labels-asked.ts`); and on everything else in the project that lies in no case (project file, calendars, layouts, packs), the
 * stock layouts and packs, the program and its engine. That is wider than need be, never narrower: whoever changes a layout has all cases
 * judged again, and what is rendered is what differs then.
 */
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.js';
import { absolute, portable, portableFile, restored, restoredFile, withFiles, type Roots } from '../files/places.js';
import { sha256 } from '../files/write-file.js';
import type { StaysOfCase } from '../judge/stays.js';
import { sameFile } from '../load/same-file.js';
import type { ComparedCase } from '../load/project.js';
import type { FinishedOutput } from '../output/output-folder.js';
import { realPath, scanFiles, scanFolder, type Seen } from '../output/seen-files.js';
import { forgetStanding, readStanding, standingOfCase, writeStanding } from '../output/standing.js';
import { manifestName, withHash } from '../output/manifest-name.js';
import type { NamedSchemes } from '../packs/schemes-of-project.js';
import { LaidBy } from '../program/laid-by.js';
import type { DraftsOfCase } from '../validate/version.js';
import { hashOfAsked, type LabelFiles, type LabelsAsked, type LabelsOfHouse } from './labels-asked.js';
import { hashOfNamed, namedPeople, type NamedPeople, type People, type Words } from './people-named.js';
import { changed, type ToldOfCase } from './told.js';

/** What is told of a case. */
interface ToldCase {
  readonly told: ToldOfCase;
  readonly outputs: readonly FinishedOutput[];
  readonly documents: number;
  /** Whether it had begun on the day judged on. */
  readonly isThere: boolean;
}
/** What is looked at across cases. */
interface SeenAcross {
  /** Null where its `case.yaml` cannot be read. */
  readonly compared: ComparedCase | null;
  readonly naming: NamedSchemes | null;
  readonly stays: StaysOfCase | null;
  readonly drafts: DraftsOfCase | null;
  /** Keys of those that its documents are made by. */
  readonly schemes: readonly string[];
  /** All versions that were loaded, in order: which is the newest, and which kinds of document there are, depends on them. */
  readonly table: string;
  readonly changesOn?: string;
  /** Missing where it depends on the whole of people.yaml. */
  readonly people?: NamedPeople;
  /** Missing where it depends on all labels of the house. */
  readonly labels?: LabelsAsked;
}
export type KeptCase = ToldCase & SeenAcross;

/** Of what its state holds, the part that says whether it stands. */
interface Head {
  readonly asked: string;
  readonly shared: string;
  readonly key: string;
  readonly seen: Seen;
  readonly outputs: Seen;
  /** Hash of people.yaml, which is in the manifest too; and of the entries that the case depends on, where it does not on all of them. */
  readonly people: string;
  readonly named?: string;
  /** Files of the house's labels with their hashes, which are in the manifest too; and the hash of the labels that the case depends on. */
  readonly labelFiles: LabelFiles;
  readonly labelsAsked?: string;
  /** Whether nothing that is told of it depends on which other cases there are. */
  readonly isAlone: boolean;
  /** On which days; missing where the day was given or is pinned. */
  readonly days?: Days;
}
export interface Days {
  readonly from: string;
  /** The first on which a rule may say something else. */
  readonly until?: string;
}
/** A case that was done in this run. */
export interface DoneCase extends Omit<KeptCase, 'people' | 'labels'> {
  readonly folder: string;
  /** All files that were made of it, manifest and trace too. */
  readonly files: readonly string[];
  readonly isAlone: boolean;
  /** Those of its records; missing where rows look at all people. */
  readonly words?: Words | undefined;
  /** Pointers of what its trace has in people.yaml. */
  readonly traced: readonly string[];
  /** Keys of labels that its documents asked for. */
  readonly labelsAsked: ReadonlySet<string>;
}
export interface KeptFrom {
  readonly out: string;
  readonly roots: Roots;
  /** Hash of what was asked for, with the program and its engine. */
  readonly asked: string;
  /** Key of everything in the project that lies in no case, but for people.yaml and labels of the house, and of the program. */
  readonly shared: string;
  /** Hash of people.yaml; '' where there is none. */
  readonly people: string;
  /** Its entries, where they are known and there is nothing wrong with any. */
  readonly entries?: People | undefined;
  readonly labelFiles: LabelFiles;
  /** What they say, where they are known and there is nothing wrong with any. */
  readonly labels?: LabelsOfHouse | undefined;
  readonly today: string;
  /** Nothing is written where a run only looks. */
  readonly isWritten: boolean;
}

/** What happened to a file in one run is no news in the next. */
const passing = new Set<string>(['output-removed', 'output-edited', 'output-failed', 'output-kept']);
export const isPassing = ({ code }: Diagnostic): boolean => passing.has(code);

export const nameOfCase = (folder: string): string => folder.split('/').at(-1) ?? folder;
/** Written to one output folder, cases of one name are in each other's way. */
export function foldersOfOneName(folders: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const key of folders.map((folder) => sameFile(nameOfCase(folder)))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Set(folders.filter((folder) => counts.get(sameFile(nameOfCase(folder))) !== 1));
}
export const isOn = (days: Days | undefined, today: string): boolean =>
  !days || (today >= days.from && (days.until === undefined || today < days.until));

export class KeptCases {
  /** Hash of what is told of each case, where all of it is kept. */
  readonly ids = new Map<string, string>();
  /** Of cases that do not stand, what was seen of them before they were read. */
  private readonly seen = new Map<string, { readonly key: string; readonly seen: LaidBy<Seen> }>();
  private readonly within: string;
  private readonly except: ReadonlySet<string>;
  private readonly twice: ReadonlySet<string>;
  private areAllRead = false;
  /** Whether a case stood though labels of its house have changed, since its documents ask for none of those. */
  hasOtherLabels = false;

  constructor(
    private readonly from: KeptFrom,
    folders: readonly string[],
  ) {
    this.within = realPath(from.roots.project) ?? from.roots.project;
    this.except = new Set([realPath(from.out) ?? from.out]);
    this.twice = foldersOfOneName(folders);
  }

  /** From now on every case is read. */
  readAll(): void {
    this.areAllRead = true;
    this.ids.clear();
  }

  /** What is kept of a case that stands; nothing where it has to be read. */
  of(folder: string): KeptCase | undefined {
    const lines = this.standing(folder, false);
    return (
      lines && {
        ...this.told(lines.told),
        ...withFiles(JSON.parse(lines.across) as SeenAcross, (name) => restoredFile(name, this.from.roots)),
      }
    );
  }
  /** The same where all other cases stand too: then nobody need look across them. */
  amongAll(folder: string): (ToldCase & { readonly id: string }) | undefined {
    const lines = this.standing(folder, true);
    return lines && { ...this.told(lines.told), id: lines.id };
  }

  /** Lines of its state, where that holds today; else the look at its files is remembered. */
  private standing(
    folder: string,
    isAmongAll: boolean,
  ): { readonly told: string; readonly across: string; readonly id: string } | undefined {
    const { asked, shared, today } = this.from;
    const file = this.fileOf(folder);
    const [headLine, told = '', across = ''] = (this.twice.has(folder) || this.areAllRead ? undefined : readStanding(file)) ?? [];
    const head = headLine === undefined ? undefined : (JSON.parse(headLine) as Head);
    const scan = scanFolder(join(this.from.roots.project, folder), { within: this.within, except: this.except, before: head?.seen });
    const isSame =
      head &&
      scan?.key === head.key &&
      head.asked === asked &&
      head.shared === shared &&
      this.hasPeople(head, across) &&
      this.hasLabels(head, across);
    const outputs = isSame && (head.isAlone || isAmongAll) && isOn(head.days, today) ? this.outputsOf(head) : undefined;
    if (!head || !scan || !outputs) {
      if (scan) this.seen.set(folder, { key: scan.key, seen: new LaidBy(seenOf(scan)) });
      return undefined;
    }
    const isUnmoved = head.people === this.from.people && this.hasAllLabels(head);
    if (this.from.isWritten && !(scan.isAsSeen && outputs.isAsSeen && isUnmoved))
      writeStanding(file, [JSON.stringify({ ...this.asItIsNow(head, outputs), seen: seenOf(scan) }), told, across]);
    const id = idOf(told, across);
    this.ids.set(folder, id);
    return { told, across, id };
  }

  /** Keeps what was told of a case that was done in this run; nothing where some of it is of this run alone. */
  keep(one: DoneCase, from: string | undefined, projectChangesOn: string | undefined): void {
    const { out, asked, shared, isWritten, roots } = this.from;
    if (!isWritten) return;
    const file = this.fileOf(one.folder);
    const before = this.seen.get(one.folder);
    this.seen.delete(one.folder);
    const outputs = scanFiles(out, one.files);
    const hashes = new Map(outputs?.files.map((seen) => [seen[0], seen[5]]));
    const isOurs = one.outputs.every((output) => hashes.get(output.file) === output.sha256);
    const isOver = Object.values(one.told).some((found) => found.some(isPassing));
    if (!before || !outputs || !isOurs || isOver || this.twice.has(one.folder)) {
      forgetStanding(file);
      return;
    }
    const { documents, isThere, compared, naming, stays, drafts, schemes, table, changesOn } = one;
    const [until] = [changesOn, projectChangesOn].filter((day) => day !== undefined).sort();
    const { people, entries, labelFiles, labels } = this.from;
    const found = Object.values(one.told).flat();
    // Where something is told of them, their lines count too.
    const isOfLabels = found.some(({ place, related = [] }) =>
      [place, ...related].some((at) => at && /locales[\\/](?:zh|en)\.yaml$/.test(at.file)),
    );
    const askedLabels = isOfLabels ? undefined : [...one.labelsAsked].sort();
    const named = entries && namedPeople(one.words, found, { traced: one.traced, people: entries });
    const head: Omit<Head, 'seen'> = {
      asked,
      shared,
      people,
      ...(named && entries ? { named: hashOfNamed(named, entries) } : {}),
      labelFiles,
      ...(askedLabels && labels ? { labelsAsked: hashOfAsked(askedLabels, schemes, labels) } : {}),
      key: before.key,
      outputs: seenOf(outputs),
      isAlone: one.isAlone,
      ...(from === undefined ? {} : { days: { from, ...(until === undefined ? {} : { until }) } }),
    };
    const kept: ToldCase = {
      told: changed(one.told, (d) => portable(absolute(d, roots), roots)),
      outputs: one.outputs.map((output) => ({ ...output, reused: true })),
      documents,
      isThere,
    };
    const across: SeenAcross = {
      compared,
      naming,
      stays,
      drafts,
      schemes,
      table,
      ...(changesOn === undefined ? {} : { changesOn }),
      ...(named ? { people: named } : {}),
      ...(askedLabels ? { labels: askedLabels } : {}),
    };
    const lines = [JSON.stringify(kept), JSON.stringify(withFiles(across, (name) => portableFile(name, roots)))] as const;
    // What was seen is text already.
    writeStanding(file, [`${JSON.stringify(head).slice(0, -1)},"seen":${before.seen.text()}}`, ...lines]);
    this.ids.set(one.folder, idOf(...lines));
  }

  private fileOf(folder: string): string {
    return standingOfCase(this.from.out, nameOfCase(folder));
  }
  /** Whether people.yaml is what it was, or, of what the case names in it, each entry. */
  private hasPeople(head: Head, acrossLine: string): boolean {
    const { people, entries } = this.from;
    if (head.people === people) return true;
    const named = entries && (JSON.parse(acrossLine) as SeenAcross).people;
    return entries !== undefined && named !== undefined && head.named === hashOfNamed(named, entries);
  }
  private hasAllLabels({ labelFiles }: Head): boolean {
    return JSON.stringify(labelFiles) === JSON.stringify(this.from.labelFiles);
  }
  /** Whether the labels of the house are what they were, or, of what the documents of the case ask for, each label. */
  private hasLabels(head: Head, acrossLine: string): boolean {
    if (this.hasAllLabels(head)) return true;
    const { labels: asked, schemes } = JSON.parse(acrossLine) as SeenAcross;
    const { labels } = this.from;
    if (!labels || !asked || head.labelsAsked !== hashOfAsked(asked, schemes, labels)) return false;
    this.hasOtherLabels = true;
    return true;
  }
  /** Hashes of people.yaml and of labels in its manifest become those of the files that the case has been held against. */
  private asItIsNow(head: Head, outputs: Seen): Head {
    const { out, people, labelFiles } = this.from;
    const now = new Map(labelFiles);
    const changed = [[head.people, people] as const, ...head.labelFiles.map(([file, was]) => [was, now.get(file) ?? was] as const)].filter(
      ([was, is]) => was !== is,
    );
    const [name] = head.outputs.files.find(([file]) => file.endsWith(`/${manifestName}`)) ?? [];
    if (changed.length === 0 || name === undefined) return { ...head, people, labelFiles, outputs: seenOf(outputs) };
    try {
      for (const [was, is] of changed) withHash(join(out, name), was, is);
    } catch {
      // Then the manifest is not what is kept of it, and the case is made again the next time.
    }
    const names = outputs.files.map(([file]) => file);
    return { ...head, people, labelFiles, outputs: seenOf(scanFiles(out, names, outputs) ?? outputs) };
  }
  /** Its outputs as they are now, where they are what they were. */
  private outputsOf({ outputs }: Head): ReturnType<typeof scanFiles> {
    const now = scanFiles(
      this.from.out,
      outputs.files.map(([name]) => name),
      outputs,
    );
    return now?.files.every((file, i) => file[5] === outputs.files[i]?.[5]) ? now : undefined;
  }
  private told(line: string): ToldCase {
    const one = JSON.parse(line) as ToldCase;
    return { ...one, told: changed(one.told, (d) => restored(d, this.from.roots)) };
  }
}

const idOf = (told: string, across: string): string => sha256(`${told}\n${across}`);
const seenOf = ({ at, files }: Seen): Seen => ({ at, files });
