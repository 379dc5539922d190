module.exports = { displayName: 'ui', preset: '../../jest.preset.js', ...require('../../tools/jest/dom.cjs') };
