module.exports = { displayName: 'core-llm', preset: '../../jest.preset.js' };
