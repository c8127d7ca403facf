/**
 * The workbench's server.
 *
 * In:  projects held live, the folder of the page, a port (0: any). Out: its address; it listens on the loopback alone until it is closed.
 *
 * It reads nothing by a name that a request gives: what can be asked for is the page's own files (`own-files.ts`) and what was made of the
 * projects, each looked up among those that there are. It changes nothing: all is asked for by GET, but for a text to try as a layout,
 * which is too long for an address and comes by POST.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answer, json, outdated, refuse } from './answers.js';
import { letIn, longestText } from './gate.js';
import { glanceOf } from './glance.js';
import type { LayoutTrier } from './layout-trier.js';
import type { LiveProject } from './live-project.js';
import { originsOf } from './origins.js';
import { ownFiles } from './own-files.js';
import type { DocumentState, DueItem, DuePart, Printed, ProjectState } from './protocol.js';
import type { WordFile } from './shown.js';
import { Streams } from './streams.js';
import { wordViewOf } from './word-view.js';

export interface Workbench {
  /** With the token. */
  readonly address: string;
  /** These files (absolute) were saved: what is shown is made again. */
  saved(files: ReadonlySet<string>, savedAt: number): Promise<void>;
  /** Everything is read again, and what is shown proved. */
  reload(): Promise<void>;
  close(): Promise<void>;
}
export interface WorkbenchOptions {
  /** Absolute. */
  readonly page: string;
  readonly port: number;
  readonly version: string;
  readonly projects: readonly LiveProject[];
  readonly trier: LayoutTrier;
  /** What is wrong with the paths asked for. */
  readonly problems: ProjectState['problems'];
}

/**
 * ms. A build of a large case holds this process up for seconds on a slow machine, and what the page has asked for meanwhile lies unread:
 * it must not count as slow.
 */
const times = { headers: 30_000, request: 30_000, keepAlive: 5_000, idle: 60_000, look: 1_000 } as const;
const mostConnections = 64;
const mostHeaderBytes = 16_384;
/** Large, and the same as long as the server is there. */
const kept = { 'Cache-Control': 'private, max-age=86400, immutable' };
/**
 * ms without a save, after which what is shown is proved. It is longer than it takes to draw a page beside other work: each save in a row
 * would meet the proof of the one before otherwise.
 */
const quiet = 1_500;

