/**
 * The faces that LibreOffice sets Word files in, whatever this machine has.
 *
 * In:  a folder to write into. Out: a fontconfig file: `ours` shows the faces that the files name; `windows` what a Windows
 * without them shows, by faces of the same widths as Arial and Times New Roman. Chinese is an em wide in any face.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageInfo } from '../../src/program/package-info.js';

const families = join(packageInfo().root, 'node_modules/@expo-google-fonts');
const instead = { 'Source Sans 3': 'Liberation Sans', 'Source Serif 4': 'Liberation Serif' };

export function fontsFile(folder: string, look: 'ours' | 'windows'): string {
  const named = ['noto-sans-sc', 'noto-serif-sc', ...(look === 'ours' ? ['source-sans-3', 'source-serif-4'] : [])];
  const aliases =
    look === 'ours'
      ? ''
      : Object.entries(instead)
          .flatMap(([face, other]) =>
            [face, `${face} Medium`].map(
              (name) => `<alias binding="same"><family>${name}</family><prefer><family>${other}</family></prefer></alias>`,
            ),
          )
          .join('\n');
  const path = join(folder, `fonts-${look}.conf`);
  writeFileSync(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${named.map((name) => `<dir>${join(families, name)}</dir>`).join('\n')}
<dir>/usr/share/fonts</dir><cachedir>${join(folder, `cache-${look}`)}</cachedir>
${aliases}
</fontconfig>\n`,
  );
  return path;
}
