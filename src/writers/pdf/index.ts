/**
 * The PDF writer.
 *
 * In:  a document model. Out: a file that is PDF/A-3a and PDF/UA-1, with what only layout can tell: pages, whether each
 * filled page holds its texts, and on which page each required content stands.
 *
 * model -> glyph check -> data (`encode.ts`) -> Typst (`program.ts`, by an `engine.ts`) -> appended update (`finish.ts`)
 */
import { failed, ok, type Diagnostic, type Outcome } from '../../diagnostics/index.js';
import type { Document, Paragraph, Theme } from '../../model/index.js';
import { encode, type Encoded } from './encode.js';
import { isEngineError, type Engine, type Laid } from './engine.js';
import { chooseEngine, type EngineChoice } from './choose-engine.js';
import { facesOf } from './faces.js';
import { finish, framesOf } from './finish.js';
import { frameSvg, type FramePicture } from './frame-svg.js';
import { missingGlyphs } from './glyphs.js';
import { engineFailure, engineMissing, fontsMissing, styleUnknown, undecodable } from './problems.js';
import { program } from './program.js';

export type { FramePicture } from './frame-svg.js';

export interface PdfFit {
  /** Every section whose master says `fill` holds its blocks on its one page. */
  readonly fits: boolean;
  /** For each section of the document: what one share of space is worth, mm; 0 where nothing is filled. */
  readonly shares: readonly number[];
}
export interface PdfFile extends PdfFit {
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** Id of a required content -> the first page on which a node answers it. */
  readonly pageOf: ReadonlyMap<string, number>;
  readonly seals: readonly SealPosition[];
  /** The page of each heading, in reading order. */
  readonly headingPages: readonly number[];
  /** How far below the upper edge of its page each heading stands, mm. */
  readonly headingTops: readonly number[];
  /** The page on which each section begins. */
  readonly sectionPages: readonly number[];
  /** How far below the upper edge of the last page its text ends, mm. */
  readonly end: number;
  /** The pages as one SVG picture, one below the other; undefined where the engine draws none. */
  svg(): string | undefined;
  /** The frame of a page, counted from 1, which the engine does not draw; undefined where it has none. */
  frameSvg(page: number): FramePicture | undefined;
}
/** Where a seal goes: the box of its circle, mm from the upper left corner of the page; pages count from 1. */
export interface SealPosition {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly diameter: number;
}
/** A document on its pages. */
export interface PdfPages extends Omit<PdfFile, 'bytes'> {
  file(): Promise<Outcome<PdfFile>>;
}
export interface PdfWriter {
  readonly engine: Pick<EngineChoice, 'version' | 'id' | 'atOnce'>;
  /** `ragged`: paragraphs of the document that are not justified, whatever their style says. */
  write(document: Document, ragged?: ReadonlySet<Paragraph>): Promise<Outcome<PdfFile>>;
  /** Cheaper than `write`: lays out, and makes the file when it is asked for. */
  lay(document: Document, ragged?: ReadonlySet<Paragraph>): Promise<Outcome<PdfPages>>;
  /** Cheaper still: lays out the filled sections alone. */
  fits(document: Document): Promise<Outcome<PdfFit>>;
}

/** What the program reports; see its end. */
interface Report {
  readonly contents: readonly (readonly [string, number])[];
  readonly filled: readonly (readonly [number, number, boolean])[];
  /** Page, left, top, diameter. */
  readonly seals: readonly (readonly [number, number, number, number])[];
  /** The page of each heading, and how far below the edge of the paper it begins, mm; the page on which each section begins. */
  readonly headings: readonly number[];
  readonly tops: readonly number[];
  readonly sections: readonly number[];
  readonly end: number;
}

/** Faces of how many houses stay open; those asked for longest ago are let go. */
const mostEngines = 4;
/** By what begins them: all writers of a process share the engine that it comes with, whose faces take 200 MB and half a second to open. */
const engines = new WeakMap<EngineChoice['begin'], Map<string, Engine | null>>();
function begunEngine(begin: EngineChoice['begin'], key: string, begun: () => Engine | null): Engine | null {
  const known = engines.get(begin) ?? new Map<string, Engine | null>();
  engines.set(begin, known);
  const engine = known.has(key) ? (known.get(key) ?? null) : begun();
  known.delete(key);
  known.set(key, engine);
  for (const oldest of known.keys()) if (known.size > mostEngines) known.delete(oldest);
  return engine;
}

