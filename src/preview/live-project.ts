/**
 * A project held live: loaded and judged, and of the documents that somebody looks at the pages.
 *
 * In:  its folder, the day, the engine's writer; which files were saved. Out: what there is (`ProjectState`), and each document that is
 * asked for (`DocumentState`), with the bytes of its pages.
 *
 * A save is answered in two steps. `renew` reads the case of a document that is shown, and that alone, and sets its pages once; what it
 * says is right for that document. `load` reads everything, for what cases have wrong together and for the others, when nobody waits.
 */
import { join } from 'node:path';
import { hasErrors, type Diagnostic, type Prose } from '../diagnostics/index.js';
import { slashes, type Roots } from '../files/places.js';
import { engineOfProject } from '../load/engine-named.js';
import type { ProjectPaths } from '../load/project-paths.js';
import type { CaseFolder } from '../load/types.js';
import { inThisProcess, type FilesMaker } from '../make/files-maker.js';
import { layoutReference } from '../make/layout-reference.js';
import type { Order } from '../plan/orders.js';
import type { PlannedProject } from '../plan/planned-project.js';
import { assembled, type ToldOfCase } from '../plan/told.js';
import type { Work } from '../plan/to-do.js';
import { packageInfo } from '../program/package-info.js';
import { chooseEngine } from '../writers/pdf/choose-engine.js';
import { createPdfWriter, type PdfWriter } from '../writers/pdf/index.js';
import { contentLines } from './content-lines.js';
import { CaseDates } from './case-dates.js';
import { askedOf, type LiveCase, type LiveDocument } from './live-case.js';
import { pagesOf, printedBy, type Pages } from './pages.js';
import { Planning, type PlanningOptions } from './planning.js';
import { problemOf, sorted } from './problems.js';
import type { CaseLine, DocumentLine, DocumentState, LayoutTried, ProjectState, Reference } from './protocol.js';
import { hashOf, renamed, type Shown, type WordFile } from './shown.js';
import { tryLayout } from './try-layout.js';
import type { TryCase } from './workers/pieces.js';

export interface LiveOptions extends PlanningOptions {
  /** Another process, which proves what this one shows. */
  readonly prover: FilesMaker;
}
/** A save changes a word: what was set for the last documents is set again in a tenth of the time. */
const remembered = 10;
export class LiveProject {
  readonly roots: Roots;
  /** By folder, in the order of the folders. */
  private cases = new Map<string, LiveCase>();
  private general: readonly Diagnostic[] = [];
  private asOf: string;
  private isRead = false;
  /** Another one whenever a case was read again. */
  version = 0;
  private writer: PdfWriter | undefined;
  private engine = '';
  private prover: FilesMaker | undefined;
  private readonly planning: Planning;
  private readonly shown = new Map<string, Shown>();
  readonly dates: CaseDates;

  constructor(
    /** Tells its documents from those of other projects. */
    private readonly key: string,
    private readonly paths: ProjectPaths,
    private readonly options: LiveOptions,
  ) {
    this.roots = { project: paths.root, package: packageInfo().root };
    this.asOf = options.asOf ?? options.today;
    this.planning = new Planning(paths.root, options);
    this.dates = new CaseDates(
      () => [...this.cases.values()],
      ({ folder }) => this.caseId(folder),
      this.roots,
    );
  }

  /** Reads and judges everything. */
  async load(): Promise<void> {
    const { diagnostics, value } = await this.planning.whole(this.paths.only);
    const cases = new Map<string, LiveCase>();
    if (value) {
      this.asOf = value.day.asOf;
      this.chooseWriter(value);
      // Once: the work of a great project is planned case by case as it is gone through, and then there is none.
      const workOf = new Map<string, Work[]>();
      for (const work of value.planned.work) {
        const { folder } = work.scope.case;
        workOf.set(folder, [...(workOf.get(folder) ?? []), work]);
      }
      for (const { then } of value.cases) if (then) cases.set(then.folder, this.judged(then, value, workOf.get(then.folder) ?? []));
    }
    this.general = value ? assembled(value.told, unread(value, cases)) : diagnostics;
    this.cases = cases;
    this.version += 1;
    this.isRead = true;
    await this.options.proven.save();
  }

  /** Files were saved (absolute). */
  saved(files: ReadonlySet<string>): void {
    this.planning.saved(files, [...this.cases.keys()]);
  }

  /** Reads and judges the case of a document again, and sets its pages. */
  async renew(id: string, savedAt: number): Promise<void> {
    const folder = this.folderOf(id);
    if (folder === undefined) return;
    const { value } = await this.planning.case(folder);
    if (!value) return;
    this.chooseWriter(value);
    const [found] = [...value.cases].filter((one) => one.then?.folder === folder);
    if (found?.then) {
      const work = [...value.planned.work].filter(({ scope }) => scope.case.folder === folder);
      this.cases.set(folder, this.judged(found.then, value, work));
      this.version += 1;
    }
    const shown = this.shown.get(id);
    if (shown) shown.savedAt = savedAt;
    await this.make(id);
  }

