module.exports = { displayName: 'core-server', preset: '../../jest.preset.js' };
