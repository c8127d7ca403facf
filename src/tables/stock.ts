/**
 * The sheets for all schemes: those that come with certpress, or a house's own.
 *
 * In:  the folder of certpress, or a file that the command line names (`--map`). Out: sheets, checked, with every complaint at its line.
 */
import { basename, dirname, join } from 'node:path';
import { tablesSchema, type TableSheet } from '../../schemas/pack/tables.js';
import { hasErrors, ok, type Outcome } from '../diagnostics/index.js';
import { loadYaml } from '../files/yaml-file.js';
import { checkTables } from '../packs/check-tables.js';
import { preparedIn } from '../packs/prepared.js';
import { packageInfo } from '../program/package-info.js';

/** `map`: absolute. */
export function sheetsForAll(map: string | undefined): Outcome<readonly TableSheet[]> {
  const path = map ?? join(packageInfo().root, 'schemas', 'schemes', 'tables.yaml');
  const file = basename(path);
  const { value, diagnostics } = loadYaml({ path, file, root: dirname(path), shape: tablesSchema, known: preparedIn(tablesSchema) });
  if (!value || hasErrors(diagnostics)) return { diagnostics };
  const faults = checkTables({ ...value, path }, { scheme: '' }).map(({ scheme: _scheme, ...fault }) => fault);
  return faults.length > 0 ? { diagnostics: faults } : ok(value.value, diagnostics);
}
