/** The workbench's server: what its own page is given, and that nobody else is given anything. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type {
  CaseGlance,
  DocumentState,
  DueItem,
  DuePart,
  LayoutTried,
  Origins,
  Printed,
  ProjectState,
  Reference,
} from '../../src/preview/protocol.js';
import { openWorkbench, type Workbench } from '../../src/preview/server.js';
import { certpress, compile } from '../setup/run.js';
import { livePlace, trierHere, type Place } from './project.js';
import { long } from '../setup/long.js';

const sample = 'cusc/jieyu-contact-services';
let place: Place;
let workbench: Workbench;
let port: number;
let token: string;

beforeAll(async () => {
  await compile();
  place = await livePlace([sample]);
  const page = join(place.folder, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>certpress</title>');
  writeFileSync(join(page, 'assets/index.js'), 'export {};');
  writeFileSync(join(place.folder, 'secret.js'), 'secret');
  symlinkSync(join(place.folder, 'secret.js'), join(page, 'assets/linked.js'));
  workbench = await openWorkbench({ page, port: 0, version: '0', projects: [place.live], trier: trierHere, problems: [] });
  await workbench.reload();
  const { port: found, pathname } = new URL(workbench.address);
  port = Number(found);
  token = pathname.slice(1, -1);
});
afterAll(async () => {
  await workbench.close();
  place.end();
});

it('the page, and what it asks for', async () => {
  const page = await fetch(workbench.address);
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect((await fetch(`${workbench.address}assets/index.js`)).headers.get('content-type')).toContain('text/javascript');
  const face = await fetch(`${workbench.address}fonts/source-sans-3-400.ttf`, { method: 'HEAD' });
  expect(face.status).toBe(200);
  expect(await face.text()).toBe('');

  const events = await opened('api/events?show=');
  const { cases, isRead } = (await events.next('project')) as ProjectState;
  expect(isRead).toBe(true);
  const [folder] = cases;
  const certificate = folder?.documents.find(({ kind }) => kind === 'certificate')?.id ?? '';
  events.close();
  const shown = await opened(`api/events?show=${encodeURIComponent(certificate)}`);
  const state = (await shown.next('document')) as DocumentState;
  expect(state.id).toBe(certificate);
  const pdf = await fetch(`${workbench.address}api/pages?hash=${state.pages?.hash}`);
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  const origins = (await (await fetch(`${workbench.address}api/origins?id=${encodeURIComponent(certificate)}`)).json()) as Origins;
  expect(origins.entries.length).toBeGreaterThan(10);
  const glance = (await (await fetch(`${workbench.address}api/case?id=${encodeURIComponent(folder?.id ?? '')}`)).json()) as CaseGlance;
  expect(glance.certificates.map(({ state: one }) => one)).toEqual(['valid']);
  expect(glance.story.map(({ date }) => date)).toEqual([...glance.story.map(({ date }) => date)].sort());
  // Proved in a while, it tells so by itself.
  for (let told = state; !told.isProved;) told = (await shown.next('document')) as DocumentState;

  // Pages that a save has replaced are no fault of whoever asks for them still: a browser would write one into its console.
  const record = join(place.folder, 'project', sample, 'case.yaml');
  const text = readFileSync(record, 'utf8');
  const words = text.replaceAll('有限公司', '有限责任公司');
  expect(words).not.toBe(text);
  writeFileSync(record, words);
  await workbench.saved(new Set([record]), 1);
  expect((await fetch(`${workbench.address}api/pages?hash=${state.pages?.hash}`)).status).toBe(204);
  expect((await fetch(`${workbench.address}api/pages?hash=${'f'.repeat(64)}`)).status).toBe(404);
  writeFileSync(record, text);
  await workbench.saved(new Set([record]), 2);
  // The Word file is made with a proof of the pages, and that is told too.
  expect((await fetch(`${workbench.address}api/word?id=${encodeURIComponent(certificate)}`)).status).toBe(200);
  for (let told: DocumentState | undefined; !(told?.savedAt === 2 && told.isProved);)
    told = (await shown.next('document')) as DocumentState;
  shown.close();
});

it('what is due, in parts: what the command says', async () => {
  const items: DueItem[] = [];
  for (let from = 0, steps = 1; from < steps;) {
    const part = (await (await fetch(`${workbench.address}api/due?from=${from}`)).json()) as DuePart;
    expect(part.done).toBeGreaterThan(from);
    items.push(...part.items);
    ({ done: from, steps } = part);
  }
  const { out } = await certpress(['due', join(place.folder, 'project'), '--format', 'json']);
  const told = (JSON.parse(out) as { due: { id: string; due: string; daysLeft: number }[] }).due;
  expect(told.length).toBeGreaterThan(5);
  const line = ({ id, due, daysLeft }: (typeof told)[number]): string => `${due} ${daysLeft} ${id}`;
  expect(items.map(line).sort()).toEqual(told.map(line).sort());
  // The certificate of the case is valid; what is its case's leads there, what is about people alone leads nowhere.
  for (const one of items) expect(one.states.map(({ id }) => id)).toEqual(one.case === '' ? [] : ['valid']);
  expect(items.filter(({ document }) => document !== undefined).length).toBeGreaterThan(0);
});

it('which documents of the case print a field, or what a clause asks for', async () => {
  const { cases } = place.live.state();
  const documents = cases[0]?.documents ?? [];
  const certificate = documents.find(({ kind }) => kind === 'certificate')?.id ?? '';
  const asked = async (what: string): Promise<readonly string[]> => {
    const address = `${workbench.address}api/printed?id=${encodeURIComponent(certificate)}&what=${encodeURIComponent(what)}`;
    return ((await (await fetch(address)).json()) as Printed).documents;
  };
  // The client has another representative from 2026-03-16 on: what was made after that prints the second state of it, and not the first.
  const [first, second] = [await asked(`${sample}/case.yaml#/client/0/name/zh`), await asked(`${sample}/case.yaml#/client/1/name/zh`)];
  const reportOf = (name: string): string => documents.find(({ kind, audit }) => kind === 'audit-report' && audit === name)?.id ?? '';
  expect(first).toEqual(expect.arrayContaining([certificate, reportOf('stage-2')]));
  expect(first).not.toContain(reportOf('surveillance-1'));
  expect(second).toContain(reportOf('surveillance-1'));
  expect(second).not.toContain(reportOf('stage-2'));
  const state = await place.live.document(certificate);
  const clause = state?.contents.find(({ required }) => required === 'print')?.clause ?? '';
  expect(await asked(`§${clause}`)).toContain(certificate);
  expect(await asked('../../etc/passwd#/')).toEqual([]);
});

/** As the page sends it. */
const sentText = (id: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
  fetch(`${workbench.address}api/try?id=${encodeURIComponent(id)}`, {
    method: 'POST',
    headers: { Origin: `http://127.0.0.1:${port}`, 'Content-Type': 'text/plain;charset=utf-8' },
    body,
  });

it('a text is tried as a layout, and who asks again meanwhile is answered too', async () => {
  const documents = place.live.state().cases[0]?.documents ?? [];
  const id = documents.find(({ role }) => role === 'report')?.id ?? '';
  const { entries } = (await (await fetch(`${workbench.address}api/reference?id=${encodeURIComponent(id)}`)).json()) as Reference;
  const example = entries.find(({ name }) => name === 'p')?.example ?? '';
  const tried = await Promise.all(
    ['<p>{{nobody}}</p>', example].map(async (text) => (await (await sentText(id, text)).json()) as LayoutTried),
  );
  expect(tried.map(({ pdf }) => Buffer.from(pdf ?? '', 'base64').toString('latin1', 0, 5))).toEqual(['', '%PDF-']);
  expect(tried[0]?.problems.map(({ at }) => at)).toEqual([{ line: 1, column: 6 }]);
  // 64 KB are taken, and not a byte more; what is no UTF-8 is not.
  expect((await sentText(id, ' '.repeat(65_536))).status).toBe(200);
  expect((await sentText(id, ' '.repeat(65_537))).status).toBe(413);
  expect((await sentText(id, Uint8Array.from([0x3c, 0x70, 0x3e, 0xff]))).status).toBe(400);
  expect((await sentText(id, '')).status).toBe(200);
  for (const other of ['', '0:', '9:x', '__proto__', '0:../x']) expect((await sentText(other, example)).status).toBe(404);
});

/** What a browser would never send, or not from this page; a status of refusal, or nothing at all, is all that may come. */
function hostile(): readonly { readonly name: string; readonly request: string }[] {
  const host = `127.0.0.1:${port}`;
  const plain = (path: string, { method = 'GET', headers = [`Host: ${host}`], body = '' }: Partial<Sent> = {}): string =>
    `${method} ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n${headers.some((one) => /^connection/i.test(one)) ? '' : 'Connection: close\r\n'}\r\n${body}`;
  const own = `/${token}`;
  const paths = [
    ...['/', '/index.html', '/favicon.ico', '/api/events', '/api/pages', '/robots.txt', '/.git/config', '//', '/%00', '*', ''],
    ...['x', token.slice(1), `${token}x`, token.toUpperCase(), token.toLowerCase(), ' ', '%20', '..', `%2e%2e/${token}`].map(
      (one) => `/${one}/`,
    ),
    ...[
      '../secret.js',
      '..%2fsecret.js',
      '%2e%2e/secret.js',
      '..\\secret.js',
      '....//secret.js',
      'assets/../../secret.js',
      '/etc/passwd',
    ].map((one) => `${own}/${one}`),
    ...[
      'assets/linked.js',
      'assets',
      'assets/',
      'assets/index.js/',
      'ASSETS/index.js',
      'assets/index.js%00.html',
      'index.html/..',
      './index.html',
    ].map((one) => `${own}/${one}`),
    ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'api', 'api/', 'api/constructor', 'api/events/', 'API/events'].map(
      (one) => `${own}/${one}`,
    ),
    ...['', 'hash=', 'hash=..%2f..%2fetc%2fpasswd', `hash=${'0'.repeat(64)}`, 'hash=%00', 'hash[]=1', 'hash=__proto__'].map(
      (one) => `${own}/api/pages?${one}`,
    ),
    ...[
      '',
      'id=',
      'id=0:',
      'id=9999:x',
      'id=-1:x',
      'id=0:../../../etc/passwd',
      'id=0:%2e%2e',
      'id=__proto__',
      'id=NaN:x',
      'id=0:constructor',
    ].flatMap((one) => ['word', 'origins', 'case', 'printed', 'reference'].map((way) => `${own}/api/${way}?${one}`)),
    ...['', 'from=', 'from=-1', 'from=2', 'from=1e9', 'from=0x1', 'from=99999999', 'from=NaN', 'from=..%2f0', 'from[]=0'].map(
      (one) => `${own}/api/due?${one}`,
    ),
    ...[
      `http://${host}${own}/`,
      `http://example.com${own}/`,
      `${own}/?${'a'.repeat(3000)}`,
      `${own}/${'a/'.repeat(1500)}`,
      `/${'a'.repeat(2040)}`,
    ],
  ];
  const hosts = [
    'example.com',
    `example.com:${port}`,
    `127.0.0.1`,
    `127.0.0.1:${port + 1}`,
    `127.0.0.1:${port}.example.com`,
    `localhost.example.com:${port}`,
    `0.0.0.0:${port}`,
    `127.1:${port}`,
    `2130706433:${port}`,
    `[::1]:${port}`,
    `LOCALHOST:${port}`,
    `user@127.0.0.1:${port}`,
    `127.0.0.1:${port}/x`,
    `127.0.0.1:0${port}`,
    '',
    'null',
  ];
  const origins = [
    'null',
    'http://example.com',
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port + 1}`,
    `http://127.0.0.1`,
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}.example.com`,
    'file://',
    'chrome-extension://abc',
    `http://127.0.0.1:${port}/`,
    `HTTP://127.0.0.1:${port}`,
    '',
  ];
  const methods = [
    'POST',
    'PUT',
    'DELETE',
    'PATCH',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'MKCOL',
    'SEARCH',
    'LINK',
    'PURGE',
    'CONNECT',
    'get',
    'GETT',
  ];
  const sites = ['cross-site', 'same-site', 'x', ''];
  const odd = [
    plain(`${own}/`, { headers: [] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, `Host: ${host}`] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'Content-Length: 5'], body: 'hello' }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'Content-Length: -1'] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'Content-Length: 5', 'Transfer-Encoding: chunked'], body: '0\r\n\r\n' }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'Transfer-Encoding: chunked'], body: '5\r\nhello\r\n0\r\n\r\n' }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'Transfer-Encoding: x'] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, `X: ${'a'.repeat(20_000)}`] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, ...Array.from({ length: 3000 }, (_, i) => `X-${i}: ${i}`)] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'X : y'] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'X\u0000: y'] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'Expect: x'] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket'] }),
    plain(`${own}/`, { headers: [`Host: ${host}`, 'Connection: Upgrade', 'Upgrade: h2c'] }),
    plain(`${own}/api/events?show=`, { method: 'HEAD' }),
    `GET ${own}/ HTTP/9.9\r\nHost: ${host}\r\n\r\n`,
    `GET ${own}/\r\n\r\n`,
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001',
    '\r\n\r\n\r\nx\r\n\r\n',
    `GET ${own}/ HTTP/1.1 x\r\nHost: ${host}\r\n\r\n`,
    `CONNECT example.com:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  ];
  const documentId = encodeURIComponent(place.live.state().cases[0]?.documents[0]?.id ?? '');
  const text = ['Content-Type: text/plain;charset=utf-8', 'Content-Length: 3'];
  const ours = [`Host: ${host}`, `Origin: http://${host}`];
  const sent = (headers: readonly string[], { to = 'api/try', base = own, body = 'abc' } = {}): string =>
    plain(`${base}/${to}?id=${documentId}`, { method: 'POST', headers, body });
  const posts = [
    // Of no origin, another, two; of another site or host; without the token.
    sent([`Host: ${host}`, ...text]),
    ...origins.map((one) => sent([`Host: ${host}`, `Origin: ${one}`, ...text])),
    sent([...ours, `Origin: http://${host}`, ...text]),
    ...sites.map((one) => sent([...ours, `Sec-Fetch-Site: ${one}`, ...text])),
    sent(['Host: example.com', `Origin: http://example.com`, ...text]),
    sent([...ours, ...text], { base: '' }),
    sent([...ours, ...text], { base: `/${token.slice(1)}` }),
    // To what takes no text.
    ...[
      '',
      'index.html',
      'api/events',
      'api/pages',
      'api/word',
      'api/reference',
      'api/try/',
      'api/constructor',
      '__proto__',
      'toString',
    ].map((to) => sent([...ours, ...text], { to })),
    // Of another type, packed, of no length or a wrong one.
    ...['text/plain', 'text/html', 'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''].map(
      (type) => sent([...ours, `Content-Type: ${type}`, 'Content-Length: 3']),
    ),
    sent([...ours, 'Content-Length: 3']),
    sent([...ours, ...text, 'Content-Encoding: gzip']),
    sent([...ours, 'Content-Type: text/plain;charset=utf-8'], { body: '' }),
    sent([...ours, 'Content-Type: text/plain;charset=utf-8', 'Transfer-Encoding: chunked'], { body: '3\r\nabc\r\n0\r\n\r\n' }),
    ...['65537', '99999999999', '9'.repeat(40), '-1', '0x3', '3, 3', '3.0'].map((length) =>
      sent([...ours, 'Content-Type: text/plain;charset=utf-8', `Content-Length: ${length}`]),
    ),
    sent([...ours, ...text, 'Content-Length: 4']),
    // Bytes that are no text.
    ...['\u00ff\u00fea', '\u00c0\u0080a', '\u00ed\u00a0\u0080'].map((body) => sent([...ours, ...text], { body })),
    // Read as they are asked for, and by no other method.
    plain(`${own}/api/try?id=${documentId}`),
    plain(`${own}/api/try?id=${documentId}`, { method: 'HEAD' }),
    ...['PUT', 'PATCH', 'post'].map((method) =>
      plain(`${own}/api/try?id=${documentId}`, { method, headers: [...ours, ...text], body: 'abc' }),
    ),
  ];
  return [
    ...posts.map((request, i) => ({ name: `sent ${i}: ${request.slice(0, 60)}`, request })),
    ...paths.map((path) => ({ name: `path ${path.slice(0, 80)}`, request: plain(path) })),
    ...hosts.flatMap((one) =>
      ['/', '/assets/index.js'].map((path) => ({ name: `host ${one} ${path}`, request: plain(own + path, { headers: [`Host: ${one}`] }) })),
    ),
    ...origins.flatMap((one) =>
      ['/', '/api/events?show='].map((path) => ({
        name: `origin ${one} ${path}`,
        request: plain(own + path, { headers: [`Host: ${host}`, `Origin: ${one}`] }),
      })),
    ),
    ...methods.flatMap((method) =>
      ['/', '/api/word'].map((path) => ({ name: `method ${method} ${path}`, request: plain(own + path, { method }) })),
    ),
    ...sites.flatMap((one) =>
      ['/', '/api/events?show=', '/assets/index.js'].map((path) => ({
        name: `site ${one} ${path}`,
        request: plain(own + path, { headers: [`Host: ${host}`, `Sec-Fetch-Site: ${one}`] }),
      })),
    ),
    ...odd.map((request, i) => ({ name: `odd ${i}: ${request.slice(0, 60)}`, request })),
  ];
}
interface Sent {
  readonly method: string;
  readonly headers: readonly string[];
  readonly body: string;
}

