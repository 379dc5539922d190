module.exports = {
  displayName: 'cli',
  preset: '../../jest.preset.js',
  globalSetup: '../../tools/jest/with-postgres.cjs',
  globalTeardown: '../../tools/jest/stop-postgres.cjs',
};
