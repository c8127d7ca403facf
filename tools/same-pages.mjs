// Whether two builds by two layout engines put the same words on the same pages.
// In: the folder of all outputs, that of some of them made by another engine. Out: exit 0 when each of these says the same, in the same
// variant of its layout, on as many pages, and every content and seal on its page; a tenth of a millimetre is the same place.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const manifestsIn = (folder) =>
  readdirSync(folder)
    .map((name) => join(folder, name, 'manifest.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
const [all, some] = process.argv.slice(2).map((folder) => {
  const manifests = manifestsIn(folder);
  return { certpress: manifests[0]?.certpress, outputs: manifests.flatMap(({ outputs }) => outputs) };
});
if (all.certpress === some.certpress) throw new Error(`both were made by ${all.certpress}`);
const known = new Map(all.outputs.map((output) => [output.file, output]));
const tenths = (mm) => Math.round(mm * 10) / 10;
const said = ({ model, words, variant, pages, contentPages, seals = [] }) =>
  JSON.stringify([model, words, variant, pages, contentPages, seals.map((s) => [s.page, tenths(s.left), tenths(s.top), s.diameter])]);
const differing = some.outputs.filter((output) => said(output) !== said(known.get(output.file) ?? {}));
for (const output of differing) console.error(`${output.file}\n  ${said(known.get(output.file) ?? {})}\n  ${said(output)}`);
if (differing.length > 0 || some.outputs.length === 0) process.exit(1);
const pages = some.outputs.filter(({ format }) => format === 'pdf').reduce((sum, output) => sum + output.pages, 0);
const same = some.outputs.filter(({ file, format, sha256 }) => format === 'docx' && sha256 === known.get(file)?.sha256).length;
console.log(`${some.outputs.length} files by ${some.certpress}: the same words on the same ${pages} pages; ${same} Word files are the same bytes`);
