// SHA-256 of all files of a folder, one after the other, in one process: what looking whether anything has changed is held against.
// In: the folder. Out: the hash.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const hash = createHash('sha256');
const visit = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
    if (entry.isDirectory()) visit(join(folder, entry.name));
    else hash.update(readFileSync(join(folder, entry.name)));
};
visit(process.argv[2]);
console.log(hash.digest('hex'));
