/**
 * Who is let in: the page that this server handed out, and nobody else who can reach the address.
 *
 * In:  a request's method, target and headers; the address and the token. Out: the path behind the token, or the status that refuses.
 *
 * Every program and every page in a browser of this machine can call an address of the loopback: a page of another origin by a form or a
 * script, or by a name that it lets point here. So the host must be this very address, an origin must be this one, and the
 * path begins with a token that only who started the server has seen. It stands in the path, where a cookie would be sent to every other
 * server of this machine, and no page that one goes to from here is told it (`Referrer-Policy`).
 */
import { createHash, timingSafeEqual } from 'node:crypto';

export interface Asking {
  readonly method: string;
  /** As it stands in the request. */
  readonly target: string;
  /** Each as often as it was sent. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}
export interface House {
  readonly port: number;
  readonly token: string;
}
export type LetIn = { readonly path: string; readonly query: URLSearchParams } | { readonly status: 400 | 403 | 404 | 405 | 414 };

/** Longer than any address that the page asks for. */
const longestTarget = 2048;

export function letIn({ method, target, headers }: Asking, { port, token }: House): LetIn {
  if (target.length > longestTarget) return { status: 414 };
  const [host, ...otherHosts] = headers['host'] ?? [];
  if (host === undefined || otherHosts.length > 0 || ![`127.0.0.1:${port}`, `localhost:${port}`].includes(host)) return { status: 403 };
  if (headers['origin']?.some((one) => one !== `http://${host}`)) return { status: 403 };
  if (headers['sec-fetch-site']?.some((one) => one !== 'same-origin' && one !== 'none')) return { status: 403 };
  if (method !== 'GET' && method !== 'HEAD') return { status: 405 };
  // Nothing here is asked for with a body.
  if (headers['transfer-encoding'] !== undefined || headers['content-length']?.some((one) => one !== '0')) return { status: 400 };
  const [way = '', search = ''] = target.split('?', 2);
  const [, first = '', ...rest] = way.split('/');
  if (!way.startsWith('/') || !isSame(first, token)) return { status: 404 };
  return { path: rest.join('/'), query: new URLSearchParams(search) };
}

/** In the same time, whatever was tried. */
function isSame(tried: string, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(tried), hash(token));
}
