module.exports = { displayName: 'autonomy', preset: '../../jest.preset.js' };