  /** What is shown of a document, as it is known; it is made where it was not yet. */
  async document(id: string): Promise<DocumentState | undefined> {
    if (!this.itemOf(id)) return undefined;
    if (!this.shown.has(id)) await this.make(id);
    return this.stateOf(id);
  }
  /** Makes it again by what was loaded last. */
  async again(id: string): Promise<DocumentState | undefined> {
    await this.make(id);
    return this.stateOf(id);
  }

  /** Proves the pages that are shown, in another process; what that finds counts from then on. */
  async prove(id: string): Promise<DocumentState | undefined> {
    const shown = this.shown.get(id);
    const good = shown?.good;
    const item = this.itemOf(id);
    if (!shown || !good || !item || !this.prover || !shown.tried.pages || shown.proved?.model === good.model) return undefined;
    const made = await this.prover.make(good.order, item.line.id);
    // Saved again meanwhile.
    if (shown.good !== good) return undefined;
    shown.proved = { model: good.model, made };
    const pdf = made.made?.files.find(({ format }) => format === 'pdf');
    const arrangement = made.made?.laidOut;
    if (pdf && made.made && arrangement && hashOf(pdf.bytes) !== shown.hash) {
      const { firstPages, closer, bringsRows } = arrangement;
      shown.good = { ...good, bytes: pdf.bytes, count: made.made.pages, arrangement: { firstPages, closer, bringsRows } };
      renamed(shown, pdf.bytes);
      // Laid out otherwise than the last time: its words stand elsewhere in the model too.
      await this.make(id);
    }
    return this.stateOf(id);
  }

  bytesOf(hash: string): Uint8Array | undefined {
    return [...this.shown.values()].find((one) => one.hash === hash)?.good?.bytes;
  }
  /** Whether pages of this hash were the last that were shown before those that are. */
  wasShown(hash: string): boolean {
    return [...this.shown.values()].some(({ hashBefore }) => hashBefore === hash);
  }
  goodOf(id: string): Pages | undefined {
    return this.shown.get(id)?.good;
  }
  /** The Word file of the pages that are shown, and their hash. */
  async wordOf(id: string): Promise<WordFile | undefined> {
    const item = this.itemOf(id);
    if (!item || !this.shown.get(id)?.tried.pages) return undefined;
    await this.prove(id);
    const { proved, hash = '' } = this.shown.get(id) ?? {};
    const bytes = proved?.made.made?.files.find(({ format }) => format === 'docx')?.bytes;
    return { name: `${item.work.scope.outputName}.${item.order.lang}.docx`, hash, ...(bytes ? { bytes } : {}) };
  }
  caseOf(id: string): { readonly folder: CaseFolder; readonly planned: PlannedProject } | undefined {
    return [...this.cases.values()].find(({ folder }) => this.caseId(folder) === id);
  }

  state(): Omit<ProjectState, 'version'> {
    return {
      asOf: this.asOf,
      isRead: this.isRead,
      cases: [...this.cases.values()].map(({ folder, items, problems }): CaseLine => {
        const count = (severity: string): number => problems.filter((d) => d.severity === severity).length;
        return {
          id: this.caseId(folder),
          name: folder.name,
          folder: folder.folder,
          client: clientOf(folder),
          scheme: folder.case.value.scheme ?? '',
          documents: items.map(({ line }) => line),
          errors: count('error'),
          warnings: count('warning'),
        };
      }),
      problems: sorted(this.general.map((d) => problemOf(d, this.roots))),
    };
  }

  private caseId(folder: CaseFolder): string {
    return `${this.key}:${folder.folder}`;
  }
  private folderOf(id: string): string | undefined {
    return [...this.cases.values()].find(({ items }) => items.some(({ line }) => line.id === id))?.folder.folder;
  }
  private itemOf(id: string): LiveDocument | undefined {
    for (const { items } of this.cases.values()) for (const item of items) if (item.line.id === id) return item;
    return undefined;
  }

  private chooseWriter({ project }: PlannedProject): void {
    const named = engineOfProject(this.paths.root, project.config);
    const key = JSON.stringify(named ?? null);
    if (this.writer && key === this.engine) return;
    this.engine = key;
    const engine = chooseEngine(named);
    this.writer = createPdfWriter(engine, remembered);
    // Other processes have the engine that comes with certpress.
    this.prover = engine.id === '' ? this.options.prover : inThisProcess(this.writer);
  }

  /** A case of what was planned, with what was found of it. */
  private judged(folder: CaseFolder, planned: PlannedProject, its: readonly Work[]): LiveCase {
    const items = its.flatMap((work) => work.orders.map((order): LiveDocument => ({ work, order, line: this.lineOf(work, order) })));
    const told = planned.planned.cases.flatMap((one) => (one.folder === folder.folder ? [one.rest.take().told] : []));
    return { folder, items, problems: assembled({}, told), planned };
  }
  private lineOf({ scope }: Work, order: Order): DocumentLine {
    const name = [scope.case.folder, scope.outputFolder, `${scope.outputName}.${order.lang}`].filter(Boolean).join('/');
    const { role } = scope.document;
    return {
      id: `${this.key}:${slashes(name)}`,
      title: scope.scheme.scheme.documents[scope.kind]?.title ?? { zh: scope.kind, en: scope.kind },
      number: scope.subject ?? scope.number,
      lang: order.lang,
      audit: order.audit,
      kind: scope.kind,
      ...(role === undefined ? {} : { role }),
    };
  }

