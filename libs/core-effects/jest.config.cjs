module.exports = { displayName: 'core-effects', preset: '../../jest.preset.js' };
