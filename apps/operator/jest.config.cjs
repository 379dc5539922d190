const { reporters, testTimeout, maxWorkers, ...project } = require('../../jest.preset.js');
const dom = require('../../tools/jest/dom.cjs');

const rootDir = __dirname;

// Two worlds: the server in Node, the screens in a browser's stand-in.
module.exports = {
  reporters,
  testTimeout,
  maxWorkers,
  projects: [
    { ...project, rootDir, displayName: 'operator', testPathIgnorePatterns: ['/node_modules/', '/src/ui/'] },
    { ...project, ...dom, rootDir, displayName: 'operator-ui', testMatch: ['<rootDir>/src/ui/**/*.spec.{ts,tsx}'] },
  ],
};