it('two hundred hostile requests are answered with an error or not at all', async () => {
  const all = hostile();
  expect(all.length).toBeGreaterThanOrEqual(200);
  for (const { name, request } of all) {
    const answer = await said(request);
    const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
    expect(answer === '' || Number(status) >= 400, `${name}: ${answer.slice(0, 60)}`).toBe(true);
    // A word for the number, and nothing of this machine.
    expect(answer, name).not.toMatch(/secret|root:|node:internal|\.ts:|\.js:\d/);
    expect(answer.length, name).toBeLessThan(1500);
  }
  expect((await fetch(workbench.address)).status).toBe(200);
});

it('slow clients are let go, and hold nobody else up', long, async () => {
  const slow = [
    ...Array.from({ length: 12 }, () => 'GET / HT'),
    ...Array.from({ length: 12 }, () => `GET /${token}/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: `),
    ...Array.from({ length: 6 }, () => ''),
    ...Array.from(
      { length: 6 },
      () =>
        `POST /${token}/api/try?id=0 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nContent-Type: text/plain;charset=utf-8\r\nContent-Length: 60000\r\n\r\n`,
    ),
  ];
  const ended = slow.map((begin) => said(begin, 'a'));
  expect((await fetch(workbench.address)).status).toBe(200);
  // Without a word: a browser would take it for the answer to what it asks next on a connection that it keeps ready.
  const silent = said('', '');
  for (const answer of await Promise.all(ended)) expect(answer).toMatch(/^(?:HTTP\/1\.1 4\d\d|$)/);
  expect(await silent).toBe('');
});

