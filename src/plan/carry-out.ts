/**
 * Steps carried out by as many hands as a run has.
 *
 * In:  steps, how many hands, a shared cache and a queue where there are some. Out: what came of each, in the order of the steps, whoever
 * made it and whenever it was ready. Few documents are made in this process: others take longer to begin than they would spare.
 */
import { pMapIterable } from 'p-map';
import { inThisProcess, type FilesMaker, type WithCache } from '../make/files-maker.js';
import type { Delivered } from '../make/deliver.js';
import { programId } from '../program/program-id.js';
import type { EngineChoice } from '../writers/pdf/choose-engine.js';
import { createPdfWriter } from '../writers/pdf/index.js';
import type { BuildOptions } from './options.js';
import type { Step } from './to-do.js';

export type CarriedOut = Delivered & Pick<Step, 'order' | 'folder' | 'isAlone' | 'labelsAsked'>;

/** Up to so many documents, those of a case, are made here: made by others they cost a sixth more of CPU time. */
const few = 10;
/** Who remembers more documents than these has no room for an engine as well: then one hand is another process, too. */
const many = 1000;
/** A report takes as long as ten notices: so many finished documents for each hand may wait for one, as a few lines each. */
const mostWaiting = 16;
type How = Pick<BuildOptions, 'jobs' | 'signal' | 'shared' | 'queue'> & {
  readonly engine: EngineChoice;
  /** How many there are, those that stand as they are among them. */
  readonly documents: number;
};

export async function* carriedOut(
  steps: AsyncGenerator<Step, void, undefined>,
  options: How,
  /** Each as soon as it is ready. */
  ready: (step: Step, delivered: Delivered) => void,
): AsyncGenerator<CarriedOut, void, undefined> {
  const { jobs, signal, documents } = options;
  const mayBeOthers = jobs > 1 || documents > many;
  const ahead: Step[] = [];
  let toMake = 0;
  for (let next = await steps.next(); !next.done; next = await steps.next()) {
    ahead.push(next.value);
    if (next.value.make) toMake += 1;
    // Where all are made here, it is enough to know whether there is one.
    if (toMake > (mayBeOthers ? few : 0)) break;
  }
  const maker = await makerFor(options, toMake, mayBeOthers && toMake > few);
  try {
    // Twice as many as there are hands, so that none waits for the next.
    const atOnce = maker.hands === 1 ? 1 : maker.hands * 2;
    const carryOut = async (step: Step): Promise<CarriedOut> => {
      const made = step.make && !signal.aborted ? await step.make(maker) : undefined;
      const diagnostics = [...step.told.diagnostics, ...(made?.diagnostics ?? [])];
      const { order, folder, isAlone, labelsAsked } = step;
      const delivered = { order, folder, isAlone, labelsAsked, ...step.told, ...made, diagnostics };
      ready(step, delivered);
      return delivered;
    };
    // What is told in order waits for the slowest before it; meanwhile the others make many a short document.
    yield* pMapIterable(joined(ahead, steps), carryOut, { concurrency: atOnce, backpressure: atOnce * mostWaiting });
  } finally {
    await maker.close();
  }
}

async function makerFor({ jobs, signal, engine, shared, queue }: How, toMake: number, byOthers: boolean): Promise<FilesMaker> {
  const withCache: WithCache | undefined = shared && {
    use: { place: shared.place, program: programId(), engine: engine.id },
    trouble: (troubles) => shared.notes.note(troubles),
  };
  // An engine that is a program of its own uses the other cores by itself, and takes many documents at once.
  const isOwn = engine.id === '';
  const near =
    isOwn && byOthers
      ? (await import('../make/workers/pool.js')).inWorkers({ jobs, signal }, withCache)
      : inThisProcess(createPdfWriter(engine), withCache);
  if (!queue || !withCache || toMake === 0 || engine.version === null) return near;
  return (await import('../queue/in-queue.js')).inQueue(near, withCache, { ...queue, signal });
}

async function* joined(ahead: Step[], rest: AsyncGenerator<Step, void, undefined>): AsyncGenerator<Step, void, undefined> {
  for (let step = ahead.shift(); step; step = ahead.shift()) yield step;
  yield* rest;
}
