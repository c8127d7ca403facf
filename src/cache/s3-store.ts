/**
 * A bucket of an S3-compatible service as the store of a shared cache.
 *
 * In:  the bucket with its keys. Out: a `Store`: one request for each name; what is put there is whole or absent, as S3 has it.
 * aws4fetch signs and tries again what the service could not answer; everything else is Node's own fetch.
 */
import { AwsClient } from 'aws4fetch';
import { most, nameOf, StoreFailed, type S3Place, type Store } from './store.js';

/** ms that one request may take. */
const longest = 30_000;
const retries = 3;

export function s3Store({ url, prefix, region, keyId, secret, token }: S3Place): Store {
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    ...(token === undefined ? {} : { sessionToken: token }),
    service: 's3',
    region,
    retries,
  });
  const ask = async (name: string, init: RequestInit = {}): Promise<Response> => {
    try {
      // No redirect: the request is signed for this host, and what it holds is for nobody else.
      return await client.fetch(`${url}/${prefix}${name}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(longest) });
    } catch (error) {
      throw new StoreFailed(whyOf(error));
    }
  };
  return {
    async get(shelf, id) {
      const response = await ask(nameOf(shelf, id));
      if (response.ok) return withinBounds(response, most[shelf]);
      await response.body?.cancel();
      if (response.status === 404) return undefined;
      throw new StoreFailed(`HTTP ${response.status}`);
    },
    async put(shelf, id, bytes) {
      const response = await ask(nameOf(shelf, id), { method: 'PUT', body: Buffer.from(bytes) });
      await response.body?.cancel();
      if (!response.ok) throw new StoreFailed(`HTTP ${response.status}`);
    },
  };
}

async function withinBounds(response: Response, mostBytes: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      size += (part as Uint8Array).length;
      if (size > mostBytes) return undefined;
      parts.push(part as Uint8Array);
    }
  } catch (error) {
    throw new StoreFailed(whyOf(error));
  }
  return Buffer.concat(parts);
}

/** `ECONNREFUSED`, `TimeoutError`: what of it a person can look up. */
function whyOf(error: unknown): string {
  const { cause, name } = error as Error;
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? name;
}