/**
 * `remembers`: see `engine-in-process.ts`. One sheet is, unless asked otherwise: what is laid out next often is the same document
 * again, with a paragraph or its end set otherwise.
 */
export function createPdfWriter(choice: EngineChoice = chooseEngine(), remembers = 1): PdfWriter {
  const engineFor = (theme: Theme): Outcome<Engine> => {
    const { folders, missing } = facesOf(theme);
    if (missing.length > 0) return failed(fontsMissing(missing));
    // A font of the house may change where it lies.
    const key = [remembers, ...folders, ...(theme.fonts ?? []).map((font) => font.sha256)].join('\n');
    const engine = begunEngine(choice.begin, key, () => choice.begin(folders, remembers));
    return engine ? ok(engine) : failed(choice.problem ?? engineMissing());
  };

  /** Everything up to pages. */
  const laidOut = async (
    document: Document,
    onlyFilled: boolean,
    ragged?: ReadonlySet<Paragraph>,
  ): Promise<Outcome<{ laid: Laid; encoded: Encoded; report: Report }>> => {
    const engine = engineFor(document.theme);
    if (!engine.value) return failed(...engine.diagnostics);
    let encoded: Encoded;
    try {
      encoded = encode(document, onlyFilled, ragged);
    } catch (error) {
      if (error instanceof RangeError || error instanceof TypeError) throw error;
      return failed(styleUnknown(error as Error));
    }
    const problems: Diagnostic[] = onlyFilled ? [] : [...missingGlyphs(document), ...undecodable(document)];
    if (problems.length > 0) return failed(...problems);
    const { data, pictures } = encoded;
    const date = onlyFilled ? {} : { date: Date.parse(`${document.meta.date}T00:00:00Z`) / 1000 };
    const laid = await engine.value.layOut({ program, data, pictures, ...date });
    if (isEngineError(laid)) return failed(engineFailure(laid.message, document));
    return ok({ laid, encoded, report: laid.report as Report });
  };

  const lay = async (document: Document, ragged?: ReadonlySet<Paragraph>): Promise<Outcome<PdfPages>> => {
    const done = await laidOut(document, false, ragged);
    if (!done.value) return failed(...done.diagnostics);
    const { laid, encoded, report } = done.value;
    const pageOf = new Map<string, number>();
    for (const [id, page] of report.contents) if (!pageOf.has(id)) pageOf.set(id, page);
    const seals = report.seals.map(([page, left, top, diameter]) => ({ page, left: rounded(left), top: rounded(top), diameter }));
    const { headings: headingPages, tops: headingTops, sections: sectionPages, end } = report;
    const where = {
      ...{ pages: laid.pages, pageOf, seals, headingPages, headingTops, sectionPages, end },
      ...fitOf(document, report, false),
      svg: () => laid.svg,
      frameSvg: (page: number) => {
        const frame = framesOf(document, sectionPages)(page);
        return frame ? frameSvg(frame) : undefined;
      },
    };
    return ok({
      ...where,
      async file() {
        let made: Uint8Array | undefined;
        try {
          made = laid.pdf;
        } catch (error) {
          return failed(engineFailure((error as Error).message, document));
        }
        if (!made) throw new Error('the engine was asked for a file and made none');
        return ok({ bytes: await finish(made, document, encoded.rowHeaders, sectionPages), ...where });
      },
    });
  };

  return {
    engine: choice,
    lay,
    async write(document, ragged) {
      const laid = await lay(document, ragged);
      return laid.value ? laid.value.file() : failed(...laid.diagnostics);
    },
    async fits(document) {
      if (!document.sections.some((s) => s.master.fill)) return ok({ fits: true, shares: document.sections.map(() => 0) });
      const laid = await laidOut(document, true);
      return laid.value ? ok(fitOf(document, laid.value.report, true)) : failed(...laid.diagnostics);
    },
  };
}

/** To a thousandth of a millimetre. */
const rounded = (mm: number): number => Math.round(mm * 1000) / 1000;

function fitOf(document: Document, report: Report, onlyFilled: boolean): PdfFit {
  const laid = document.sections.map((section, i) => ({ section, i })).filter(({ section }) => !onlyFilled || section.master.fill);
  const shares = document.sections.map(() => 0);
  let fits = true;
  for (const [n, unit, fitted] of report.filled) {
    const at = laid[n]?.i;
    if (at !== undefined) shares[at] = rounded(unit);
    if (!fitted) fits = false;
  }
  return { fits, shares };
}
