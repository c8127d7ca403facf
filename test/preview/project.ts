/**
 * A project held live, for tests: samples in a folder of their own.
 *
 * In:  names of sample cases. Out: the folder, and the project, which proves in this process.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inThisProcess } from '../../src/make/files-maker.js';
import type { LayoutTrier } from '../../src/preview/layout-trier.js';
import { LiveProject } from '../../src/preview/live-project.js';
import { nothingProven } from '../../src/program/proven.js';
import { createPdfWriter } from '../../src/writers/pdf/index.js';
import { copySamples } from '../setup/samples.js';

/** Tries layouts in this process. */
export const trierHere: LayoutTrier = {
  ready: () => undefined,
  try: (live, id, text) => live.tryLayout(id, text),
  close: () => Promise.resolve(),
};

export interface Place {
  readonly folder: string;
  readonly live: LiveProject;
  end(): void;
}
export async function livePlace(cases: readonly string[]): Promise<Place> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'certpress-preview-')));
  await copySamples(join(folder, 'project'), cases);
  const live = new LiveProject(
    '0',
    { root: join(folder, 'project'), only: [] },
    { today: '2026-11-28', proven: nothingProven, prover: inThisProcess(createPdfWriter()) },
  );
  return { folder, live, end: () => rmSync(folder, { recursive: true, force: true }) };
}
