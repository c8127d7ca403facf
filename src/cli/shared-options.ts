/**
 * The options that name a shared cache and a queue.
 *
 * In:  nothing. Out: options; `shared-cache.ts` says what they mean, and is loaded where one of them is given.
 */
import { Option } from 'commander';
import type { Prose } from '../diagnostics/index.js';

type Say = (prose: Prose) => string;

const cache = (say: Say): Option =>
  new Option(
    '--cache <place>',
    say({
      zh: '多台机器共用的缓存：文件夹、s3://桶/前缀或 https://主机/桶/前缀',
      en: 'a cache that machines share: a folder, s3://bucket/prefix or https://host/bucket/prefix',
    }),
  );
export const cacheOption = (say: Say): Option => cache(say).env('CERTPRESS_SHARED_CACHE');
/** What is sealed takes nothing from where it was not asked to. */
export const cacheOptionOfArchive = cache;

/** A password may be in it, which others can read on a command line and not in the environment. */
export const queueOption = (say: Say): Option =>
  new Option(
    '--queue <url>',
    say({
      zh: '由其他机器上的 certpress work 生成文件：redis://主机:端口（须同时给出 --cache）',
      en: 'certpress work on other machines makes the documents: redis://host:port (needs --cache too)',
    }),
  ).env('CERTPRESS_QUEUE');
