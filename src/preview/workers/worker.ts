/**
 * A process that tries layouts for the workbench: a text that takes long holds up nobody, and can be stopped.
 *
 * In:  pieces of work, one at a time, from the server's process. Out: what came of each. It holds one case.
 */
import { inThisProcess } from '../../make/files-maker.js';
import { openProven } from '../../program/proven.js';
import { workFor } from '../../program/workers.js';
import { createPdfWriter } from '../../writers/pdf/index.js';
import { LiveProject } from '../live-project.js';
import type { TryCame, TryCase, TryPiece } from './pieces.js';

let held: { readonly case: TryCase; readonly live: LiveProject } | undefined;
const isSame = (a: TryCase, b: TryCase): boolean => a.root === b.root && a.folder === b.folder && a.key === b.key;

workFor<TryPiece, TryCame>(async (piece) => {
  const { case: asked } = piece;
  if (piece.do === 'open') {
    const { key, root, folder, today, asOf } = asked;
    const live =
      held && isSame(held.case, asked)
        ? held.live
        : new LiveProject(
            key,
            { root, only: [folder] },
            {
              today,
              ...(asOf === undefined ? {} : { asOf }),
              proven: openProven(piece.provenIn ?? null),
              prover: inThisProcess(createPdfWriter()),
            },
          );
    await live.load();
    held = { case: asked, live };
    return { isOpen: true };
  }
  if (!held || !isSame(held.case, asked) || held.case.version !== asked.version) return { isOpen: false };
  const tried = await held.live.tryLayout(piece.id, piece.text);
  return { isOpen: true, ...(tried ? { tried } : {}) };
});
