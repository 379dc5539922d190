module.exports = { displayName: 'core-db', preset: '../../jest.preset.js' };
