/**
 * Mutation of the rules: do the tests notice when a number, an operator or a path of a row is another?
 *
 *     npm run mutate [-- <scheme> …] [-- --row <id>]
 *
 * Out: the survivors as a table, and the share of mutants that was noticed; ends 1 below 95 %, or where the tests already fail
 * with the rows as they are.
 */
import { schemes } from '../test/lawful/vocabulary.js';
import type { SchemeId } from '../test/lawful/windows.js';
import { mutantsOf, type Mutant } from './mutants.js';
import { suiteOf } from './mutation-suite.js';

const enough = 0.95;
const args = process.argv.slice(2);
const only = args.includes('--row') ? args[args.indexOf('--row') + 1] : undefined;
const asked = (Object.keys(schemes) as SchemeId[]).filter((id) => !args.some((arg) => arg in schemes) || args.includes(id));

let total = 0;
const survivors: { readonly scheme: SchemeId; readonly mutant: Mutant }[] = [];
let isUnsound = false;
for (const scheme of asked) {
  const rows = schemes[scheme].rules.filter((row) => only === undefined || row.id === only);
  const suite = suiteOf(scheme);
  process.stderr.write(`${scheme}: ${rows.length} rows, ${suite.size} tests\n`);
  for (const row of rows) {
    if (suite.notices(row)) {
      isUnsound = true;
      console.log(`${scheme} ${row.id}: the tests fail with the row as it is`);
      continue;
    }
    const mutants = mutantsOf(row);
    total += mutants.length;
    survivors.push(...mutants.filter((mutant) => !suite.notices(mutant.row)).map((mutant) => ({ scheme, mutant })));
  }
}

console.log('| scheme | row | part | was | is |\n|---|---|---|---|---|');
for (const { scheme, mutant } of survivors) console.log(`| ${scheme} | ${mutant.row.id} | ${mutant.part} | \`${mutant.was}\` | \`${mutant.is}\` |`);
const share = total === 0 ? 0 : (total - survivors.length) / total;
console.log(`\n${total} mutants, ${survivors.length} survived: ${(share * 100).toFixed(1)} % noticed`);
const ofGuards = survivors.filter(({ mutant }) => mutant.isGuard).length;
console.log(`of the survivors, ${ofGuards} are paths within has(): they matter only where a record is half filled in`);
process.exitCode = share < enough || isUnsound ? 1 : 0;
