/** The manifest of docs/scale.md is one that Kubernetes takes; `kubernetes-validate` knows its schemas. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
import { long } from '../setup/long.js';

const { root } = packageInfo();
const validator = join(root, '.cache/validators/bin/kubernetes-validate');

it.skipIf(!existsSync(validator))('workers.yaml', long, () => {
  const { status, stdout, stderr } = spawnSync(validator, ['--strict', join(root, 'docs/examples/workers.yaml')], { encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
  expect((stdout + stderr).match(/passed/g)).toHaveLength(2);
});
