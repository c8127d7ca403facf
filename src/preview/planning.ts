/**
 * A project planned again and again.
 *
 * In:  its folder, the day; which files were saved. Out: the project, or one case of it, as `plannedProject` gives it. For a case, packs,
 * layouts and the house are read again only where something else than records of cases was saved since they were read.
 */
import { join } from 'node:path';
import { isInside } from '../files/read-file.js';
import { foldersNamedIn } from '../plan/input-folders.js';
import { plannedProject, type PlannedProject } from '../plan/planned-project.js';
import type { Proven } from '../program/proven.js';

export interface PlanningOptions {
  readonly today: string;
  readonly asOf?: string;
  readonly proven: Proven;
}

export class Planning {
  private tools: PlannedProject['toolsOfFiles'] = new Map();
  /** The last run that read packs, layouts and the house as they are. */
  private standing: PlannedProject | undefined;

  constructor(
    private readonly root: string,
    private readonly options: PlanningOptions,
  ) {}

  /** Files were saved (absolute); `cases`: the folders of all cases. */
  saved(files: ReadonlySet<string>, cases: readonly string[]): void {
    const folders = cases.map((folder) => join(this.root, folder));
    const { house, packs } = foldersNamedIn(this.root);
    const ofLayouts = [house, packs].filter((folder) => folder !== undefined);
    const isRecord = (file: string): boolean =>
      folders.some((folder) => isInside(file, folder)) && !ofLayouts.some((folder) => isInside(file, folder));
    if (![...files].every(isRecord)) this.standing = undefined;
  }

  /** `only`: absolute paths, or none for all cases. Everything is read. */
  async whole(only: readonly string[]): ReturnType<typeof plannedProject> {
    this.standing = undefined;
    return this.plan(only);
  }
  case(folder: string): ReturnType<typeof plannedProject> {
    return this.plan([join(this.root, folder)]);
  }

  private async plan(only: readonly string[]): ReturnType<typeof plannedProject> {
    const { today, asOf, proven } = this.options;
    const options = { today, ...(asOf === undefined ? {} : { asOf }) };
    const { tools, standing } = this;
    const planned = await plannedProject({ root: this.root, only }, { options, proven, once: (found) => found, tools, standing });
    if (!planned.value) return planned;
    this.tools = new Map([...tools, ...planned.value.toolsOfFiles]);
    this.standing = planned.value;
    return planned;
  }
}
