/**
 * An archive, verified.
 *
 * In:  its folder, whom to trust, a head that was kept elsewhere. Out: the verdict with that of each bag; what was found, a line each.
 */
import { verifyArchive } from '../../../src/verify/archive.js';
import type { ArchiveVerdict, BagVerdict, VerifyOptions } from '../../../src/verify/index.js';

export const verified = async (
  dir: string,
  options: VerifyOptions,
  head?: string,
): Promise<ArchiveVerdict & { readonly each: readonly BagVerdict[] }> => {
  const each: BagVerdict[] = [];
  const verdict = await verifyArchive(dir, options, {
    jobs: 1,
    signal: new AbortController().signal,
    bag: (one) => {
      each.push(one);
    },
    progress: () => undefined,
    ...(head === undefined ? {} : { head }),
  });
  return { ...verdict, each };
};
export const said = (verdict: {
  readonly findings: readonly { readonly code: string; readonly message: { readonly en: string } }[];
}): string[] => verdict.findings.map((d) => `${d.code}: ${d.message.en}`);
