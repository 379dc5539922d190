'use strict';
/* What a Jest project of screens adds to the preset: `{ displayName, preset, ...require('../../tools/jest/dom.cjs') }`. */
const path = require('node:path');

module.exports = {
  testEnvironment: path.join(__dirname, 'dom-environment.cjs'),
  setupFilesAfterEnv: [path.join(__dirname, 'dom-setup.mjs')],
  moduleNameMapper: {
    '\\.css$': path.join(__dirname, 'css-stub.cjs'),
    // One file instead of six thousand: specs load it in a tenth of a second instead of half a minute.
    '^@tabler/icons-react$': require.resolve('@tabler/icons-react').replace(/esm.*$/, 'cjs/tabler-icons-react.cjs'),
  },
};
