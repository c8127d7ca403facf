/**
 * A document as a form: what the record says, to be changed, and what it does not say yet, to be filled in.
 *
 * In:  the folder of a case or audit, which document for whom. Out: the bytes of a DOCX in the real document's layout, with each open value
 * in a control; or what is wrong. That contents are missing, that rules are broken or a day has not come holds no form back: it is there to
 * be filled in.
 */
import { basename, dirname } from 'node:path';
import { compose, variantsOf } from '../compose/index.js';
import { openPlace } from '../compose/open-place.js';
import { failed, type Diagnostic, type Outcome, type Prose } from '../diagnostics/index.js';
import { pointerOf } from '../files/pointer.js';
import { projectsOf } from '../load/project-paths.js';
import { filesOf } from '../load/walk.js';
import { assetsOf } from '../make/assets.js';
import { composeInput, type Materials } from '../make/document.js';
import {
  inlinesOf,
  placeOfPicture,
  placeOfWords,
  settleToc,
  walk,
  type Block,
  type DocLang,
  type Document,
  type PlaceOfWords,
} from '../model/index.js';
import { schemeKey } from '../packs/types.js';
import { plannedProject } from '../plan/planned-project.js';
import { nothingProven } from '../program/proven.js';
import { checkContents } from '../validate/contents.js';
import type { RecordFile } from '../load/types.js';
import type { SchemeTools } from '../make/scheme-tools.js';
import type { DocumentScope } from '../validate/scope.js';
import { versionOf } from '../validate/version.js';
import { wordingOf } from '../validate/wording.js';
import type { FormOfDocument } from '../writers/docx/asked.js';
import { writeDocx } from '../writers/docx/index.js';
import { askedOf } from './asked.js';
import { askingPicture } from './asking-picture.js';
import { withBlanks, type Blank } from './blanks.js';
import { saidToBeNone } from './said-none.js';
import { withoutEnglish } from './second-language.js';
import { asClientSees, clientPlaces, figurePlaces, lonePictures, roleOfPart, opennessOf, type FormPart, type IsOpen } from './parts.js';

export interface FormAsked {
  /** Absolute: the folder of a case, or of an audit in it. */
  readonly folder: string;
  readonly document?: string | undefined;
  /** Of several documents of a kind: which nonconformity, member, site. */
  readonly subject?: string | undefined;
  readonly lang?: DocLang | undefined;
  /** The id of a person: what others write is locked. */
  readonly person?: string | undefined;
  readonly part?: FormPart | undefined;
  readonly today: string;
}

