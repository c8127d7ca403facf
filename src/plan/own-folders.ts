/**
 * The stock layouts and the packs.
 *
 * In:  nothing. Out: absolute folders.
 */
import { join } from 'node:path';
import { packageInfo } from '../program/package-info.js';

export const ownFolders = (): string[] => ['templates', 'schemas'].map((folder) => join(packageInfo().root, folder));
