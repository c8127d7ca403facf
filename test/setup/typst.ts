/**
 * The program `typst` that tests run: the one that `CERTPRESS_TYPST` names, else the one on the PATH.
 *
 * In:  the environment. Out: the program, or why there is none; CI must have it, elsewhere its tests are passed over.
 */
import { findTypst, isTypst, type TypstProgram } from '../../src/writers/pdf/typst-program.js';

const found = findTypst(process.env['CERTPRESS_TYPST']);
export const typst: TypstProgram | undefined = isTypst(found) ? found : undefined;
if (!typst && process.env['CI'] === 'true')
  throw new Error(`tests of the second engine need typst (tools/install-typst.sh): ${JSON.stringify(found)}`);
/** What the tests that are passed over say. */
export const needsTypst = typst ? '' : ' (passed over: there is no typst; tools/install-typst.sh installs it)';
