module.exports = { displayName: 'cam', preset: '../../jest.preset.js' };
