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
export interface Served {
  readonly port: number;
  readonly token: string;
  /** What may be sent a text, by POST; all else is only read. */
  readonly takesText: (path: string) => boolean;
}
export type LetIn =
  { readonly path: string; readonly query: URLSearchParams } | { readonly status: 400 | 403 | 404 | 405 | 411 | 413 | 414 | 415 };

/** Longer than any address that the page asks for. */
const longestTarget = 2048;
/** Bytes of a text that is sent. */
export const longestText = 65_536;

export function letIn({ method, target, headers }: Asking, { port, token, takesText }: Served): LetIn {
  if (target.length > longestTarget) return { status: 414 };
  const [host, ...otherHosts] = headers['host'] ?? [];
  if (host === undefined || otherHosts.length > 0 || ![`127.0.0.1:${port}`, `localhost:${port}`].includes(host)) return { status: 403 };
  if (headers['origin']?.some((one) => one !== `http://${host}`)) return { status: 403 };
  if (headers['sec-fetch-site']?.some((one) => one !== 'same-origin' && one !== 'none')) return { status: 403 };
  const isSent = method === 'POST';
  if (method !== 'GET' && method !== 'HEAD' && !isSent) return { status: 405 };
  // Nothing is read with a body, and what is sent says first how long it is.
  if (headers['transfer-encoding'] !== undefined) return { status: 400 };
  if (!isSent && headers['content-length']?.some((one) => one !== '0')) return { status: 400 };
  const [way = '', search = ''] = target.split('?', 2);
  const [, first = '', ...rest] = way.split('/');
  if (!way.startsWith('/') || !isSame(first, token)) return { status: 404 };
  const path = rest.join('/');
  const fault = isSent ? faultOfSent(headers, takesText(path)) : undefined;
  return fault === undefined ? { path, query: new URLSearchParams(search) } : { status: fault };
}

/** A browser names the origin of whatever it sends by POST. */
function faultOfSent(headers: Asking['headers'], isTaken: boolean): 403 | 405 | 411 | 413 | 415 | undefined {
  if (!isTaken) return 405;
  if (headers['origin']?.length !== 1) return 403;
  const [type, ...otherTypes] = headers['content-type'] ?? [];
  if (otherTypes.length > 0 || type?.toLowerCase() !== 'text/plain;charset=utf-8' || headers['content-encoding'] !== undefined) return 415;
  const [length, ...otherLengths] = headers['content-length'] ?? [];
  if (otherLengths.length > 0 || !/^\d{1,15}$/.test(length ?? '')) return 411;
  return Number(length) > longestText ? 413 : undefined;
}

/** In the same time, whatever was tried. */
function isSame(tried: string, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(tried), hash(token));
}
