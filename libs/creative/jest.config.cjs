module.exports = { displayName: 'creative', preset: '../../jest.preset.js' };
