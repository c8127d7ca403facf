/**
 * What a person chose: language and editor. Kept by the browser for this address.
 *
 * In:  nothing. Out: reading, writing; an address that opens a place in the editor.
 */
import type { Spot } from '../../src/preview/protocol.js';
import type { Lang } from './words.js';

export const editors = [
  { id: 'vscode', name: 'Visual Studio Code', address: 'vscode://file/{path}:{line}:{column}' },
  { id: 'vscodium', name: 'VSCodium', address: 'vscodium://file/{path}:{line}:{column}' },
  { id: 'idea', name: 'IntelliJ IDEA', address: 'idea://open?file=/{path}&line={line}&column={column}' },
  { id: 'sublime', name: 'Sublime Text (subl)', address: 'subl://open?url=file:///{path}&line={line}&column={column}' },
  { id: 'zed', name: 'Zed', address: 'zed://file/{path}:{line}:{column}' },
] as const;

export interface Settings {
  readonly lang: Lang;
  /** One of `editors`, or an address of one's own. */
  readonly editor: string;
}
const key = 'certpress';

export function readSettings(): Settings {
  const usual: Settings = { lang: navigator.language.startsWith('zh') ? 'zh' : 'en', editor: 'vscode' };
  try {
    const { lang, editor } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Record<keyof Settings, unknown>>;
    return {
      lang: lang === 'zh' || lang === 'en' ? lang : usual.lang,
      editor: typeof editor === 'string' && editor !== '' ? editor : usual.editor,
    };
  } catch {
    return usual;
  }
}
export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(key, JSON.stringify(settings));
  } catch {
    // A browser that keeps nothing asks again the next time.
  }
}

/** A scheme of its own: neither a script nor a page. */
export const isEditorAddress = (address: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(address) && !/^(?:javascript|data|https?|file|blob):/i.test(address);

export function editorLink(editor: string, { path, line = 1, column = 1 }: Spot): string | undefined {
  const address = editors.find(({ id }) => id === editor)?.address ?? editor;
  if (!isEditorAddress(address)) return undefined;
  const values: Readonly<Record<string, string>> = {
    path: path
      .replace(/^\//, '')
      .split('/')
      .map(encodeURIComponent)
      .join('/')
      .replace(/^([a-z])%3A/i, '$1:'),
    line: String(line),
    column: String(column),
  };
  return address.replace(/\{(path|line|column)\}/g, (_, name: string) => values[name] ?? '');
}
