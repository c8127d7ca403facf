/**
 * The life of a certificate, as a scheme has it: the `life` of its `scheme.yaml`.
 *
 * In:  parsed YAML. Out: zod schemas and types. Which events there are is the records' business; which of them a state allows,
 * and what follows, is the scheme's.
 */
import { z } from 'zod';

import { eventKinds } from '../record/events.js';
import { quoted } from './quoted.js';

/** States of a certificate. `expired` and `replaced` follow from dates; the others from events. */
export const lifeStates = ['none', 'valid', 'suspended', 'withdrawn', 'cancelled', 'expired', 'replaced'] as const;
export type LifeState = (typeof lifeStates)[number];
/** Under which a client still is certified. */
export const liveStates: ReadonlySet<string> = new Set<LifeState>(['valid', 'suspended']);
/** From which nothing leads back. */
export const endedStates: ReadonlySet<string> = new Set<LifeState>(['withdrawn', 'cancelled', 'expired', 'replaced']);
/** One of `eventKinds`, or a kind that the scheme's `fields.yaml` adds: checked when the pack is loaded (`src/packs/event-kinds.ts`). */
export const eventKind = z.string().meta({ examples: [...eventKinds] });
/** What may happen to a certificate: an event allowed in the states `from`, which leads to `to`. */
export const transitionSchema = z.strictObject({
  event: eventKind,
  /** Of a part of the scope (`part` of the event) only; a row without it is about the whole certificate. */
  part: z.literal(true).optional(),
  from: z.array(z.enum(lifeStates)).min(1),
  to: z.enum([...lifeStates, 'same']),
  clause: z.string(),
  /** It says when the event is allowed. */
  ...quoted,
});
export type Transition = z.output<typeof transitionSchema>;
