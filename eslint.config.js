// What the type checker does not see: unused code, `any`, slow patterns, and the arrows between folders. Promises that nobody waits for are found by
// oxlint (.oxlintrc.json), which has the native compiler's types: with types in here, linting took four times as long.
import { dirname, join, relative, resolve, sep } from 'node:path';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/**
 * What each room may import besides itself, from the lowest up; ARCHITECTURE.md says why. `schemas` is the folder of that name,
 * `pipeline` and `build` the files. A new room needs a line here, and may import only rooms above that line.
 */
const rooms = {
  diagnostics: [],
  schemas: [],
  model: ['schemas'],
  files: ['diagnostics', 'schemas', 'model'],
  carried: ['model', 'files'],
  program: ['files'],
  cache: ['diagnostics', 'files'],
  pdf: ['files'],
  word: ['diagnostics', 'files'],
  'record-edit': ['diagnostics', 'schemas', 'files'],
  rules: ['diagnostics', 'schemas'],
  time: ['diagnostics', 'schemas', 'rules'],
  load: ['diagnostics', 'schemas', 'files'],
  packs: ['diagnostics', 'schemas', 'files', 'program', 'rules', 'load'],
  translation: ['diagnostics', 'schemas', 'model', 'files', 'record-edit', 'program', 'load', 'packs'],
  validate: ['diagnostics', 'schemas', 'files', 'rules', 'load', 'packs'],
  judge: ['diagnostics', 'schemas', 'files', 'program', 'rules', 'time', 'load', 'packs', 'validate'],
  telling: ['diagnostics', 'schemas', 'rules', 'time', 'load', 'packs', 'translation', 'validate', 'judge'],
  explain: ['diagnostics', 'schemas', 'program', 'rules', 'packs', 'judge', 'telling'],
  skeleton: ['diagnostics', 'schemas', 'files', 'program', 'word', 'rules', 'load', 'packs'],
  compose: ['diagnostics', 'schemas', 'model', 'files', 'program', 'rules', 'time', 'load', 'validate'],
  answers: ['diagnostics', 'schemas', 'model', 'carried', 'word', 'record-edit', 'rules', 'compose'],
  inspect: ['diagnostics', 'schemas', 'model'],
  writers: ['diagnostics', 'model', 'files', 'carried', 'program', 'pdf'],
  proof: ['diagnostics', 'schemas', 'model', 'inspect'],
  output: ['diagnostics', 'model', 'files', 'program', 'validate'],
  make: ['diagnostics', 'schemas', 'model', 'files', 'program', 'cache', 'load', 'packs', 'validate', 'compose', 'inspect', 'writers', 'proof', 'output', 'translation'],
  take: ['diagnostics', 'schemas', 'model', 'files', 'carried', 'program', 'word', 'record-edit', 'load', 'packs', 'translation', 'compose', 'answers', 'make'],
  house: ['diagnostics', 'files', 'program', 'load', 'packs', 'compose', 'make'],
  queue: ['diagnostics', 'files', 'program', 'cache', 'writers', 'make'],
  plan: ['diagnostics', 'schemas', 'model', 'files', 'program', 'cache', 'load', 'packs', 'validate', 'judge', 'compose', 'writers', 'output', 'make', 'queue'],
  pipeline: ['diagnostics', 'program', 'load', 'packs', 'validate', 'writers', 'output', 'plan'],
  build: ['diagnostics', 'files', 'load', 'plan', 'pipeline'],
  tables: ['diagnostics', 'schemas', 'files', 'record-edit', 'program', 'rules', 'answers', 'load', 'packs', 'judge', 'telling', 'skeleton'],
  form: ['diagnostics', 'schemas', 'model', 'files', 'carried', 'program', 'rules', 'load', 'packs', 'validate', 'compose', 'writers', 'make', 'plan'],
  review: ['diagnostics', 'model', 'files', 'carried', 'program', 'word', 'load', 'packs', 'validate', 'compose', 'answers', 'writers', 'make', 'take', 'plan'],
  preview: ['diagnostics', 'schemas', 'model', 'files', 'program', 'word', 'load', 'packs', 'validate', 'judge', 'telling', 'writers', 'proof', 'make', 'plan'],
  diff: ['diagnostics', 'model', 'files', 'program', 'load', 'packs', 'validate', 'writers', 'proof', 'make', 'plan'],
  seal: ['diagnostics', 'files', 'pdf'],
  archive: ['diagnostics', 'schemas', 'model', 'files', 'program', 'pdf', 'rules', 'load', 'packs', 'validate', 'judge', 'writers', 'output', 'make', 'plan', 'build', 'seal'],
  verify: ['diagnostics', 'schemas', 'model', 'files', 'program', 'pdf', 'load', 'packs', 'validate', 'judge', 'compose', 'writers', 'proof', 'output', 'make', 'seal', 'archive'],
  cli: ['diagnostics', 'schemas', 'model', 'files', 'record-edit', 'program', 'cache', 'time', 'packs', 'judge', 'telling', 'explain', 'skeleton', 'output', 'make', 'house', 'take', 'queue', 'plan', 'build', 'form', 'review', 'tables', 'preview', 'diff', 'seal', 'archive', 'verify', 'translation'],
};
Object.entries(rooms).forEach(([room, list], i) => {
  const higher = list.filter((other) => !Object.keys(rooms).slice(0, i).includes(other));
  if (higher.length > 0) throw new Error(`${room} may not import ${higher.join(', ')}: not above its line`);
});
/** Within a room: the writers do not know each other; certificates know neither keys nor files. */
const apart = [['src/writers/docx', 'src/writers/pdf'], ['src/writers/pdf', 'src/writers/docx'], ['src/seal/x509', 'src/seal/keys'], ['src/seal/x509', 'src/seal/pdf'], ['src/seal/keys', 'src/seal/pdf']];

/** The room of a file, from the folder of the project. */
const roomOf = (file) => {
  const [top, next] = relative(import.meta.dirname, file).split(sep);
  return top === 'src' ? next?.replace(/\.[jt]s$/, '') : top;
};
const arrows = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const room = roomOf(context.filename);
    const check = (node) => {
      const to = node.source?.value;
      if (typeof to !== 'string' || !to.startsWith('.')) return;
      const target = resolve(dirname(context.filename), to);
      const there = roomOf(target);
      const within = (folder, path) => path.startsWith(join(import.meta.dirname, folder) + sep);
      if (there !== room && !rooms[room]?.includes(there)) context.report({ node, message: `${room} may not import ${there} (eslint.config.js says what it may).` });
      for (const [from, not] of apart) if (within(from, context.filename) && within(not, target)) context.report({ node, message: `${from} may not import ${not}.` });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', 'node_modules/**', '.cache/**', '**/*.config.js', '**/*.config.ts', '**/*.mjs'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // What the formatter cannot break: strings and patterns may be longer, nothing else may.
      'max-len': ['error', { code: 140, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreUrls: true }],
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'process', message: 'Only src/cli uses process.' }],
    },
  },
  { files: ['src/cli/**', 'bench/**', 'tools/**', 'test/**'], rules: { 'no-restricted-globals': 'off', 'no-console': 'off' } },
  // Text of records and layouts comes from anyone: no pattern may take more than linear time over it.
  {
    files: ['src/**/*.ts', 'schemas/**/*.ts'],
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': 'error', 'regexp/no-super-linear-move': ['error', { report: 'certain' }] },
  },
  { files: ['src/**/*.ts', 'schemas/**/*.ts'], plugins: { rooms: { rules: { arrows } } }, rules: { 'rooms/arrows': 'error' } },
);
