/**
 * What a scheme wants kept, with what the documents say of themselves.
 *
 * In:  `archive.yaml` as written, the definitions of the scheme's documents, what the scheme calls them. Out: its rows with kind, title,
 * subject and signatures filled in from the document that they name; and a row for each document that says who signs it and that no row
 * names: what is issued of it goes into a bag, and a signature that is missing is a warning, since no clause asks for it.
 */
import type { ArchiveFile, ArchiveRules, RecordAsked } from '../../schemas/pack/archive.js';
import type { DocumentDefinition } from '../../schemas/pack/documents.js';
import type { SchemeFile } from '../../schemas/pack/index.js';
import { auditKinds } from '../../schemas/record/kinds.js';

type Definitions = ReadonlyMap<string, DocumentDefinition>;

export function archiveRules(archive: ArchiveFile, definitions: Definitions, titles: SchemeFile['documents']): ArchiveRules {
  const titleOf = (id: string): RecordAsked['title'] => titles[id]?.title ?? definitions.get(id)?.title ?? { zh: id, en: id };
  const written = archive.records.map((row): RecordAsked => {
    const definition = row.document === undefined ? undefined : definitions.get(row.document);
    const id = row.document ?? row.kind ?? '';
    const { clause, zh, en, rule } = row;
    return {
      ...row,
      kind: row.kind ?? id,
      title: row.title ?? titleOf(id),
      for: row.for ?? auditKinds,
      each: row.each ?? (definition ? eachOf(definition) : 'audit'),
      ofCase: row.ofCase || definition?.lies === 'case',
      signed: row.signed ?? (definition?.signed ? { rule, clause, zh, en, severity: 'warning', by: definition.signed } : undefined),
      eitherWay: definition?.made === 'asked',
    };
  });
  const named = new Set(archive.records.map((row) => row.document));
  const besides = [...definitions.values()].flatMap((definition): RecordAsked[] => {
    const { id, signed: by, lies } = definition;
    if (by === undefined || named.has(id)) return [];
    const said = { zh: '文件签字或盖章后发出', en: 'The document is signed or sealed when it is issued', severity: 'warning' } as const;
    return [
      {
        ...said,
        kind: id,
        document: id,
        title: titleOf(id),
        for: auditKinds,
        each: 'document',
        ofCase: lies === 'case',
        paper: false,
        signed: { ...said, by },
        eitherWay: false,
      },
    ];
  });
  return { ...archive, records: [...written, ...besides] };
}

/** A document that every audit has is asked of every audit; another, where the case asks for it. */
function eachOf({ of, when, made }: DocumentDefinition): RecordAsked['each'] {
  if (of === 'nonconformity') return 'nonconformity';
  return of === 'audit' && when === undefined && made === 'always' ? 'audit' : 'document';
}
