/**
 * Where a shared cache lies, as people write it.
 *
 * In:  what stands behind `--cache`, or in `CERTPRESS_SHARED_CACHE`; the environment. Out: a `CachePlace`, or why it is none.
 *
 * A folder; `s3://bucket/prefix`, with the service that `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL` names, else Amazon's; or the URL of a
 * bucket, `https://host/bucket/prefix`. Keys come from the usual variables and never from the command line, which others can read.
 */
import { resolve } from 'node:path';
import type { Prose } from '../diagnostics/index.js';
import type { CachePlace } from './store.js';

type Env = Readonly<Record<string, string | undefined>>;
export type Placed = { readonly place: CachePlace } | { readonly problem: Prose };

export function cachePlace(text: string, cwd: string, env: Env): Placed {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return { place: { in: 'folder', folder: resolve(cwd, text) } };
  const bucket = bucketOf(text, env);
  if ('problem' in bucket) return bucket;
  const keyId = env['AWS_ACCESS_KEY_ID'] ?? '';
  const secret = env['AWS_SECRET_ACCESS_KEY'] ?? '';
  if (keyId === '' || secret === '') return { problem: noKeys };
  const token = env['AWS_SESSION_TOKEN'];
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
  return { place: { in: 's3', ...bucket, region, keyId, secret, ...(token === undefined ? {} : { token }) } };
}

interface Bucket {
  readonly url: string;
  readonly prefix: string;
}
const parts = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

function bucketOf(text: string, env: Env): Bucket | { readonly problem: Prose } {
  const [scheme = ''] = text.split('://');
  const isS3 = scheme.toLowerCase() === 's3';
  const endpoint = env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'];
  const url = urlOf(isS3 ? (endpoint ?? '') : text);
  const way = isS3 ? text.slice('s3://'.length) : (url?.pathname.slice(1) ?? '');
  const [bucket = '', ...prefix] = withoutSlash(way).split('/');
  if (!parts.test([bucket, ...prefix].join('/'))) return { problem: notAPlace };
  const after = prefix.length > 0 ? `${prefix.join('/')}/` : '';
  if (isS3 && !endpoint) {
    const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
    return { url: `https://s3.${region}.amazonaws.com/${bucket}`, prefix: after };
  }
  if (!url) return { problem: notAPlace };
  const base = isS3 ? withoutSlash(url.pathname) : '';
  return { url: `${url.origin}${base}/${bucket}`, prefix: after };
}

const withoutSlash = (way: string): string => (way.endsWith('/') ? way.slice(0, -1) : way);

/** No user, no query; over plain http where somebody names it so: a service on the same machine or network. */
function urlOf(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isPlain && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

const notAPlace: Prose = {
  zh: '--cache 应为文件夹、s3://桶/前缀，或 https://主机/桶/前缀（密钥不写在其中）',
  en: '--cache is a folder, s3://bucket/prefix or https://host/bucket/prefix (without keys in it)',
};
const noKeys: Prose = {
  zh: '--cache 指向 S3，但环境变量 AWS_ACCESS_KEY_ID 与 AWS_SECRET_ACCESS_KEY 没有设置',
  en: '--cache names an S3 store, but AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set',
};
