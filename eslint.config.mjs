// The finer walls between the folders; the coarse ones are the project references of TypeScript.
import tseslint from 'typescript-eslint';

/** Imports that a folder of the core may not make, so that the arrows between the layers go one way. */
const layer = (folder, forbidden) => ({
  files: [`server/src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: ['node:*', 'vscode', 'vscode-*'], message: 'The core knows no platform and no protocol.' },
          ...forbidden.map((name) => ({ group: [`**/${name}/**`], message: `${folder} must not know ${name}.` })),
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', '**/node_modules/**', 'test/host/stubs/**', '**/*.generated.ts', '.cache/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['server/tsconfig.core.json', 'server/tsconfig.json', 'client/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Mocha's describe and it return nothing that anyone waits for.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  layer('text', ['yaml', 'kubernetes', 'dockerfile', 'pipeline', 'engine', 'rules', 'lsp', 'cli']),
  layer('yaml', ['kubernetes', 'dockerfile', 'pipeline', 'engine', 'rules', 'lsp', 'cli']),
  layer('kubernetes', ['dockerfile', 'pipeline', 'engine', 'rules', 'lsp', 'cli']),
  layer('dockerfile', ['yaml', 'kubernetes', 'pipeline', 'engine', 'rules', 'lsp', 'cli']),
  layer('pipeline', ['kubernetes', 'engine', 'rules', 'lsp', 'cli']),
  layer('engine', ['rules', 'lsp', 'cli']),
  layer('rules', ['lsp', 'cli']),
  {
    files: ['server/src/dockerfile/**/*.ts', 'server/src/rules/dockerfile/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'WeakMap', message: 'Kept facts must follow edits: use remember().' }],
    },
  },
  {
    files: ['server/src/lsp/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*', '**/cli/**'], message: 'The server runs in a web worker too.' }] },
      ],
    },
  },
  {
    files: ['client/src/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/server/**'], allowTypeImports: true, message: 'Only the types of the protocol.' }] },
      ],
    },
  },
  { files: ['server/src/cli/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.mjs'], rules: { 'no-console': 'off' } },
);
