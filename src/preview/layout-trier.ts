/**
 * Layouts tried in a process of its own.
 *
 * In:  a document of a project that is held live, a text. Out: what it makes, or that it took too long, and its process was stopped. The
 * process is begun when somebody is about to try something.
 */
import type { Diagnostic } from '../diagnostics/index.js';
import { openWorkers, type Lost, type Workers } from '../program/workers.js';
import type { LiveProject } from './live-project.js';
import { problemOf } from './problems.js';
import type { LayoutTried } from './protocol.js';
import type { TryCame, TryCase, TryPiece } from './workers/pieces.js';

export interface LayoutTrier {
  /** Somebody is about to try something with this document. */
  ready(live: LiveProject, id: string): void;
  /** undefined: there is no such document, or nobody wants it any more by the time that it is its turn. */
  try(live: LiveProject, id: string, text: string, isWanted: () => boolean): Promise<LayoutTried | undefined>;
  close(): Promise<void>;
}
export interface TrierOptions {
  readonly signal: AbortSignal;
  readonly provenIn?: string;
  /** ms that a text may take. */
  readonly longest?: number;
}
type Came = { readonly value: TryCame } | { readonly lost: Lost };
/** ms. What is tried is short; a busy machine may take ten times the usual second. */
const usualLongest = 10_000;
/** ms. Reading a case, with a new process before it. */
const longestOpening = 60_000;

export function layoutTrier({ signal, provenIn, longest = usualLongest }: TrierOptions): LayoutTrier {
  let workers: Workers | undefined;
  // One text at a time, and the newest alone counts.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const run = (piece: TryPiece, within: number): Promise<Came> => {
    workers ??= openWorkers('try-layouts', { jobs: 1, signal });
    return workers.run<TryCame>(piece, within);
  };
  const open = (asked: TryCase) => run({ do: 'open', case: asked, ...(provenIn === undefined ? {} : { provenIn }) }, longestOpening);

  return {
    ready(live, id) {
      const asked = live.caseToTry(id);
      if (asked && !workers) void inTurn(() => open(asked)).catch(() => undefined);
    },
    try: (live, id, text, isWanted) =>
      inTurn(async () => {
        const asked = live.caseToTry(id);
        if (!asked || !isWanted()) return undefined;
        const piece = { do: 'try', case: asked, id, text } as const;
        let came = await run(piece, longest);
        if ('value' in came && !came.value.isOpen) {
          const opened = await open(asked);
          came = 'lost' in opened ? opened : await run(piece, longest);
        }
        if ('value' in came) return came.value.tried;
        return came.lost === 'aborted' ? undefined : { problems: [problemOf(lostText(came.lost, longest), live.roots)] };
      }),
    close: async () => workers?.close(),
  };
}

const lostText = (lost: Exclude<Lost, 'aborted'>, longest: number): Diagnostic =>
  lost === 'late'
    ? {
        code: 'maker-late',
        severity: 'error',
        message: {
          zh: `这段文字用了 ${longest / 1000} 秒仍未排完，已停止`,
          en: `This text was not set after ${longest / 1000} s and was stopped`,
        },
        help: { zh: '缩短循环，减少段落。', en: 'Shorten its loops, and have fewer paragraphs.' },
      }
    : {
        code: 'maker-ended',
        severity: 'error',
        message: { zh: '试排这段文字的进程两次意外结束', en: 'The process that set this text ended unexpectedly, twice' },
      };
