/**
 * Which engine a project's documents are made with, before anything of it is loaded.
 *
 * In:  the engine that a project names, or none. Out: its `id` (`choose-engine.ts`).
 */
import type { NamedEngine } from './choose-engine.js';
import { isBindingInstalled } from './engine-in-process.js';

export async function engineId(named?: NamedEngine): Promise<string> {
  if ((!named || named.name === 'built-in') && isBindingInstalled()) return '';
  return (await import('./choose-engine.js')).chooseEngine(named).id;
}
