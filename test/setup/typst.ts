/**
 * The program `typst` that tests run: the one that `CERTPRESS_TYPST` names, else the one on the PATH.
 *
 * In:  the environment. Out: the program, or why there is none: then its tests are passed over. One that is named must be there, as it is
 * in CI once it has been built (`.ci/run`): a step that asks for it may not pass without it.
 */
import { findTypst, isTypst, type TypstProgram } from '../../src/writers/pdf/typst-program.js';

const named = process.env['CERTPRESS_TYPST'];
const found = findTypst(named);
export const typst: TypstProgram | undefined = isTypst(found) ? found : undefined;
if (!typst && named !== undefined)
  throw new Error(`CERTPRESS_TYPST names no typst that tests can use (tools/install-typst.sh): ${JSON.stringify(found)}`);
/** What the tests that are passed over say. */
export const needsTypst = typst ? '' : ' (passed over: there is no typst; tools/install-typst.sh installs it)';
