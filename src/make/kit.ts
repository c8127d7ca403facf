/**
 * What documents of a scheme are made with: the scheme's pack, the layouts with its and the house's own over them, the theme.
 *
 * In:  ids and folders. Out: a `Kit`, made once for each scheme version; layouts are checked against it once for each document.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { contentsOfDocument } from './contents-of.js';
import { checkLayout } from '../compose/index.js';
import { contextShape } from '../compose/context.js';
import { loadLayouts, type LayoutSet } from '../compose/layout-set.js';
import { loadTheme } from '../compose/theme-file.js';
import { hasErrors, ok, type Diagnostic, type Outcome } from '../diagnostics/index.js';
import type { Scheme } from '../load/types.js';
import type { Theme } from '../model/index.js';
import { sha256 } from '../output/files.js';
import type { DocumentKind } from '../../schemas/pack/index.js';

export interface Kit {
  readonly scheme: Scheme;
  readonly layouts: LayoutSet;
  readonly theme: Theme;
  /** Every file of pack, layouts and theme. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
  /** The layout of this document, checked against the record's shape and the scheme's contents; once. */
  checked(kind: DocumentKind): readonly Diagnostic[];
}

/** A house's own layouts, and the name by which traces and diagnostics call the folder. */
export interface House {
  readonly path: string;
  readonly shown: string;
}

export async function loadKit(scheme: Scheme, packageRoot: string, house: House | undefined): Promise<Outcome<Kit>> {
  const own = join(packageRoot, 'schemas', 'schemes', scheme.id);
  const folders = [join(packageRoot, 'templates'), own, ...(house ? [house.path] : [])].filter((f) => existsSync(f));
  const shown = (path: string): string => (house && path.startsWith(house.path) ? house.shown + path.slice(house.path.length).split('\\').join('/') : relative(packageRoot, path).split('\\').join('/'));
  const layouts = loadLayouts(folders.map((path) => ({ path, shown: shown(path) })));
  const themeFiles = folders.map((f) => join(f, 'theme.yaml')).filter((f) => existsSync(f));
  const theme = loadTheme(themeFiles);
  const diagnostics = [...layouts.diagnostics, ...theme.diagnostics];
  const set = layouts.value;
  const look = theme.value;
  if (!set || !look) return { diagnostics };
  const themes = await Promise.all(themeFiles.map(async (f) => ({ file: shown(f), sha256: sha256(await readFile(f)) })));
  const results = new Map<DocumentKind, readonly Diagnostic[]>();
  return ok({
    scheme, layouts: set, theme: look,
    files: [...scheme.files, ...set.files, ...themes],
    checked(kind) {
      const known = results.get(kind) ?? (hasErrors(diagnostics) ? diagnostics : checkLayout(set, kind, contextShape(), {
        theme: look, labels: scheme.scheme.labels, contents: contentsOfDocument(scheme, kind),
      }));
      results.set(kind, known);
      return known;
    },
  }, diagnostics);
}
