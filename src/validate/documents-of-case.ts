/**
 * Which documents a case asks for.
 *
 * In:  a loaded project, one of its cases, the schemes that it names. Out: `DocumentScope[]`, one for each subject and definition that fit
 * (an audit with a plan asks for an audit plan, each entry of certificates.yaml for a certificate). Working papers come where somebody
 * names them, or where the register says that they were issued.
 */
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import type { DocumentKind } from '../../schemas/pack/index.js';
import { pathOf } from '../files/pointer.js';
import type { CaseFolder, Project } from '../load/types.js';
import type { SchemeTable } from '../packs/types.js';
import { auditParts, truthOf } from '../rules/conditions.js';
import { rootShapesOf, type RootName } from '../rules/root-shapes.js';
import { documentSubjectsOf, rootOf, type CaseSubject, type Root } from './document-subjects.js';
import { scopeOf, type DocumentScope } from './scope.js';
import { variablesOf } from './variables.js';
import { isRegistered } from './when-due.js';

type AuditPart = (typeof auditParts)[number];

/**
 * All documents of a case: its own, those of its audits in their order, of its certificates, of its events. Those of an unknown scheme,
 * and those that the scheme does not have for the kind of audit, are left out.
 */
export function documentsOf(
  project: Project,
  folder: CaseFolder,
  schemes: SchemeTable,
  asked: readonly DocumentKind[] = [],
): DocumentScope[] {
  const documents: DocumentScope[] = [];
  for (const subject of documentSubjectsOf(folder, schemes)) {
    const { scheme, audit } = subject;
    for (const document of scheme.documents.values()) {
      if (document.of !== subject.of || (subject.paper !== undefined && subject.paper !== document.id)) continue;
      const auditKind = audit?.audit.value.kind;
      const kinds = scheme.scheme.documents[document.id]?.for;
      if (kinds && auditKind !== undefined && !kinds.includes(auditKind)) continue;
      // A record that the scheme makes no document of is welcome; nothing is asked of it, and nothing printed.
      const asks = partOf(subject, document);
      if (!asks) continue;
      const scope = scopeOf({ ...subject, project, folder, document, asks });
      if (document.made === 'asked' && !asked.includes(document.id) && !isRegistered(scope)) continue;
      const { when } = document;
      if (when === undefined || truthOf(when, variablesOf(scope), rootShapesOf(document)) === 'true') documents.push(scope);
    }
  }
  return documents;
}

/** The part of a subject that a document is made from, with the name of its root; undefined where the record is not there. */
function partOf(
  { name, asks, audit }: CaseSubject,
  { record }: DocumentDefinition,
): { readonly name: RootName; readonly root: Root } | undefined {
  if (record === undefined) return { name, root: asks };
  const [first = '', ...rest] = record.split('.');
  if (rest.length > 0) {
    const part = rootOf(asks.file, ...pathOf(asks.pointer), ...rest);
    return part.value === undefined ? undefined : { name, root: part };
  }
  const file = audit?.[first as AuditPart];
  return file && { name: first as RootName, root: rootOf(file) };
}
