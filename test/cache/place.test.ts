/** Where a shared cache lies, as people write it: a folder, a bucket by `s3://` or by its URL; keys come from the environment alone. */
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { cachePlace } from '../../src/cache/place.js';
import { isAddress, nameOf, placeName } from '../../src/cache/store.js';

const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'very secret' };
const placeOf = (text: string, env: Record<string, string> = {}): unknown => {
  const placed = cachePlace(text, '/work', { ...keys, ...env });
  return 'place' in placed ? placed.place : 'none';
};
const s3 = { in: 's3', region: 'us-east-1', keyId: 'id', secret: 'very secret' };

it.each([
  // As a command line has it: from the folder at hand.
  ['cache', {}, { in: 'folder', folder: resolve('/work', 'cache') }],
  ['C:\\cache', {}, { in: 'folder', folder: resolve('/work', 'C:\\cache') }],
  // Amazon's where no other service is named; the one for S3 alone goes first.
  ['s3://bucket', {}, { ...s3, url: 'https://s3.us-east-1.amazonaws.com/bucket', prefix: '' }],
  [
    's3://bucket/a/b/',
    { AWS_REGION: 'eu-west-1' },
    { ...s3, region: 'eu-west-1', url: 'https://s3.eu-west-1.amazonaws.com/bucket', prefix: 'a/b/' },
  ],
  ['s3://bucket/a', { AWS_ENDPOINT_URL: 'https://minio:9000/' }, { ...s3, url: 'https://minio:9000/bucket', prefix: 'a/' }],
  [
    's3://bucket',
    { AWS_ENDPOINT_URL: 'https://no', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000' },
    { ...s3, url: 'http://127.0.0.1:9000/bucket', prefix: '' },
  ],
  ['https://host/bucket/year', { AWS_SESSION_TOKEN: 't' }, { ...s3, url: 'https://host/bucket', prefix: 'year/', token: 't' }],
])('%s', (text, env, place) => {
  expect(placeOf(text, env)).toEqual(place);
});

it.each([
  'ftp://host/bucket',
  's3://',
  's3://bucket/../other',
  'https://host',
  // Keys on a command line can be read by others; a query is no part of a name.
  'https://id:secret@host/bucket',
  'https://host/bucket?x=1',
])('%s is none', (text) => {
  expect(placeOf(text)).toBe('none');
});

it('without keys is said, and no secret is in what people are told', () => {
  expect(cachePlace('s3://bucket', '/work', {})).toMatchObject({
    problem: { en: expect.stringContaining('AWS_SECRET_ACCESS_KEY') as string },
  });
  const placed = cachePlace('s3://bucket/a', '/work', keys);
  expect('place' in placed && placeName(placed.place)).toBe('https://s3.us-east-1.amazonaws.com/bucket/a/');
});

it('names are hashes and lead nowhere else', () => {
  const hash = 'ab'.repeat(32);
  expect(nameOf('made', hash)).toBe(`made/ab/${hash}`);
  for (const name of ['', '../../etc/passwd', hash.toUpperCase(), `${hash}/..`, `${hash}\n`, hash.slice(1)]) {
    expect(isAddress(name)).toBe(false);
    expect(() => nameOf('made', name)).toThrow(TypeError);
  }
});
