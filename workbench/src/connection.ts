/**
 * What the server tells: the project, and the document that is shown.
 *
 * In:  the id of that document. Out: both as they are now; whether the server is there.
 */
import { useEffect, useState } from 'preact/hooks';
import type {
  CaseGlance,
  DocumentState,
  DuePart,
  Events,
  LayoutTried,
  Origins,
  Printed,
  ProjectState,
  Reference,
  WordView,
} from '../../src/preview/protocol.js';

export interface Told {
  readonly project?: ProjectState;
  readonly document?: DocumentState;
  readonly isLost: boolean;
}

export function useTold(shown: string | undefined): Told {
  const [told, setTold] = useState<Told>({ isLost: false });
  useEffect(() => {
    const source = new EventSource(`api/events${shown === undefined ? '' : `?show=${encodeURIComponent(shown)}`}`);
    const on = <K extends keyof Events>(kind: K, take: (value: Events[K]) => void): void =>
      source.addEventListener(kind, (event: MessageEvent<string>) => take(JSON.parse(event.data) as Events[K]));
    on('project', (project) => setTold((before) => ({ ...before, project, isLost: false })));
    on('document', (document) => setTold((before) => ({ ...before, document, isLost: false })));
    source.onerror = () => setTold((before) => ({ ...before, isLost: true }));
    return () => source.close();
  }, [shown]);
  // What was told of another document is nothing about this one.
  return told.document && told.document.id !== shown ? { ...(told.project ? { project: told.project } : {}), isLost: told.isLost } : told;
}

export async function pagesOf(hash: string): Promise<ArrayBuffer | undefined> {
  const response = await fetch(`api/pages?hash=${encodeURIComponent(hash)}`);
  return response.status === 200 ? response.arrayBuffer() : undefined;
}
export const originsOf = (id: string): Promise<Origins | undefined> => asked(`api/origins?id=${encodeURIComponent(id)}`);
export const caseOf = (id: string): Promise<CaseGlance | undefined> => asked(`api/case?id=${encodeURIComponent(id)}`);
export const dueFrom = (step: number): Promise<DuePart | undefined> => asked(`api/due?from=${step}`);
/** `what`: a field by its file and pointer, or a clause behind `§`. */
export const printedIn = (id: string, what: string): Promise<Printed | undefined> =>
  asked(`api/printed?id=${encodeURIComponent(id)}&what=${encodeURIComponent(what)}`);
/** Made first, where nobody has asked for it: some seconds. */
export const wordViewOf = (id: string): Promise<WordView | undefined> => asked(`api/word-view?id=${encodeURIComponent(id)}`);
export const wordAddress = (id: string): string => `api/word?id=${encodeURIComponent(id)}`;

export const referenceOf = (id: string): Promise<Reference | undefined> => asked(`api/reference?id=${encodeURIComponent(id)}`);
/** `signal`: nobody waits for it any more, since the text is another. */
export const tryLayout = (id: string, text: string, signal: AbortSignal): Promise<LayoutTried | undefined> =>
  asked(`api/try?id=${encodeURIComponent(id)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain;charset=utf-8' },
    body: text,
    signal,
  });

async function asked<T>(address: string, sent?: RequestInit): Promise<T | undefined> {
  try {
    const response = await fetch(address, sent);
    // 204: of what has been replaced meanwhile.
    return response.status === 200 ? ((await response.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
