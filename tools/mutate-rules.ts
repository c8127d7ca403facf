/**
 * Mutation of the rules: do the tests notice when a number, an operator or a path of a row is another?
 *
 *     npm run mutate [-- <scheme> …] [-- --row <id>] [-- --list]
 *
 * Out: for each scheme two shares of mutants noticed. The first is of evidence: cases, boundaries, breaks, lawful cases, and tables whose
 * verdicts a person derived from the scheme's text. The second counts proposed tables too, whose verdicts come from the rows: it says that
 * a
 * change of a row will be seen, not that the row is right. Ends 1 where the evidence notices less than it must, or where the tests
 * already fail with the rows as they are. `--list`: the mutants that no evidence notices.
 */
import { checkedTables } from '../test/judge/rows/facts.js';
import { schemes } from '../test/lawful/vocabulary.js';
import type { SchemeId } from '../test/lawful/windows.js';
import { mutantsOf, type Mutant } from './mutants.js';
import { suiteOf } from './mutation-suite.js';

/** Of the mutants of each scheme; measured were 92 and 99 in 100 of both. */
const enough = { evidence: 0.9, all: 0.95 };
const args = process.argv.slice(2);
const only = args.includes('--row') ? args[args.indexOf('--row') + 1] : undefined;
/** A scheme without tables of facts is measured where it is named, and held to nothing. */
const isHeld = (id: SchemeId): boolean => checkedTables(id).length > 0;
const asked = (Object.keys(schemes) as SchemeId[]).filter((id) => (args.some((arg) => arg in schemes) ? args.includes(id) : isHeld(id)));

interface Unnoticed {
  readonly mutant: Mutant;
  readonly atAll: boolean;
}
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`);
let isEnough = true;

for (const scheme of asked) {
  const rows = schemes[scheme].rules.filter((row) => only === undefined || row.id === only);
  const suite = suiteOf(scheme);
  process.stderr.write(`${scheme}: ${rows.length} rows, ${suite.size} tests\n`);
  let total = 0;
  const unnoticed: Unnoticed[] = [];
  for (const row of rows) {
    const mutants = mutantsOf(row);
    const noticed = suite.of([row, ...mutants.map((mutant) => mutant.row)]);
    if (noticed(row).atAll) {
      isEnough = false;
      console.log(`${scheme} ${row.id}: the tests fail with the row as it is`);
      continue;
    }
    total += mutants.length;
    unnoticed.push(
      ...mutants.flatMap((mutant) => {
        const { byEvidence, atAll } = noticed(mutant.row);
        return byEvidence ? [] : [{ mutant, atAll }];
      }),
    );
  }
  const listed = unnoticed.filter(({ atAll }) => !atAll || args.includes('--list') || only !== undefined);
  if (listed.length > 0) console.log('| scheme | row | part | was | is | noticed by |\n|---|---|---|---|---|---|');
  for (const {
    mutant: { row, part, was, is },
    atAll,
  } of listed)
    console.log(`| ${scheme} | ${row.id} | ${part} | \`${was}\` | \`${is}\` | ${atAll ? 'proposed tables only' : 'nothing'} |`);
  const [byEvidence, atAll] = [total - unnoticed.length, total - unnoticed.filter((one) => !one.atAll).length];
  const guards = unnoticed.filter(({ mutant }) => mutant.isGuard).length;
  console.log(
    `${scheme}: ${total} mutants; noticed by evidence ${percent(byEvidence, total)}, with proposed tables ${percent(atAll, total)}`,
  );
  console.log(
    `  ${unnoticed.length} escape the evidence, ${guards} of them paths within has(), which matter only where a record is half filled in`,
  );
  if (isHeld(scheme) && total > 0 && (byEvidence / total < enough.evidence || atAll / total < enough.all)) isEnough = false;
}
process.exitCode = isEnough ? 0 : 1;
