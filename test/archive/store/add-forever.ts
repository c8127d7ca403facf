/** Adds bag after bag until it is killed: node tools/run-ts.mjs test/archive/store/add-forever.ts DIR RUN */
import { openStore } from '../../../src/archive/store/index.js';
import { contents, options } from './fixture.js';

const [dir = '', run = ''] = process.argv.slice(2);
const opened = await openStore(dir, options());
process.stdout.write('open\n');
for (let n = 0; opened.value; n++) {
  await opened.value.add(contents(n, { place: { scheme: 's', case: 'c', subject: `r${run}` } }), 'again');
}
