/**
 * Steps carried out by as many hands as a run has.
 *
 * In:  steps, how many hands. Out: what came of each, in the order of the steps, whoever made it and whenever it was ready. Few documents
 * are made in this process: others take longer to begin than they would spare.
 */
import { pMapIterable } from 'p-map';
import { inThisProcess } from '../make/files-maker.js';
import type { Delivered } from '../make/deliver.js';
import type { EngineChoice } from '../writers/pdf/choose-engine.js';
import { createPdfWriter } from '../writers/pdf/index.js';
import type { BuildOptions } from './options.js';
import type { Order } from './orders.js';
import type { Step } from './to-do.js';

/** Up to so many documents are made here. */
const few = 5;

export async function* carriedOut(
  steps: AsyncGenerator<Step, void, undefined>,
  { jobs, signal, engine }: Pick<BuildOptions, 'jobs' | 'signal'> & { readonly engine: EngineChoice },
  /** Each as soon as it is ready. */
  ready: (step: Step, delivered: Delivered) => void,
): AsyncGenerator<Delivered & { readonly order: Order }, void, undefined> {
  const ahead: Step[] = [];
  let toMake = 0;
  for (let next = await steps.next(); !next.done; next = await steps.next()) {
    ahead.push(next.value);
    if (next.value.make) toMake += 1;
    if (toMake > (jobs > 1 ? few : 0)) break;
  }
  // An engine that is a program of its own uses the other cores by itself, and takes many documents at once.
  const isOwn = engine.id === '';
  const maker =
    isOwn && jobs > 1 && toMake > few
      ? (await import('../make/workers/pool.js')).inWorkers({ jobs, signal })
      : inThisProcess(createPdfWriter(engine));
  try {
    // Twice as many as there are hands, so that none waits for the next.
    const atOnce = maker.hands === 1 ? 1 : maker.hands * 2;
    const carryOut = async (step: Step): Promise<Delivered & { order: Order }> => {
      const made = step.make && !signal.aborted ? await step.make(maker) : undefined;
      const diagnostics = [...step.told.diagnostics, ...(made?.diagnostics ?? [])];
      const delivered = { order: step.order, ...step.told, ...made, diagnostics };
      ready(step, delivered);
      return delivered;
    };
    yield* pMapIterable(joined(ahead, steps), carryOut, { concurrency: atOnce, backpressure: atOnce * 2 });
  } finally {
    await maker.close();
  }
}

async function* joined(ahead: Step[], rest: AsyncGenerator<Step, void, undefined>): AsyncGenerator<Step, void, undefined> {
  for (let step = ahead.shift(); step; step = ahead.shift()) yield step;
  yield* rest;
}
