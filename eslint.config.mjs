import eslint from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { nxConstraints } from './tools/boundaries/src/fence/nx-constraints.ts';
import { fencePlugin } from './tools/boundaries/src/fence/plugin.ts';

// Without a project graph the Nx rule skips itself and ESLint exits 0: plain ESLint and editors need it made here.
if (process.env.NX_TASK_TARGET_PROJECT === undefined) await createProjectGraphAsync({ exitOnError: false });

const sources = ['**/*.ts', '**/*.tsx', '**/*.mts'];

// A later entry replaces a rule's options, so each file set gets a complete set.
const boundaries = ({ mayImportItself }) => [
  'error',
  {
    allowCircularSelfDependency: mayImportItself,
    // Nx reads every import beside a lazy one as a mistake, across projects too; aicmo/imports says it exactly.
    checkDynamicDependenciesExceptions: ['@aicmo/**'],
    depConstraints: [...nxConstraints],
  },
];

export default [
  { ignores: ['**/node_modules', '**/dist', '**/test-output', '**/.nx', '**/.data', '**/.data-demo'] },
  // noInlineConfig: a comment can open no hole in the fence.
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  eslint.configs.recommended,
  ...tseslint.configs.recommended.map((entry) => ({ ...entry, files: sources })),
  {
    files: [...sources, '**/*.mjs', '**/*.cjs'],
    plugins: { '@nx': nx, aicmo: fencePlugin },
    rules: {
      'aicmo/file-names': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'off', // files from outside hold control characters, and we look for them
      'no-console': 'off',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: sources,
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ mayImportItself: false }),
      'aicmo/ambient': 'error',
      'aicmo/doors': 'error',
      'aicmo/imports': 'error',
      'no-undef': 'off', // TypeScript knows, and knows types too
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { args: 'after-used', ignoreRestSiblings: true, varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    // A spec may stand where a user of the library stands: in front of its door.
    files: ['**/*.spec.ts', '**/*.spec.tsx'],
    rules: { '@nx/enforce-module-boundaries': boundaries({ mayImportItself: true }) },
  },
  {
    files: ['**/*.tsx', 'libs/ui/**/*.ts', 'apps/*/src/ui/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'Buffer',
          'fetch',
          'AbortSignal',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.cjs', '**/jest.preset.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly', __dirname: 'readonly', exports: 'writable' },
    },
  },
];
