/**
 * The roots for people's signatures that `certpress.yaml` names (`peopleRoots`): whom the body itself takes at their word.
 *
 * In:  the project's folder and settings. Out: the PEM files; one that holds no certificate is an error at its line.
 */
import { X509Certificate } from 'node:crypto';
import { ok, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { limits } from '../files/limits.js';
import { namedFile } from './named-file.js';
import type { EvidenceFile, RecordFile } from './types.js';

export function loadPeopleRoots(root: string, config: RecordFile<'project'> | undefined): Outcome<readonly EvidenceFile[]> {
  const files = new Map<string, EvidenceFile>();
  const diagnostics: Diagnostic[] = [];
  for (const [i, value] of (config?.value.peopleRoots ?? []).entries()) {
    if (!config) continue;
    const read = namedFile(root, config, ['peopleRoots', i], value, { bytes: limits.yamlBytes, wrong });
    if (read.value) files.set(read.value.file, read.value);
    diagnostics.push(...read.diagnostics);
  }
  return ok([...files.values()], diagnostics);
}

function wrong({ bytes }: EvidenceFile): Prose | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  try {
    if (text.includes('-----BEGIN CERTIFICATE-----') && new X509Certificate(text.slice(text.indexOf('-----BEGIN CERTIFICATE-----'))))
      return undefined;
  } catch {
    // Said below: there is nothing more to be known of it.
  }
  return { zh: '其中没有 PEM 格式的证书', en: 'it holds no certificate in PEM' };
}
