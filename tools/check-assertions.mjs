// Whether `npm test` and `npm run test:long` together executed as many expectations of each kind as test/assertions.json keeps; with
// --keep, those of the last runs become the kept ones. Random inputs and waits vary a little, so two in a hundred may be missing; real
// kills stop at other moments each time, and the archive's count by four in a hundred, so that its kept one stands a little lower.
import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const [part, long] = [read('.cache/assertions-part.json'), read('.cache/assertions-long.json')];
const kinds = [...new Set([...Object.keys(part), ...Object.keys(long)])].sort();
const sums = Object.fromEntries(kinds.map((kind) => [kind, (part[kind] ?? 0) + (long[kind] ?? 0)]));
if (process.argv.includes('--keep')) writeFileSync(new URL('test/assertions.json', root), `${JSON.stringify(sums, null, 2)}\n`);
const kept = read('test/assertions.json');
let isLess = false;
console.log('kind          npm test   test:long   together        kept');
for (const kind of [...new Set([...kinds, ...Object.keys(kept)])].sort()) {
  const tooFew = (sums[kind] ?? 0) < (kept[kind] ?? 0) * 0.98;
  isLess ||= tooFew;
  console.log(
    `${kind.padEnd(12)}${[part[kind] ?? 0, long[kind] ?? 0, sums[kind] ?? 0, kept[kind] ?? 0].map((n, i) => String(n).padStart(i === 0 ? 10 : 12)).join('')}${tooFew ? '  fewer than kept' : ''}`,
  );
}
if (isLess) {
  console.error('Checks were lost. Were they meant to go: node tools/check-assertions.mjs --keep');
  process.exitCode = 1;
}
