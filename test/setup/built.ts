/**
 * A build as most tests want it.
 *
 * In:  paths and folder, and what a test wants otherwise. Out: what `runBuild` gives; it writes nothing unless `out` names a folder.
 */
import { runBuild } from '../../src/build.js';

type BuildOptions = Parameters<typeof runBuild>[0];

export const built = (options: Partial<BuildOptions> & Pick<BuildOptions, 'paths' | 'cwd'>): ReturnType<typeof runBuild> =>
  runBuild({
    out: null,
    knownOut: null,
    formats: ['docx', 'pdf'],
    today: '2026-11-28',
    force: false,
    jobs: 1,
    signal: new AbortController().signal,
    progress: () => undefined,
    ...options,
  });
