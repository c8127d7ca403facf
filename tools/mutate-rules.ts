/**
 * Mutation of the rules: do the tests notice when a number, an operator or a path of a row is another?
 *
 *     npm run mutate [-- <scheme> … | shared] [-- --row <id>] [-- --list]
 *
 * Out: for each scheme's own rows, and once for those that schemes share, two shares of mutants noticed. The first is of evidence: cases,
 * boundaries, breaks, lawful cases, and tables whose verdicts a person derived from the scheme's text. The second counts proposed tables
 * too, whose verdicts come from the rows: it says that a change of a row will be seen, not that the row is right. A shared row stands in
 * one place, so it is changed once, and the evidence of any scheme that uses it will do. Ends 1 where the evidence notices less than it
 * must, or where the tests already fail with the rows as they are. `--list`: the mutants that no evidence notices. Those that say the same
 * as their row (`test/judge/rows/equivalents.yaml`) are no mutants; one of them that is noticed is told, and ends 1 too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Rule } from '../schemas/pack/rules.js';
import { proposedTables } from '../test/judge/rows/facts.js';
import { schemeIds, schemeOf } from '../test/setup/schemes.js';
import { mutantsOf, type Mutant } from './mutants.js';
import { suiteOf, type Suite } from './mutation-suite.js';

/** Of the mutants of each group; `all` where it has proposed tables. */
const enough = { evidence: 0.9, all: 0.95 };
const args = process.argv.slice(2);
const only = args.includes('--row') ? args[args.indexOf('--row') + 1] : undefined;

/** A mutant that says the same as its row, and why. */
interface Equivalent {
  readonly group: string;
  readonly row: string;
  readonly part: string;
  readonly was: string;
  readonly is: string;
}
const equivalents = parse(readFileSync(new URL('../test/judge/rows/equivalents.yaml', import.meta.url), 'utf8')) as readonly Equivalent[];

/** Rows that are one row, under each scheme that has it. */
type OneRow = readonly { readonly scheme: string; readonly row: Rule }[];
interface Group {
  readonly name: string;
  readonly rows: readonly OneRow[];
  readonly schemes: readonly string[];
}
const folder = new URL('../schemas/rules/', import.meta.url);
const sharedRows = readdirSync(folder).flatMap((name) => parse(readFileSync(new URL(name, folder), 'utf8')) as readonly Rule[]);
/** A scheme may have a row of its own in place of a shared one. */
const isShared = (row: Rule): boolean => sharedRows.some(({ id, zh }) => id === row.id && zh === row.zh);
const groups: readonly Group[] = [
  ...schemeIds.map((scheme) => ({
    name: scheme,
    rows: schemeOf(scheme)
      .rules.filter((row) => !isShared(row))
      .map((row) => [{ scheme, row }]),
    schemes: [scheme],
  })),
  {
    name: 'shared',
    rows: sharedRows.map(({ id }) =>
      schemeIds.flatMap((scheme) =>
        schemeOf(scheme)
          .rules.filter((row) => row.id === id && isShared(row))
          .map((row) => ({ scheme, row })),
      ),
    ),
    schemes: schemeIds,
  },
];
const names = args.filter((arg) => groups.some(({ name }) => name === arg));
const asked = groups.filter(({ name }) => names.length === 0 || names.includes(name));

const suites = new Map<string, Suite>();
function suiteFor(scheme: string): Suite {
  const suite = suites.get(scheme) ?? suiteOf(scheme);
  suites.set(scheme, suite);
  return suite;
}

interface Unnoticed {
  readonly mutant: Mutant;
  readonly atAll: boolean;
}
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`);
let isEnough = true;

/** The mutants of a row that no evidence of any of its schemes notices, and how many there are. */
function ofRow(name: string, one: OneRow): { readonly total: number; readonly unnoticed: readonly Unnoticed[] } {
  let total = 0;
  let left: readonly { readonly n: number; readonly mutant: Mutant; readonly atAll: boolean }[] | undefined;
  for (const { scheme, row } of one) {
    if (left?.length === 0) break;
    // The same expressions, so the same mutants in the same order.
    const mutants = mutantsOf(row);
    const suite = suiteFor(scheme).of(
      row,
      mutants.map((mutant) => mutant.row),
    );
    total = mutants.length;
    left = (left ?? mutants.map((mutant, n) => ({ n, mutant, atAll: false }))).flatMap(({ n, mutant, atAll }) => {
      const now = suite.noticed((mutants[n] ?? mutant).row);
      return now.byEvidence ? [] : [{ n, mutant, atAll: atAll || now.atAll }];
    });
    if (suite.isBroken()) {
      isEnough = false;
      console.log(`${name} ${row.id}: the tests of ${scheme} fail with the row as it is`);
    }
  }
  return { total, unnoticed: left ?? [] };
}

for (const { name, rows, schemes } of asked) {
  const wanted = rows.filter((one) => one.length > 0 && (only === undefined || one[0]?.row.id === only));
  process.stderr.write(`${name}: ${wanted.length} rows\n`);
  const results = wanted.map((one) => ofRow(name, one));
  const survivors = results.flatMap((one) => one.unnoticed);
  const isThat =
    ({ mutant: { row, part, was, is } }: Unnoticed) =>
    (one: Equivalent): boolean =>
      one.group === name && one.row === row.id && one.part === part && one.was === was && one.is === is;
  const explained = equivalents.filter((one) => one.group === name && wanted.some(([first]) => first?.row.id === one.row));
  for (const one of explained) {
    if (survivors.some((survivor) => isThat(survivor)(one))) continue;
    isEnough = false;
    console.log(
      `${name} ${one.row}, ${one.part}: equivalents.yaml lists ${one.was} → ${one.is}, which a test notices or the row does not have`,
    );
  }
  const unnoticed = survivors.filter((survivor) => !explained.some(isThat(survivor)));
  const total = results.reduce((sum, one) => sum + one.total, 0) - (survivors.length - unnoticed.length);
  const listed = unnoticed.filter(({ atAll }) => !atAll || args.includes('--list') || only !== undefined);
  const isProposed = schemes.some((scheme) => proposedTables(scheme).length > 0);
  if (listed.length > 0 && (isProposed || args.includes('--list') || only !== undefined)) {
    console.log('| group | row | part | was | is | noticed by |\n|---|---|---|---|---|---|');
    for (const {
      mutant: { row, part, was, is },
      atAll,
    } of listed)
      console.log(`| ${name} | ${row.id} | ${part} | \`${was}\` | \`${is}\` | ${atAll ? 'proposed tables only' : 'nothing'} |`);
  }
  const [byEvidence, atAll] = [total - unnoticed.length, total - unnoticed.filter((one) => !one.atAll).length];
  const guards = unnoticed.filter(({ mutant }) => mutant.isGuard).length;
  console.log(
    `${name}: ${total} mutants; noticed by evidence ${percent(byEvidence, total)}, with proposed tables ${percent(atAll, total)}`,
  );
  console.log(
    `  ${unnoticed.length} escape the evidence, ${guards} of them paths within has(), which matter only where a record is half filled in`,
  );
  if (total > 0 && (byEvidence / total < enough.evidence || (isProposed && atAll / total < enough.all))) isEnough = false;
}
process.exitCode = isEnough ? 0 : 1;