export async function openWorkbench({ page, port, version, projects, problems, trier }: WorkbenchOptions): Promise<Workbench> {
  const files = ownFiles(page);
  const token = randomBytes(24).toString('base64url');
  const streams = new Streams();
  const projectOf = (id: string): LiveProject | undefined => projects[Number(/^(\d{1,4}):/.exec(id)?.[1] ?? Number.NaN)];
  let isClosed = false;

  // One thing at a time: the engine is one, and what is read belongs together.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const tellDocument = (state: DocumentState | undefined, only?: ServerResponse): void => {
    if (state) streams.tell('document', state, { shows: state.id, ...(only ? { only } : {}) });
  };
  let proving: NodeJS.Timeout | undefined;
  /** Once nobody saves any more. */
  const proveSoon = (): void => {
    clearTimeout(proving);
    if (!isClosed) proving = setTimeout(() => void proveShown(), quiet);
  };
  const proveShown = async (): Promise<void> => {
    for (const id of streams.shown) tellDocument(await projectOf(id)?.prove(id));
  };
  /** It is made with a proof of the pages, which is told to all who see them. */
  const wordOf = async (id: string): Promise<WordFile | undefined> => {
    const project = projectOf(id);
    const word = await project?.wordOf(id);
    if (word?.bytes) tellDocument(await project?.document(id));
    return word;
  };
  const state = (): ProjectState => {
    const all = projects.map((one) => one.state());
    return {
      version,
      asOf: all[0]?.asOf ?? '',
      isRead: all.every(({ isRead }) => isRead),
      cases: all.flatMap(({ cases }) => cases),
      problems: [...problems, ...all.flatMap((one) => one.problems)],
    };
  };

  const routes: Readonly<Record<string, (query: URLSearchParams, response: ServerResponse) => Promise<void> | void>> = {
    async 'api/events'(query, response) {
      if (streams.isFull) return refuse(response, 503);
      const shows = query.get('show') ?? undefined;
      streams.add(response, shows);
      await inTurn(async () => {
        streams.tell('project', state(), { only: response });
        if (shows !== undefined) tellDocument(await projectOf(shows)?.document(shows), response);
      });
      proveSoon();
    },
    'api/pages'(query, response) {
      const hash = query.get('hash') ?? '';
      const bytes = projects.map((one) => one.bytesOf(hash)).find((one) => one !== undefined);
      if (!bytes) return projects.some((one) => one.wasShown(hash)) ? outdated(response) : refuse(response, 404);
      answer(response, 200, { type: 'application/pdf', bytes });
    },
    async 'api/word'(query, response) {
      const word = await wordOf(query.get('id') ?? '');
      if (!word?.bytes) return refuse(response, 404);
      answer(response, 200, {
        type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        bytes: word.bytes,
        headers: { 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(word.name)}` },
      });
    },
    async 'api/word-view'(query, response) {
      const word = await wordOf(query.get('id') ?? '');
      const view = word?.bytes && wordViewOf(word.bytes, word.hash);
      if (!view) return refuse(response, 404);
      answer(response, 200, json(view));
    },
    async 'api/origins'(query, response) {
      const id = query.get('id') ?? '';
      const project = projectOf(id);
      const pages = project?.goodOf(id);
      if (!project || !pages) return refuse(response, 404);
      // Who saves meanwhile is served first, and asks for the places of other pages then.
      const goesOn = async (): Promise<boolean> => {
        await inTurn(breathe);
        return project.goodOf(id) === pages && !response.destroyed;
      };
      const origins = await originsOf(pages, project.roots, goesOn);
      if (!origins) return outdated(response);
      answer(response, 200, json(origins));
    },
    async 'api/due'(query, response) {
      const from = Number(/^\d{1,7}$/.exec(query.get('from') ?? '')?.[0] ?? Number.NaN);
      const steps = projects.reduce((sum, one) => sum + one.dates.steps, 0);
      if (!(from < steps)) return refuse(response, 404);
      answer(response, 200, json(await duePart(projects, from, steps)));
    },
    async 'api/printed'(query, response) {
      const id = query.get('id') ?? '';
      const documents = await projectOf(id)?.printed(id, query.get('what') ?? '', breathe);
      if (!documents) return refuse(response, 404);
      answer(response, 200, json({ documents } satisfies Printed));
    },
    'api/reference'(query, response) {
      const id = query.get('id') ?? '';
      const project = projectOf(id);
      const reference = project?.referenceOf(id);
      if (!project || !reference) return refuse(response, 404);
      trier.ready(project, id);
      answer(response, 200, json(reference));
    },
    'api/case'(query, response) {
      const id = query.get('id') ?? '';
      const project = projectOf(id);
      const found = project?.caseOf(id);
      if (!project || !found) return refuse(response, 404);
      answer(response, 200, json(glanceOf(id, found, project.roots)));
    },
  };

  const textRoutes: Readonly<Record<string, (query: URLSearchParams, text: string, response: ServerResponse) => Promise<void>>> = {
    'api/try': async (query, text, response) => {
      const id = query.get('id') ?? '';
      const project = projectOf(id);
      // Whoever types on lets go of what was asked before.
      const tried = project && (await trier.try(project, id, text, () => !response.destroyed));
      if (response.destroyed) return;
      if (!tried) return refuse(response, 404);
      answer(response, 200, json(tried));
    },
  };
  const textRoute = (path: string) => (Object.hasOwn(textRoutes, path) ? textRoutes[path] : undefined);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headersDistinct: headers } = request;
    const takesText = (path: string): boolean => textRoute(path) !== undefined;
    const found = letIn({ method, target: url, headers }, { port: (server.address() as AddressInfo).port, token, takesText });
    if ('status' in found) return refuse(response, found.status);
    const { path, query } = found;
    if (method === 'POST') {
      const text = await textOf(request);
      return text === undefined ? refuse(response, 400) : textRoute(path)?.(query, text, response);
    }
    const file = files.get(path === '' ? 'index.html' : path);
    if (file)
      return answer(response, 200, { type: file.type, bytes: file.bytes(), ...(file.type === 'font/ttf' ? { headers: kept } : {}) });
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    // A stream that only asks for its head would never end.
    if (!route || (method === 'HEAD' && path === 'api/events')) return refuse(response, route ? 405 : 404);
    await route(query, response);
  };

  const server = createServer(
    {
      headersTimeout: times.headers,
      requestTimeout: times.request,
      keepAliveTimeout: times.keepAlive,
      connectionsCheckingInterval: times.look,
      maxHeaderSize: mostHeaderBytes,
    },
    (request, response) => {
      response.on('error', () => response.destroy());
      serve(request, response).catch(() => {
        if (response.headersSent) response.destroy();
        else refuse(response, 500);
      });
    },
  );
  server.maxConnections = mostConnections;
  server.setTimeout(times.idle);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // A browser opens connections before it needs them. On one that is closed without a word it asks again elsewhere; an answer to what it
    // had not asked yet would be taken for that of its next question.
    if (error.code !== 'ERR_HTTP_REQUEST_TIMEOUT' && socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  // Neither a proxy nor another protocol.
  for (const event of ['connect', 'upgrade'] as const) server.on(event, (_: IncomingMessage, socket: Socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${token}/`,
    saved: (saved, savedAt) =>
      inTurn(async () => {
        clearTimeout(proving);
        for (const one of projects) one.saved(saved);
        for (const id of streams.shown) {
          const project = projectOf(id);
          await project?.renew(id, savedAt);
          tellDocument(await project?.document(id));
        }
        proveSoon();
      }),
    reload: () =>
      inTurn(async () => {
        for (const project of projects) await project.load();
        streams.tell('project', state());
        for (const id of streams.shown) tellDocument(await projectOf(id)?.again(id));
        proveSoon();
      }),
    async close() {
      isClosed = true;
      clearTimeout(proving);
      streams.close();
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await ended;
    },
  };
}

/** ms for which a part of what is due is gathered; others have their turn meanwhile. */
const longestPart = 60;
const mostItems = 400;
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function duePart(projects: readonly LiveProject[], from: number, steps: number): Promise<DuePart> {
  const version = projects.reduce((sum, one) => sum + one.version, 0);
  const items: DueItem[] = [];
  const began = performance.now();
  let done = from;
  while (done < steps && items.length < mostItems && (done === from || performance.now() - began < longestPart)) {
    let step = done;
    const project = projects.find((one) => {
      if (step < one.dates.steps) return true;
      step -= one.dates.steps;
      return false;
    });
    items.push(...((await project?.dates.of(step, breathe)) ?? []));
    done += 1;
  }
  return { version, items, done, steps };
}

/** What is sent; undefined where it is no UTF-8. Who sends it too slowly is let go by the server (`times.request`). */
async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length > longestText) return undefined;
    parts.push(part);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    return undefined;
  }
}
