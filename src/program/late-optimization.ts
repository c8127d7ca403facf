/**
 * When V8 begins to optimize: later than it does by itself.
 *
 * In:  the version of Node. Out: the flags of its V8; undefined for a version whose flags are not known (an unknown one would be
 *      complained of on stderr). Most runs end before optimized code has paid for its making: `check` of a case costs 0.72 of the CPU
 *      time with Node 20, 0.76 with 22, 0.91 with 24, and a build of ten cases 0.78. What is hot for longer is optimized all the same.
 */
const flags: Readonly<Record<string, string>> = {
  // Sixteen times as much bytecode as by default.
  20: '--interrupt-budget=1000000',
  // Thirteen times as many calls.
  22: '--invocation-count-for-turbofan=40000',
  // And ten times as many for the compiler between, which 24 has: a first document costs 0.87, two cases 0.93.
  24: '--invocation-count-for-turbofan=40000 --invocation-count-for-maglev=4000',
};

/** Several are parted by spaces. */
export const lateOptimization = (version: string): string | undefined => flags[version.split('.')[0] ?? ''];
