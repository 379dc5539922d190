module.exports = { displayName: 'core-kernel', preset: '../../jest.preset.js' };
