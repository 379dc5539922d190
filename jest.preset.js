'use strict';
/*
 * The one Jest configuration of every project. Native ES modules: the only mode in which all ESM-only
 * dependencies (kysely, hono, react-router) load without a list of exceptions.
 */
const path = require('node:path');
const vm = require('node:vm');

const neededNode = 24;
if (Number.parseInt(process.versions.node, 10) < neededNode) {
  // Before any spec loads better-sqlite3, which ends an older Node with a segmentation fault.
  throw new Error(
    `Found Node ${process.versions.node}, and the tests need Node ${neededNode}. Run them through Nx, which uses the one from npm ci: npx nx test <project>.`,
  );
}

if (typeof vm.SourceTextModule !== 'function') {
  throw new Error('Jest was started without --experimental-vm-modules. Run tests through Nx: npx nx test <project>.');
}

module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.spec.tsx'],
  // Long runs with a seed: npm run test:deep.
  testPathIgnorePatterns: ['/node_modules/', '\\.deep\\.spec\\.ts$'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '\\.tsx?$': [
      require.resolve('@swc/jest'),
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/'],
  coverageProvider: 'v8',
  globalSetup: path.join(__dirname, 'tools/jest/global-setup.cjs'),
  globalTeardown: path.join(__dirname, 'tools/jest/global-teardown.cjs'),
  reporters: ['default', path.join(__dirname, 'tools/jest/count-reporter.cjs')],
  testTimeout: 60_000,
  maxWorkers: 2,
};
