/**
 * Answers, and what every one of them says to the browser.
 *
 * In:  a response, what to say. Out: nothing. Scripts and styles are the page's own files; nothing is fetched from elsewhere, nothing
 * frames it.
 */
import type { ServerResponse } from 'node:http';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const alwaysSaid: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-store',
};

export interface Body {
  readonly type: string;
  readonly bytes: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
}
export function answer(response: ServerResponse, status: number, { type, bytes, headers = {} }: Body): void {
  const body = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  response.writeHead(status, { ...alwaysSaid, 'Content-Type': type, 'Content-Length': String(body.byteLength), ...headers });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
export const json = (value: unknown): Body => ({ type: 'application/json; charset=utf-8', bytes: JSON.stringify(value) });

/** Nothing, and no fault of whoever asked: what they asked about has been replaced meanwhile, and they are told of what there is now. */
export function outdated(response: ServerResponse): void {
  response.writeHead(204, alwaysSaid);
  response.end();
}

/** Says no more than its number; whoever asks wrongly is not listened to further. */
export function refuse(response: ServerResponse, status: number): void {
  const headers = { Connection: 'close', ...(status === 405 ? { Allow: 'GET, HEAD' } : {}) };
  answer(response, status, { type: 'text/plain; charset=utf-8', bytes: `${status}\n`, headers });
}
