/**
 * The schemes that the cases of a project name.
 *
 * In:  a project, certpress's folder. Out: each scheme and version once, from certpress's packs or the project's own, with what the
 * project says of the body; a scheme or version that does not exist is complained of where the records name it, and a wrong notice of
 * holidays at its line.
 */
import { join } from 'node:path';
import type { Body } from '../../schemas/pack/index.js';
import type { BodyFacts } from '../../schemas/record/project.js';
import { ok, type Diagnostic, type Outcome, type Place } from '../diagnostics/index.js';
import { yearOfNotice } from '../load/calendars.js';
import { houseOf } from '../load/house.js';
import { placeIn } from '../load/record-file.js';
import type { CaseFolder, Project } from '../load/types.js';
import { nothingProven, type Proven } from '../program/proven.js';
import { listSchemes, loadScheme, unknownScheme } from './load-scheme.js';
import { noticeFaults } from './notice-faults.js';
import { ownPackFaults } from './own-pack-faults.js';
import { ownPacks, packsOf } from '../load/pack-places.js';
import { differingNotices } from './two-notices.js';
import { schemeKey, type Scheme, type SchemeTable } from './types.js';

/** The versions of a scheme that a case names, and where: plain values, which are kept from one build to the next. */
export interface NamedSchemes {
  /** Of the case. */
  readonly name: string;
  readonly scheme?: string;
  readonly place: Place;
  readonly versions: readonly { readonly version: string; readonly place: Place }[];
}

export function schemesNamedIn(root: string, folder: CaseFolder): NamedSchemes {
  const { scheme } = folder.case.value;
  return {
    name: folder.name,
    ...(scheme === undefined ? {} : { scheme }),
    place: placeIn(root, folder.case, ['scheme']),
    versions: [
      ...folder.audits.flatMap(({ audit }) =>
        audit.value.version === undefined ? [] : [{ version: audit.value.version, place: placeIn(root, audit, ['version']) }],
      ),
      ...(folder.certificates?.value ?? []).flatMap(({ version }, i) =>
        version !== undefined && folder.certificates
          ? [{ version, place: placeIn(root, folder.certificates, [String(i), 'version']) }]
          : [],
      ),
    ],
  };
}

/** Every scheme in every version that the cases of a project name; one that does not exist is an error where it is named. */
export function loadSchemes(
  project: Project,
  packageRoot: string,
  proven: Proven = nothingProven,
  cases: readonly NamedSchemes[] = project.cases.map((folder) => schemesNamedIn(project.root, folder)),
): Outcome<SchemeTable> {
  const own = ownPacks(project.root, project.config);
  const packs = packsOf(packageRoot, own);
  const table = new Map<string, Scheme>();
  const diagnostics: Diagnostic[] = own ? ownPackFaults(own, packs) : [];
  const seen = new Map<string, readonly Diagnostic[]>();
  const house = houseOf(project.root, project.config);
  for (const { name, scheme: id, place: schemePlace, versions: named } of cases) {
    if (id === undefined) continue;
    // Before its first audit a case is judged by the newest version in force; which that is depends on the day.
    if (named.length === 0) {
      for (const { version } of listSchemes(packs).filter((scheme) => scheme.id === id)) {
        const key = schemeKey(id, version);
        if (seen.has(key)) continue;
        const loaded = loadScheme(id, version, packs, proven, house);
        if (loaded.value) table.set(key, loaded.value);
        seen.set(key, loaded.diagnostics);
        diagnostics.push(...loaded.diagnostics);
      }
    }
    let isComplained = false;
    for (const { version, place } of named) {
      const key = schemeKey(id, version);
      let found = seen.get(key);
      if (!found) {
        const loaded = loadScheme(id, version, packs, proven, house);
        if (loaded.value) table.set(key, loaded.value);
        found = loaded.diagnostics;
        seen.set(key, found);
        diagnostics.push(...found.filter((d) => d.code !== 'scheme-unknown'));
      }
      const unknown = found.find((d) => d.code === 'scheme-unknown');
      if (!unknown) continue;
      // A scheme that does not exist is said once a case; a version, wherever it is named.
      const isScheme = !listSchemes(packs).some((scheme) => scheme.id === id);
      if (isScheme && isComplained) continue;
      isComplained = true;
      diagnostics.push({ ...unknown, case: name, place: isScheme ? schemePlace : place });
    }
  }
  for (const notice of project.calendars ?? [])
    diagnostics.push(
      ...noticeFaults(yearOfNotice(`${notice.name}.yaml`) ?? 0, notice.value, notice.source, join(project.root, notice.file)),
    );
  diagnostics.push(...differingNotices(project, table));
  // What the body says of itself in the project wins over its pack.
  const facts = project.config?.value.body;
  for (const [key, scheme] of table) {
    const own = facts && Object.hasOwn(facts, scheme.id) ? facts[scheme.id] : undefined;
    const stationery = own?.stationery;
    table.set(key, { ...scheme, body: bodyWith(scheme.body, own), ...(stationery ? { stationery } : {}) });
  }
  for (const id of Object.keys(facts ?? {})) {
    if (!project.config || listSchemes(packs).some((scheme) => scheme.id === id)) continue;
    diagnostics.push({ ...unknownScheme(id, 'latest', packs), place: placeIn(project.root, project.config, ['body', id], 'key') });
  }
  return ok(table, diagnostics);
}

/** The pack's body with what the project says of it. */
function bodyWith(body: Body, facts: BodyFacts | undefined): Body {
  if (!facts) return body;
  // Since when they hold is told of certificates that print what was so before (`src/judge/body-printed.ts`).
  const { address, enquiry, from: _, stationery: __, ...rest } = facts;
  const both = (text: { readonly zh: string; readonly en?: string | undefined }): { zh: string; en: string } => ({
    zh: text.zh,
    en: text.en ?? text.zh,
  });
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Partial<Body>;
  return { ...body, ...given, ...(address ? { address: both(address) } : {}), ...(enquiry ? { enquiry: both(enquiry) } : {}) };
}
