module.exports = {
  displayName: 'campaign-ops',
  preset: '../../jest.preset.js',
  globalSetup: '../../tools/jest/with-postgres.cjs',
  globalTeardown: '../../tools/jest/stop-postgres.cjs',
};
