/**
 * How the time of a work grows with its input.
 *
 * In:  a function that makes the work for a length. Out: how many times longer ten times the length takes; `linear` is what a linear
 * work never reaches, on a busy machine either: about 10 is linear, about 100 quadratic.
 *
 * No limit in seconds. Both lengths are timed in turn, by the processor's time, the short one the best of three; a ratio that looks
 * like more than linear is taken again, since a compiler or a collector that works meanwhile only ever makes a run longer. What
 * really grows faster does so every time.
 */
export const linear = 35;
const lengths = [4_000, 40_000] as const;
/** Milliseconds that are too short to say anything of growth. */
const telling = 25;
const attempts = 16;

/** Milliseconds of one run of `batch`. */
function timed(work: () => void, batch: number): number {
  const start = process.cpuUsage();
  for (let k = 0; k < batch; k++) work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000 / batch;
}

export function growth(make: (length: number) => () => void, [short, long]: readonly [number, number] = lengths): number {
  const longer = make(long);
  if (timed(longer, 1) < telling) return 1;
  const shorter = make(short);
  timed(shorter, 10);
  let best = Infinity;
  let most = Infinity;
  for (let attempt = 0; attempt < attempts && best > linear; attempt++) {
    const least = Math.min(...Array.from({ length: 3 }, () => timed(shorter, 4)));
    most = Math.min(most, timed(longer, 1));
    best = Math.min(best, most < telling ? 1 : most / Math.max(least, 0.05));
  }
  return best;
}
