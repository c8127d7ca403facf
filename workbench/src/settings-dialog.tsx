/**
 * The dialogs: settings, and the list of keys.
 *
 * In:  the settings. Out: those that were chosen.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { editors, isEditorAddress, type Settings } from './settings.js';
import { useSaying, type Word } from './words.js';

function Dialog({ title, close, children }: { readonly title: Word; readonly close: () => void; readonly children: ComponentChildren }) {
  const { w } = useSaying();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="dialog-title" onClose={close}>
      <h2 id="dialog-title">{w(title)}</h2>
      {children}
      <p class="actions">
        <button type="button" onClick={close}>
          {w('close')}
        </button>
      </p>
    </dialog>
  );
}

interface Props {
  readonly settings: Settings;
  readonly keep: (settings: Settings) => void;
  readonly close: () => void;
}
export function SettingsDialog({ settings, keep, close }: Props) {
  const { w } = useSaying();
  const isOwn = !editors.some(({ id }) => id === settings.editor);
  const [own, setOwn] = useState(isOwn ? settings.editor : 'vscode://file/{path}:{line}:{column}');
  const [isOther, setOther] = useState(isOwn);
  const isWrong = !isEditorAddress(own);
  return (
    <Dialog title="settings" close={close}>
      <label>
        <span>{w('editor')}</span>
        <select
          value={isOther ? 'other' : settings.editor}
          onChange={({ currentTarget: { value } }) => {
            setOther(value === 'other');
            if (value !== 'other') keep({ ...settings, editor: value });
            else if (!isWrong) keep({ ...settings, editor: own });
          }}
        >
          {editors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="other">{w('otherEditor')}</option>
        </select>
      </label>
      {isOther && (
        <label>
          <span>{w('editorAddress')}</span>
          <input
            type="text"
            value={own}
            aria-invalid={isWrong}
            onInput={({ currentTarget: { value } }) => {
              setOwn(value);
              if (isEditorAddress(value)) keep({ ...settings, editor: value });
            }}
          />
          {isWrong && <span class="wrong">{w('editorWrong')}</span>}
        </label>
      )}
    </Dialog>
  );
}

const keys: readonly (readonly [string, Word])[] = [
  ['/', 'keyFilter'],
  ['↑ ↓', 'keyMove'],
  ['Enter', 'keyOpen'],
  ['F6  Shift+F6', 'keyPanes'],
  ['n  p', 'keyProblem'],
  ['d', 'keyDue'],
  ['t', 'keyTry'],
  ['w', 'keyWord'],
  ['+  -  0', 'keyZoom'],
  ['?', 'keyHelp'],
];
export function KeysDialog({ close }: Pick<Props, 'close'>) {
  const { w } = useSaying();
  return (
    <Dialog title="keys" close={close}>
      <dl class="keys">
        {keys.map(([key, word]) => (
          <div key={word}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{w(word)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