it('more windows than anybody opens are refused', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => fetch(`${workbench.address}api/events`)));
  const statuses = streams.map(({ status }) => status);
  expect(statuses.filter((one) => one === 200).length).toBe(16);
  expect(statuses.filter((one) => one === 503).length).toBe(4);
  await Promise.all(streams.map(({ body }) => body?.cancel()));
});

/** Sends bytes as they are, and reads until the other end closes; `drip`: goes on, a byte now and then. */
function said(request: string, drip?: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(request, 'latin1'));
    const dripping = drip === undefined ? undefined : setInterval(() => socket.write(drip), 400);
    socket.on('data', (data) => {
      answer += data.toString('latin1');
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(answer);
    });
    // What is not even a request is not answered at once: whoever sent it goes.
    if (drip === undefined) setTimeout(() => socket.end(), 300).unref();
  });
}

/** A stream of events, one kind after the other. */
async function opened(path: string): Promise<{ next(kind: string): Promise<unknown>; close(): void }> {
  const abort = new AbortController();
  const response = await fetch(workbench.address + path, { signal: abort.signal });
  expect(response.status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next(kind) {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const event = text.slice(0, end);
          text = text.slice(end + 2);
          const data = /^event: (\w+)\ndata: ([^]*)$/.exec(event);
          if (data?.[1] === kind) return JSON.parse(data[2] ?? '');
          continue;
        }
        const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) throw new Error(`the stream ended before ${kind}`);
        text += value;
      }
    },
    close: () => abort.abort(),
  };
}
