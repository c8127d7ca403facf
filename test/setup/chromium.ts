/**
 * The browser that tests drive: Debian's chromium, or the one that `CERTPRESS_CHROMIUM` names.
 *
 * In:  the environment. Out: its path, or nothing; CI must have it (`tools/install-validators.sh` installs it), elsewhere its tests are
 * passed over.
 */
import { existsSync } from 'node:fs';

const places = [process.env['CERTPRESS_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));
if (!chromiumPath && process.env['CI'] === 'true') throw new Error('tests of the workbench need chromium (tools/install-validators.sh)');
/** What the tests that are passed over say. */
export const needsChromium = chromiumPath ? '' : ' (passed over: there is no chromium; tools/install-validators.sh installs it)';
