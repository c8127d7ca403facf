/**
 * Faces of the house: TTF and OTF files in `fonts/` of a folder of layouts.
 *
 * In:  the folders of layouts, the theme. Out: those of them that the theme's `faces` name, for the engine and for the check of glyphs,
 * each with its hash; what is wrong with a file, at the file. Nothing is read where no folder has fonts.
 */
import { join } from 'node:path';
import { filesOfHouse } from '../compose/layout-set.js';
import { problem } from '../compose/problem.js';
import { ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import { readFont } from '../files/font-file.js';
import { limits } from '../files/limits.js';
import { readInside } from '../files/read-file.js';
import { sha256 } from '../files/write-file.js';
import type { HouseFont, Theme } from '../model/index.js';

export interface HouseFonts {
  readonly fonts: readonly HouseFont[];
  /** All families that there are, in use or not. */
  readonly families: readonly string[];
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
}
/** By its way in a folder of layouts. */
export const isFontName = (name: string): boolean => /^fonts\/[^/]+\.(?:ttf|otf|ttc|otc|woff2?)$/i.test(name);
const mostFonts = 40;

export function houseFonts(folders: readonly { readonly path: string; readonly shown: string }[], theme: Theme): Outcome<HouseFonts> {
  const diagnostics: Diagnostic[] = [];
  const found: { readonly font: HouseFont; readonly file: string }[] = [];
  const wanted = new Set([theme.faces.serif, theme.faces.sans].flatMap(({ zh, en }) => [zh, en]));
  for (const { path, shown } of folders) {
    const names = (filesOfHouse(path).value ?? []).filter(isFontName);
    if (names.length > mostFonts)
      diagnostics.push(
        problem('font-wrong', { file: shown }, `字体文件超过 ${mostFonts} 个`, `there are more than ${mostFonts} font files`),
      );
    for (const name of names.slice(0, mostFonts)) {
      const file = `${shown}/${name}`;
      const { value: bytes, diagnostics: onReading } = readInside(join(path, name), path, limits.evidenceBytes);
      const font = bytes && readFont(bytes);
      const wrong = font === undefined ? onReading[0]?.message : 'zh' in font ? font : undefined;
      if (!bytes || !font || 'zh' in font) {
        diagnostics.push(
          problem('font-wrong', { file }, `字体不能使用：${wrong?.zh ?? ''}`, `the font cannot be used: ${wrong?.en ?? ''}`),
        );
        continue;
      }
      const { family, weight, italic } = font;
      found.push({ file, font: { family, weight, italic, sha256: sha256(bytes), origin: { path: join(path, name) } } });
    }
  }
  const used = found.filter(({ font }) => wanted.has(font.family));
  return ok(
    {
      fonts: used.map(({ font }) => font),
      families: [...new Set(found.map(({ font }) => font.family))],
      files: used.map(({ file, font }) => ({ file, sha256: font.sha256 })),
    },
    diagnostics,
  );
}
