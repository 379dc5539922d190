module.exports = { displayName: 'campaign-ops', preset: '../../jest.preset.js' };
