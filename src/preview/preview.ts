/**
 * The workbench of some projects.
 *
 * In:  absolute paths of cases or of folders that hold some, day and port. Out: the server, which has read nothing yet (`reload`); or what
 * is wrong with the paths.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/index.js';
import { projectsOf } from '../load/project-paths.js';
import type { FilesMaker } from '../make/files-maker.js';
import { inWorkers } from '../make/workers/pool.js';
import { packageInfo } from '../program/package-info.js';
import { openProven } from '../program/proven.js';
import { layoutTrier } from './layout-trier.js';
import { LiveProject } from './live-project.js';
import { problemOf } from './problems.js';
import { openWorkbench, type Workbench } from './server.js';

export interface PreviewOptions {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly port: number;
  readonly today: string;
  readonly asOf?: string;
  readonly provenIn?: string;
  readonly signal: AbortSignal;
}

export async function openPreview({
  paths,
  port,
  today,
  asOf,
  provenIn,
  signal,
}: PreviewOptions): Promise<{ readonly workbench: Workbench } | { readonly problems: readonly Diagnostic[] }> {
  const { root, version } = packageInfo();
  const { value: places = [], diagnostics } = await projectsOf(paths);
  if (places.length === 0) return { problems: diagnostics };
  const page = join(root, 'dist/workbench');
  if (!existsSync(page)) throw new Error(`${page} is missing: npm run compile makes it`);
  const proven = openProven(provenIn ?? null);
  // One process: what is shown is one document, and is proved while nobody waits for it.
  const prover: FilesMaker = inWorkers({ jobs: 1, signal });
  const trier = layoutTrier({ signal, ...(provenIn === undefined ? {} : { provenIn }) });
  const projects = places.map(
    (place, i) => new LiveProject(String(i), place, { today, ...(asOf === undefined ? {} : { asOf }), proven, prover }),
  );
  try {
    const workbench = await openWorkbench({
      page,
      port,
      version,
      projects,
      trier,
      problems: diagnostics.map((d) => problemOf(d, { project: root, package: root })),
    });
    return {
      workbench: {
        ...workbench,
        async close() {
          await Promise.all([workbench.close(), prover.close(), trier.close()]);
        },
      },
    };
  } catch (error) {
    await prover.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return { problems: [portTaken(port, code)] };
  }
}

const portTaken = (port: number, code: string): Diagnostic => ({
  code: 'port-taken',
  severity: 'error',
  message:
    code === 'EACCES'
      ? { zh: `没有使用端口 ${port} 的权限`, en: `Permission to use port ${port} is missing` }
      : { zh: `端口 ${port} 已被其他程序占用`, en: `Port ${port} is used by another program` },
  help: { zh: '换一个端口，或省去 --port，任用一个空闲端口。', en: 'Choose another, or leave --port out: any that is free is used then.' },
});
