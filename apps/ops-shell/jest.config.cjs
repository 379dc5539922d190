module.exports = { displayName: 'ops-shell', preset: '../../jest.preset.js' };
