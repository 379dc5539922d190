// Patient: its checks are processes of their own, and a busy machine starts them slowly.
module.exports = { displayName: 'ops-shell', preset: '../../jest.preset.js', testTimeout: 120_000 };
