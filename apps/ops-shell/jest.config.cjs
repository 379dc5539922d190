module.exports = {
  displayName: 'ops-shell',
  preset: '../../jest.preset.js',
  globalSetup: '../../tools/jest/with-postgres.cjs',
  globalTeardown: '../../tools/jest/stop-postgres.cjs',
  // Patient: its checks are processes of their own, and a busy machine starts them slowly.
  testTimeout: 120_000,
};