export async function formOf(asked: FormAsked): Promise<Outcome<Uint8Array>> {
  const { value: projects = [], diagnostics: onPath } = await projectsOf([asked.folder]);
  const [project] = projects;
  if (!project) return { diagnostics: onPath };
  const inAudit = basename(dirname(asked.folder)) === 'audits';
  const caseFolder = inAudit ? dirname(dirname(asked.folder)) : asked.folder;
  const audit = inAudit ? basename(asked.folder) : undefined;
  const { document: kind, part } = asked;
  const planFor = (documents: readonly string[] | undefined): ReturnType<typeof plannedProject> =>
    plannedProject(
      { root: project.root, only: [caseFolder] },
      {
        options: { today: asked.today, ...(documents ? { documents } : {}), ...(asked.lang ? { langs: [asked.lang] } : {}) },
        proven: nothingProven,
        once: (found) => found,
      },
    );
  const { value: planned, diagnostics } = await planFor(kind === undefined ? undefined : [kind]);
  if (!planned) return { diagnostics };
  const wrong = [...planned.houseFaults, ...(planned.told.opened ?? []), ...(planned.told.tools ?? [])].filter(
    (d) => d.severity === 'error',
  );
  if (wrong.length > 0) return { diagnostics: wrong };
  // A document may be missed because a file of its case cannot be read: what is wrong with the files comes first.
  const unread = planned.cases.all.flatMap(({ load }) => load.filter(({ severity }) => severity === 'error'));
  const isMeant = (scope: DocumentScope): boolean =>
    kind === undefined ? part !== undefined && scope.document.role === roleOfPart[part] : scope.kind === kind;
  const isHere = (scope: DocumentScope): boolean => audit === undefined || scope.audit?.name === audit;
  const all = [...planned.planned.work].filter(({ scope }) => isMeant(scope) && isHere(scope));
  const fitting = all.filter(({ scope }) => asked.subject === undefined || scope.subject === asked.subject);
  const [one, ...more] = fitting;
  if (!one && all.length === 0 && kind !== undefined) {
    const { value: whole } = await planFor(undefined);
    const kinds = [...(whole?.planned.work ?? [])].flatMap(({ scope }) => (isHere(scope) ? [scope.kind] : []));
    return { diagnostics: [...unread, noDocument(asked.folder, kind, [...new Set(kinds)].sort())] };
  }
  if (!one || more.length > 0) {
    const called = kind === undefined && part !== undefined ? calledOfPart[part] : { zh: kind ?? '', en: kind ?? '' };
    const none = one ? undefined : { subject: asked.subject };
    const which = whichDocument(
      asked.folder,
      called,
      (one ? fitting : all).map(({ scope }) => scope),
      none,
    );
    return { diagnostics: one ? [which] : [...unread, which] };
  }
  const { scope, orders } = one;
  const tools = planned.toolsOf.get(schemeKey(scope.scheme.id, scope.scheme.version));
  if (!tools || scope.broken.length > 0) return { diagnostics: [...unread, notReadable(asked.folder, scope.broken)] };
  if (asked.person !== undefined && !Object.hasOwn(planned.project.people?.value ?? {}, asked.person)) return failed(unknownPerson(asked));
  return writtenForm({ scope, tools, lang: asked.lang ?? orders[0]?.lang ?? 'zh-en', people: planned.project.people }, asked);
}

export interface FormMaterials {
  readonly scope: DocumentScope;
  readonly tools: SchemeTools;
  readonly lang: DocLang;
  readonly people: RecordFile | undefined;
}
/** From the opened project to the bytes. */
export function writtenForm({ scope, tools, lang, people }: FormMaterials, asked: Pick<FormAsked, 'person' | 'part'>): Outcome<Uint8Array> {
  const isOpen = opennessOf(scope, asked);
  const ofClient = asked.part === 'nc' || asked.part === 'plan' ? asked.part : undefined;
  const isInBoth = lang === 'zh-en' && scope.scheme.scheme.original === 'zh';
  const openFiles = ofClient ? [] : filesOf(scope.case).filter((file) => isOpen(file, ''));
  const ofOthers = isInBoth ? openFiles.flatMap(withoutEnglish) : [];
  const none = openFiles.flatMap(saidToBeNone);
  // Who writes a whole report does not leaf through places for pictures behind each finding.
  const isForFindings = asked.part === 'findings' || asked.person !== undefined;
  const also: readonly Blank[] = ofClient
    ? [...clientPlaces(scope, ofClient), ...lonePictures([scope.asks.file], isOpen)]
    : [...ofOthers, ...none, ...lonePictures(openFiles, isOpen), ...(isForFindings ? figurePlaces(scope, isOpen) : [])];
  const { scope: whole, given } = withBlanks(scope, also, ({ file, path }) => !ofClient && isOpen(file, pointerOf(path)));
  const filled = ofClient ? asClientSees(whole, ofClient) : whole;
  const assets = assetsOf(scope);
  const materials: Materials = {
    scope: filled,
    lang,
    tools,
    version: versionOf(scope),
    contents: checkContents(scope).applying,
    wording: wordingOf(scope),
    assets: new Map([...assets, ...Object.values(openPlace).map((sign) => [sign, askingPicture()] as const)]),
    namesAreChosen: true,
  };
  const layout = scope.document.layout ?? scope.document.id;
  const [variant = 'only'] = variantsOf(tools.layouts, layout);
  const composed = compose(tools.layouts, layout, composeInput(materials, variant));
  if (!composed.value) return { diagnostics: composed.diagnostics };
  const asks = askedOf({ scope, tools, lang, isOpen });
  const isAsked: IsAsked = (place) => asks.of(place)?.isOpen === true;
  const document = settleToc(asked.part === 'nc' ? untilLastAsked(composed.value, isAsked) : composed.value, 0);
  const hashes = new Map([...(people ? [people] : []), ...filesOf(scope.case)].map((file) => [file.file, file.sha256]));
  return writeDocx(document, undefined, {
    ...asks,
    blank: new RegExp(`[${openPlace.zh}${openPlace.en}]`),
    hashes,
    given: [...given, ...answersOf(scope, isOpen)],
    ...(asked.person === undefined ? {} : { for: asked.person }),
    ...(asked.part === undefined ? {} : { part: asked.part }),
  });
}

