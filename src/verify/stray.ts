/**
 * Files that have no place in a bag.
 *
 * In:  the files of a bag. Out: findings: anything but PDFs among the documents, word-processing files and archives under any
 * name, and folders that a bag does not have.
 */
import { open } from 'node:fs/promises';
import type { Diagnostic } from '../diagnostics/index.js';
import type { BagFiles } from './bag-files.js';
import { found } from './finding.js';

const places: readonly RegExp[] = [
  /^documents\/[^/]+\.pdf$/,
  /^record\/.+\.(yaml|png|jpe?g)$/i,
  /^evidence\/.+/,
  /^scheme\/(schemas|packs)\/.+\.(yaml|hbs|png|jpe?g)$/i,
  /^layouts\/(templates|house)\/.+\.(yaml|hbs|png|jpe?g)$/i,
  /^(layouts\/house|scheme\/(schemas|packs))\/(.+\/)?fonts\/[^/]+\.(ttf|otf)$/i,
  /^(trace|build|retention)\.json$/,
];
const editable = /\.(docx?|docm|dotx?|odt|ott|rtf|xlsx?|xlsm|ods|pptx?|odp|wps|et|dps)$/i;
/** ZIP (all newer office formats), OLE (the older ones), RTF. */
const editableMagic = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x7b, 0x5c, 0x72, 0x74],
];

export async function checkStray(files: BagFiles): Promise<Diagnostic[]> {
  const findings: Diagnostic[] = [];
  for (const path of files.paths()) {
    if (!places.some((place) => place.test(path)))
      findings.push(found('verify-stray', files.place(path), `${path} 在档案包中没有位置`, `${path} has no place in a bag`));
    else if (editable.test(path) || (/^(documents|evidence)\//.test(path) && (await isEditable(files.place(path))))) {
      findings.push(
        found('verify-stray', files.place(path), `${path} 是可编辑的文件，不得归档`, `${path} can be edited and must not be archived`),
      );
    }
  }
  return findings;
}

async function isEditable(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return false;
  try {
    const head = new Uint8Array(4);
    await handle.read(head, 0, 4, 0);
    return editableMagic.some((magic) => magic.every((byte, i) => head[i] === byte));
  } finally {
    await handle.close();
  }
}
