/**
 * The last step of compiling (`tools/compile.mjs`): what a run would read and prove of our own packs, layouts and themes each time is read
 * and proved here, once.
 *
 * In:  nothing but them. Out: files beside the compiled code; and, for the tests of what they hold, what reads them.
 */
import { papers } from '../../schemas/stationery.js';
import { prepareLayout } from '../compose/prepare-layout.js';
import type { Theme } from '../model/index.js';
import { packsOf } from '../load/pack-places.js';
import { listSchemes, loadScheme } from '../packs/load-scheme.js';
import { preparePacks } from '../packs/prepare.js';
import { packageInfo } from '../program/package-info.js';
import { noteWorkedOut } from '../program/prepared.js';
import { frameOf as wordFrameOf } from '../writers/docx/frames.js';
import { frameOf, packedDrawing } from '../writers/pdf/frame.js';
import { loadSchemeTools } from './scheme-tools.js';

export { preparedLayout } from '../compose/layout/prepared-layout.js';
export { layoutWorkedOut } from '../compose/prepare-layout.js';
export { isPrepared, noteWorkedOut } from '../program/prepared.js';
export { listSchemes, loadScheme, loadSchemeTools };

/** The frames of certificates, as both writers draw them. */
function drawFrames(theme: Theme): void {
  wordFrameOf(theme.frame, theme, papers.a4)?.bytes();
  const frame = frameOf(theme.frame, theme, papers.a4);
  for (const { drawing } of frame ? [frame, ...Object.values(frame.pieces)] : []) packedDrawing(drawing);
}

export async function prepare(): Promise<number> {
  const workedOut = noteWorkedOut();
  const { root } = packageInfo();
  const packs = packsOf(root, undefined);
  for (const { id, version } of listSchemes(packs)) {
    const { value } = loadScheme(id, version, packs);
    const tools = value && (await loadSchemeTools(value, root, undefined)).value;
    if (!tools) continue;
    drawFrames(tools.theme);
    for (const layout of [...tools.layouts.layouts.values(), ...tools.layouts.partials.values()]) prepareLayout(layout);
    for (const kind of tools.scheme.documents.keys()) tools.checked(kind);
  }
  return preparePacks(workedOut);
}
