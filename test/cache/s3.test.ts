/**
 * A bucket as a shared cache, on a real server of that protocol (moto; `tools/install-validators.sh` installs it): what a store does, and
 * two builds that share it.
 */
import { AwsClient } from 'aws4fetch';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SharedCache } from '../../src/cache/shared-cache.js';
import { s3Store } from '../../src/cache/s3-store.js';
import { most, StoreFailed, type S3Place } from '../../src/cache/store.js';
import { sha256 } from '../../src/files/write-file.js';
import { packageInfo } from '../../src/program/package-info.js';
import { freePort } from '../setup/free-port.js';
import { long } from '../setup/long.js';
import { certpress, compile } from '../setup/run.js';
import { copySamples } from '../setup/samples.js';

const program = join(packageInfo().root, '.cache/validators/bin/moto_server');
const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };
let server: ChildProcess;
let url = '';
let folder = '';
beforeAll(async () => {
  if (!existsSync(program)) return;
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const client = new AwsClient({ ...keys, service: 's3', region: 'us-east-1', retries: 0 });
  const begun = async (): Promise<boolean> => {
    try {
      return (await client.fetch(`${url}/bucket`, { method: 'PUT' })).ok;
    } catch {
      return false;
    }
  };
  while (!(await begun())) await new Promise((resolve) => setTimeout(resolve, 100));
  folder = await mkdtemp(join(tmpdir(), 'certpress-s3-'));
});
afterAll(async () => {
  server?.kill();
  if (folder !== '') await rm(folder, { recursive: true, force: true });
});
const place = (more: Partial<S3Place> = {}): S3Place => ({
  in: 's3',
  url: `${url}/bucket`,
  prefix: 'some/where/',
  region: 'us-east-1',
  keyId: 'id',
  secret: 'secret',
  ...more,
});
const bytes = new TextEncoder().encode('some bytes');
const hash = sha256(bytes);

describe.skipIf(!existsSync(program))('a bucket', () => {
  it('gives what was put, over what lies there, and nothing where there is none or too much', long, async () => {
    const store = s3Store(place());
    expect(await store.get('blobs', hash)).toBeUndefined();
    await store.put('blobs', hash, new Uint8Array(3));
    await store.put('blobs', hash, bytes);
    expect(Buffer.from((await store.get('blobs', hash)) ?? [])).toEqual(Buffer.from(bytes));
    expect(await s3Store(place({ prefix: '' })).get('blobs', hash)).toBeUndefined();
    await store.put('made', hash, new Uint8Array(most.made + 1));
    expect(await store.get('made', hash)).toBeUndefined();
  });
  it('that is not there cannot be asked, and is told once', long, async () => {
    await expect(s3Store(place({ url: `${url}/no-such-bucket` })).put('blobs', hash, bytes)).rejects.toThrow(StoreFailed);
    const cache = new SharedCache(place({ url: `${url}/no-such-bucket` }));
    expect([await cache.put('blobs', hash, bytes), await cache.put('blobs', hash, bytes)]).toEqual([false, false]);
    expect(cache.troubles()).toEqual([{ what: 'unwritable', why: 'HTTP 404' }]);
  });
  it('shares what one build made with the next', long, async () => {
    await compile();
    await copySamples(join(folder, 'records'), ['wanding/qingyu-payment']);
    const env = { AWS_ENDPOINT_URL_S3: url, AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
    const build = (out: string, ...more: string[]): ReturnType<typeof certpress> =>
      certpress(['build', 'records', '--out', out, '--doc', 'certificate,audit-plan', '--ui', 'en', ...more], { cwd: folder, env });
    await build('alone');
    for (const out of ['first', 'second']) {
      const { status, err } = await build(out, '--cache', 's3://bucket/year');
      expect([status, err]).toEqual([0, expect.stringContaining('6 file(s) written, 0 reused; 0 error(s), 0 warning(s)')]);
      for (const name of (await readdir(join(folder, 'alone'), { recursive: true })).filter(
        (one) => /\.(pdf|docx|json)$/.test(one) && !one.startsWith('.'),
      ))
        expect(sha256(await readFile(join(folder, out, name))), name).toBe(sha256(await readFile(join(folder, 'alone', name))));
    }
    const client = new AwsClient({ ...keys, service: 's3', region: 'us-east-1' });
    const list = await (await client.fetch(`${url}/bucket?list-type=2&prefix=year/made/`)).text();
    // Two plans and a certificate, and no more after the second.
    expect(list.match(/<Key>/g)).toHaveLength(3);
  });
});
