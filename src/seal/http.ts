/**
 * The usual way to services: HTTP with a time limit and a limit of size.
 *
 * In:  address, kind of content, request. Out: the answer's bytes; a rejected promise says why there are none.
 */
import type { Fetcher } from './types.js';

/** `timeout` in milliseconds, `largest` in bytes. Redirects are followed. */
export const httpFetcher =
  ({ timeout = 20_000, largest = 32_000_000 } = {}): Fetcher =>
  async (url, contentType, body) => {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(timeout),
      ...(body ? { method: 'POST', headers: { 'content-type': contentType }, body } : { method: 'GET' }),
    });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of answer.body ?? []) {
      parts.push(part as Uint8Array);
      length += (part as Uint8Array).length;
      if (length > largest) throw new Error(`an answer of more than ${largest} bytes`);
    }
    return new Uint8Array(Buffer.concat(parts));
  };
