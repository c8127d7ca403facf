/**
 * Text to a YAML document, without ever throwing.
 *
 * In:  the bytes of a file. Out: the `yaml` document and its line counter, with a diagnostic for each thing that is not
 *      correct YAML or not of the plain kind that records are written in (no directives, no second document).
 *
 * The parser is driven token by token, so that nesting and size are bounded before the recursive composer runs.
 */
import { isUtf8 } from 'node:buffer';
import { Composer, Lexer, LineCounter, Parser, visit, type CST, type Document, type YAMLParseError } from 'yaml';
import { ok, type Code, type Diagnostic, type Outcome, type Place, type Prose } from '../diagnostics/index.js';
import { limits } from './limits.js';
import { slipNear } from './slips.js';
import { yamlErrorProse } from './yaml-errors.js';

export interface ParsedYaml {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly text: string;
}

export function parseYaml(bytes: Uint8Array, file: string): Outcome<ParsedYaml> {
  if (!isUtf8(bytes)) return { diagnostics: [notUtf8(bytes, file)] };
  // A byte order mark is taken off here.
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const lines = new LineCounter();
  lines.addNewLine(0);
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refuse = (code: Code, offset: number, message: Prose): Outcome<ParsedYaml> => ({
    diagnostics: [{ code, severity: 'error', message, place: at(offset) }],
  });

  const parser = new Parser((offset) => {
    if (offset > 0) lines.addNewLine(offset);
  });
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (++count > limits.tokens) {
      return refuse('yaml-too-large', parser.offset, {
        zh: '文件中的内容过多，无法作为一份记录读取',
        en: 'The file holds too much to be one record',
      });
    }
    // Each map or list holds one place of the parser's stack, with the document and a scalar around.
    if (parser.stack.length > limits.depth + 2) {
      return refuse('yaml-too-deep', parser.offset, {
        zh: `嵌套超过${limits.depth}层`,
        en: `Nested more than ${limits.depth} levels deep`,
      });
    }
  }
  for (const token of parser.end()) tokens.push(token);

  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    strict: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const document = documents[0];
  if (!document) throw new Error('the YAML composer gave no document');
  if (document.errors.length > 0) return { diagnostics: malformed(document, text, at) };
  const second = documents[1];
  if (second) {
    return refuse('yaml-documents', second.contents?.range?.[0] ?? second.range[0], {
      zh: '一个文件中有几份YAML文档',
      en: 'The file holds several YAML documents',
    });
  }
  const directive = /^\uFEFF?(?:[ \t]*(?:#.*)?\r?\n)*%/.exec(text);
  if (directive) {
    return refuse('yaml-directive', directive[0].length - 1, {
      zh: '记录文件中不用YAML指令（以 % 开头的行）',
      en: 'YAML directives (lines that begin with %) are not used in records',
    });
  }
  return ok({ document, lines, text });
}

/** Each cause once, where one is found; else what the parser says. A cause explains the complaints that follow from it. */
function malformed(document: Document, text: string, at: (offset: number) => Place): Diagnostic[] {
  const errors = document.errors.slice(0, limits.yamlErrors).map((error: YAMLParseError) => {
    const start = startOf(error, document);
    return { error, start, slip: slipNear(text, start) ?? (error.pos[0] === start ? undefined : slipNear(text, error.pos[0])) };
  });
  const slips = new Map(errors.flatMap(({ slip }) => (slip ? [[slip.offset, slip] as const] : [])));
  if (slips.size > 0)
    return [...slips.values()].map(({ code, offset, message, help }) => ({ code, severity: 'error', message, help, place: at(offset) }));
  return errors.map(({ error, start }) => ({
    code: 'yaml-malformed',
    severity: 'error',
    message: yamlErrorProse(error),
    place: at(start),
  }));
}

/** An open quote is complained of at the end of the file; its beginning is what helps. */
function startOf(error: YAMLParseError, document: Document): number {
  let start = error.pos[0];
  if (/Missing closing/.test(error.message)) {
    visit(document, {
      Scalar: (_key, node) => {
        if (node.type?.startsWith('QUOTE') && node.range) start = node.range[0];
      },
    });
  }
  return start;
}

function notUtf8(bytes: Uint8Array, file: string): Diagnostic {
  const message =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
      ? { zh: '文件的编码是UTF-16，不是UTF-8', en: 'The file is encoded as UTF-16, not UTF-8' }
      : { zh: '此处不是UTF-8编码的文字（文件可能是GBK编码）', en: 'Not UTF-8 text here (the file may be in GBK)' };
  const help = {
    zh: '在编辑器中先以原编码（如GBK）重新打开，文字显示正常后再另存为UTF-8：记事本用“另存为”的“编码”，VS Code 点状态栏右侧的编码名。',
    en: 'Reopen the file in its own encoding (such as GBK) until the text reads right, then save it as UTF-8: in Notepad under “Save as”, “Encoding”; in VS Code by a click on the encoding in the status bar.',
  };
  let start = 0;
  for (let line = 1; start <= bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    const part = bytes.subarray(start, end);
    if (!isUtf8(part)) {
      // The first byte that does not continue the text before it.
      let good = 0;
      for (let length = 1; length <= part.length; length++)
        if (isUtf8(part.subarray(0, length))) good = length;
        else if (length - good > 4) break;
      return {
        code: 'file-not-utf8',
        severity: 'error',
        message,
        help,
        place: { file, line, column: new TextDecoder().decode(part.subarray(0, good)).length + 1 },
      };
    }
    start = end + 1;
  }
  return { code: 'file-not-utf8', severity: 'error', message, help, place: { file, line: 1, column: 1 } };
}
