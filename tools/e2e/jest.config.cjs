// One worker: each spec has a server and a browser of its own, and two cores to share.
module.exports = {
  displayName: 'e2e',
  preset: '../../jest.preset.js',
  globalSetup: './browser-setup.cjs',
  maxWorkers: 1,
  testTimeout: 120_000,
};
