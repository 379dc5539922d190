module.exports = { displayName: 'strategy', preset: '../../jest.preset.js' };