/** What the findings that are there answer: one that is added below another is about the same. */
const answersOf = (scope: DocumentScope, isOpen: IsOpen): FormOfDocument['given'] =>
  scope.findings.flatMap(({ file, pointer, value: { answers = [] } }) =>
    isOpen(file, pointer) && answers.length > 0 ? [{ file: file.file, pointer: `${pointer}/answers`, values: answers }] : [],
  );

type IsAsked = (place: PlaceOfWords) => boolean;
/** What stands below the last place that is asked is not of this form. */
function untilLastAsked(document: Document, isAsked: IsAsked): Document {
  const asks = (block: Block): boolean => {
    let found = false;
    walk([block], { cells: [], rows: [] }, (inner) => {
      const places = inner.type === 'image' ? [placeOfPicture(inner)] : inlinesOf(inner).map(placeOfWords);
      found ||= places.some((place) => place !== undefined && isAsked(place));
    });
    return found;
  };
  const sections = document.sections.map((section) => ({
    ...section,
    blocks: section.blocks.slice(0, section.blocks.findLastIndex(asks) + 1),
  }));
  return { ...document, sections: sections.filter(({ blocks }) => blocks.length > 0) };
}

const calledOfPart: Readonly<Record<FormPart, Prose>> = {
  findings: { zh: '审核报告', en: 'audit report' },
  nc: { zh: '不符合', en: 'nonconformity' },
  plan: { zh: '审核计划', en: 'audit plan' },
};
/** `none`: there is none, of the subject that was asked for, or at all. */
function whichDocument(
  folder: string,
  { zh, en }: Prose,
  scopes: readonly DocumentScope[],
  none: { readonly subject: string | undefined } | undefined,
): Diagnostic {
  const subjects = scopes.flatMap((scope) => (scope.subject === undefined ? [] : [scope.subject]));
  const missing = none?.subject !== undefined && subjects.length > 0 ? none.subject : undefined;
  return {
    code: 'form-document',
    severity: 'error',
    place: { file: folder },
    message:
      missing !== undefined
        ? { zh: `这里没有 ${missing}（${zh}）`, en: `There is no ${missing} here (${en})` }
        : none
          ? { zh: `这里没有 ${zh} 这份文件`, en: `There is no ${en} here` }
          : { zh: `${zh} 在这里有 ${scopes.length} 份`, en: `There are ${scopes.length} of ${en} here` },
    ...(subjects.length > 0
      ? { help: { zh: `用 --subject 指定：${subjects.join('、')}。`, en: `Name one by --subject: ${subjects.join(', ')}.` } }
      : {}),
  };
}
const noDocument = (folder: string, kind: string, there: readonly string[]): Diagnostic => ({
  code: 'form-document',
  severity: 'error',
  place: { file: folder },
  message: { zh: `这里没有 ${kind} 这份文件`, en: `There is no ${kind} here` },
  ...(there.length > 0 ? { help: { zh: `这里有：${there.join('、')}。`, en: `Here are: ${there.join(', ')}.` } } : {}),
});
const notReadable = (folder: string, files: readonly string[]): Diagnostic => ({
  code: 'form-records',
  severity: 'error',
  place: { file: folder },
  message: { zh: `记录文件有错误，先改正：${files.join('、')}`, en: `Record files have errors, which come first: ${files.join(', ')}` },
});
const unknownPerson = ({ folder, person = '' }: FormAsked): Diagnostic => ({
  code: 'form-person',
  severity: 'error',
  place: { file: folder },
  message: { zh: `people.yaml 里没有 ${person}`, en: `people.yaml has no ${person}` },
});
