// What the type checker does not see: floating promises, unused code, `any`, and the arrows between folders.
import tseslint from 'typescript-eslint';

/** Folders that may not import each other; ARCHITECTURE.md says why. */
const arrows = [
  { from: 'src/model', not: ['load', 'validate', 'judge', 'compose', 'inspect', 'proof', 'make', 'output', 'writers', 'cli', 'diagnostics'] },
  { from: 'src/diagnostics', not: ['load', 'validate', 'judge', 'compose', 'inspect', 'proof', 'make', 'output', 'writers', 'cli', 'model'] },
  { from: 'src/writers/docx', not: ['load', 'validate', 'judge', 'compose', 'inspect', 'make', 'output', 'cli', 'pdf'] },
  { from: 'src/writers/pdf', not: ['load', 'validate', 'judge', 'compose', 'inspect', 'make', 'output', 'cli', 'docx'] },
  { from: 'src/load', not: ['compose', 'judge', 'inspect', 'proof', 'make', 'output', 'writers', 'cli'] },
  { from: 'src/compose', not: ['writers', 'proof', 'make', 'output', 'cli'] },
  { from: 'src/seal', not: ['load', 'validate', 'judge', 'compose', 'inspect', 'proof', 'make', 'output', 'writers', 'archive', 'verify', 'model', 'cli'] },
  { from: 'src/archive', not: ['verify', 'cli'] },
  { from: 'src/verify', not: ['cli'] },
];

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', 'node_modules/**', '.cache/**', '*.config.js', '*.config.ts', '**/*.mjs'] },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'process', message: 'Only src/cli uses process.' }],
    },
  },
  { files: ['src/cli/**', 'bench/**', 'tools/**', 'test/**'], rules: { 'no-restricted-globals': 'off', 'no-console': 'off' } },
  ...arrows.map(({ from, not }) => ({
    files: [`${from}/**/*.ts`],
    rules: {
      'no-restricted-imports': ['error', { patterns: not.map((folder) => ({ group: [`**/${folder}/**`, `../**/${folder}.js`], message: `${from} does not import ${folder}.` })) }],
    },
  })),
);