  /** The documents of its case that print what another one prints; each is composed, and others have their turn in between. */
  async printed(id: string, what: string, breathe: () => Promise<void>): Promise<readonly string[] | undefined> {
    const judged = this.cases.get(this.folderOf(id) ?? '');
    if (!judged) return undefined;
    const known = this.printedKnown.get(judged) ?? new Map<string, ReadonlySet<string>>();
    this.printedKnown.set(judged, known);
    for (const item of judged.items) {
      if (known.has(item.line.id)) continue;
      await breathe();
      known.set(item.line.id, printedBy(askedOf(item, judged.planned)));
    }
    return judged.items.flatMap(({ line }) => (known.get(line.id)?.has(what) ? [line.id] : []));
  }
  private readonly printedKnown = new WeakMap<LiveCase, Map<string, ReadonlySet<string>>>();
  /** The reference of layouts, with the styles and roots of a document. */
  referenceOf(id: string): Reference | undefined {
    const item = this.itemOf(id);
    const planned = item && this.cases.get(item.work.scope.case.folder)?.planned;
    const tools = planned && askedOf(item, planned).tools;
    return item && tools && { entries: layoutReference(tools.scheme.documents.get(item.work.scope.kind), tools.theme) };
  }
  /** What another process reads to try a layout with this document. */
  caseToTry(id: string): TryCase | undefined {
    const folder = this.folderOf(id);
    if (folder === undefined) return undefined;
    const { key, paths, version, options } = this;
    const { today, asOf } = options;
    return { key, root: paths.root, folder: join(paths.root, folder), version, today, ...(asOf === undefined ? {} : { asOf }) };
  }
  /** A text as the layout of a document: what it makes of its records. */
  async tryLayout(id: string, text: string): Promise<LayoutTried | undefined> {
    const item = this.itemOf(id);
    const planned = item && this.cases.get(item.work.scope.case.folder)?.planned;
    return item && planned && this.writer && tryLayout(askedOf(item, planned), text, this.writer, this.roots);
  }

  private async make(id: string): Promise<void> {
    const item = this.itemOf(id);
    const planned = item && this.cases.get(item.work.scope.case.folder)?.planned;
    const { writer } = this;
    if (!item || !planned || !writer) return;
    const before = this.shown.get(id);
    const tried = await pagesOf(askedOf(item, planned), writer, before?.good);
    const shown: Shown = before ?? { tried };
    shown.tried = tried;
    if (tried.pages) {
      if (tried.pages.bytes !== shown.good?.bytes) renamed(shown, tried.pages.bytes);
      shown.good = tried.pages;
    }
    this.shown.set(id, shown);
  }

  private stateOf(id: string): DocumentState | undefined {
    const item = this.itemOf(id);
    const shown = this.shown.get(id);
    if (!item || !shown) return undefined;
    const { tried, good, hash, proved, savedAt } = shown;
    const { scope } = item.work;
    const isProved = good !== undefined && proved?.model === good.model;
    const own = [...tried.diagnostics, ...(isProved && tried.pages ? proved.made.diagnostics : [])];
    const inCase = this.cases.get(scope.case.folder);
    const rest = inCase?.problems ?? [];
    const problems = sorted(own.map((d) => problemOf(d, this.roots)));
    const said = new Set(problems.map((one) => JSON.stringify(one)));
    return {
      id,
      case: this.caseId(scope.case),
      ...(good && hash !== undefined ? { pages: { hash, count: good.count } } : {}),
      isCurrent: tried.pages !== undefined && !(isProved && hasErrors(proved.made.diagnostics)),
      isProved,
      problems,
      caseProblems: sorted(rest.map((d) => problemOf(d, this.roots))).filter((one) => !said.has(JSON.stringify(one))),
      ...(savedAt === undefined ? {} : { savedAt }),
      contents: contentLines(tried.contents, tried.answers, { roots: this.roots, due: inCase ? this.dates.in(inCase) : [] }),
    };
  }
}

/** What was found of cases that cannot be read, or had not begun. */
const unread = ({ planned }: PlannedProject, read: ReadonlyMap<string, unknown>): ToldOfCase[] =>
  planned.cases.flatMap(({ folder, rest }) => (read.has(folder) ? [] : [rest.take().told]));

function clientOf({ case: { value }, name }: CaseFolder): Prose {
  const last = value.client?.at(-1)?.name;
  return last ? { zh: last.zh, en: last.en ?? last.zh } : { zh: name, en: name };
}
