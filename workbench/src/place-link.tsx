/**
 * A place in a file, which opens it in the editor.
 *
 * In:  the place. Out: file:line:column, as a link where the editor has an address.
 */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Spot } from '../../src/preview/protocol.js';
import { editorLink } from './settings.js';

export const EditorContext = createContext('vscode');

/** `isShort`: without the folders of the file. */
export function PlaceLink({ spot, isShort = false }: { readonly spot: Spot; readonly isShort?: boolean }) {
  const editor = useContext(EditorContext);
  const { file, line, column } = spot;
  const where = `${isShort ? file.slice(file.lastIndexOf('/') + 1) : file}${line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`}`;
  const link = editorLink(editor, spot);
  // A file's name may break behind its slashes.
  const parts = where.split('/');
  const text = parts.flatMap((part, i) => (i === 0 ? [part] : ['/', <wbr />, part]));
  return link === undefined ? (
    <code class="place">{text}</code>
  ) : (
    <a class="place" href={link} title={isShort ? file : undefined}>
      <code>{text}</code>
    </a>
  );
}
