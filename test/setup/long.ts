/**
 * The two runs of the tests: `npm test`, for which nobody should have to wait, and `npm run test:long`, the rest.
 *
 * In:  CERTPRESS_TESTS, which `vitest.config.ts` sets from the run's mode and nothing else reads. Out: what of a sweep this run
 * takes, and the marks of its tests. `npm test` takes a part of each sweep, the long run what that part left out, so both together
 * are the whole and nothing is run twice. A file without a mark belongs to `npm test` alone.
 */
export const isLongRun = process.env['CERTPRESS_TESTS'] === 'long';

/** A test of which `npm test` runs a part, by `swept`, and the long run the rest. */
export const sweep = { tags: ['sweep'] };
/** A test, or a group, that runs in the long run only. */
export const long = { tags: ['long'] };

/**
 * Whether the n-th of a sweep (from 0 on) belongs to this run: about one in `every` to `npm test`, the others to the long run.
 * Which ones is the same in each run: the golden ratio's multiples are spread evenly over a list, whatever its own period is.
 */
export const isSwept = (n: number, every: number): boolean => (n * 0.618_033_988_749_895) % 1 < 1 / every !== isLongRun;
export const swept = <T>(all: readonly T[], every: number): readonly T[] => all.filter((_, n) => isSwept(n, every));
