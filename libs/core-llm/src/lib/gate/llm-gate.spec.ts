import { describe, expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { llmEnabled, llmSentinels, requireLlm, safeLlmStatus } from '@aicmo/core-llm';

const key = 'sk-planted-4711-secret';
const local = 'http://127.0.0.1:11434/v1';

const keys = [
  ['no key', undefined, false],
  ['an empty key', '', false],
  ['a blank key', ' \t\n', false],
  ['a key', key, true],
  ['any text as the key', 'x', true],
] as const;
const flags = [
  ['no flag', undefined, true],
  ['a blank flag', '  ', true],
  ...['1', 'true', 'yes', 'on', 'perhaps', '00'].map((flag) => [`the flag ${flag}`, flag, true] as const),
  ...['0', 'false', 'no', 'off', 'FALSE', 'No', ' Off '].map((flag) => [`the flag ${flag}`, flag, false] as const),
] as const;
const addresses = [
  ['the official service', undefined],
  ['a blank address', ' '],
  ['a server of one’s own', local],
] as const;

/** Key × flag × address: every combination, with what must come of it. */
const table = keys.flatMap(([keyName, apiKey, hasKey]) =>
  flags.flatMap(([flagName, flag, isWanted]) =>
    addresses.map(([addressName, address]) => {
      const variables = { OPENAI_API_KEY: apiKey, AICMO_USE_LLM: flag, OPENAI_BASE_URL: address };
      return [`${keyName}, ${flagName}, ${addressName}`, variables, hasKey && isWanted, hasKey] as const;
    }),
  ),
);

describe('the gate', () => {
  test.each(table)('%s', (_, variables, isOpen, hasKey) => {
    expect(llmEnabled(variables)).toBe(isOpen);
    expect(safeLlmStatus(variables)).toMatchObject({
      enabled: isOpen,
      hasApiKey: hasKey,
      featureFlag: variables.AICMO_USE_LLM ?? null,
      baseUrl: variables.OPENAI_BASE_URL === local ? local : 'https://api.openai.com/v1',
    });
    if (isOpen) expect(() => requireLlm(variables)).not.toThrow();
    else expect(() => requireLlm(variables)).toThrow(/OPENAI_API_KEY.*any text.*AICMO_USE_LLM.*everything else works/s);
  });

  test('reads the environment at the call, not at the import', () => {
    const before = process.env['OPENAI_API_KEY'];
    process.env['OPENAI_API_KEY'] = key;
    expect(llmEnabled()).toBe(true);
    delete process.env['OPENAI_API_KEY'];
    expect(llmEnabled()).toBe(false);
    expect(safeLlmStatus()).toMatchObject({ enabled: false, hasApiKey: false });
    if (before !== undefined) process.env['OPENAI_API_KEY'] = before;
  });

  test.each([
    ['bash', { SHELL: '/bin/bash' }, "export OPENAI_API_KEY='<your key>'"],
    ['fish', { SHELL: '/usr/bin/fish' }, "set -x OPENAI_API_KEY '<your key>'"],
    ['PowerShell', { PSModulePath: 'C:\\m', ComSpec: 'cmd.exe' }, "$env:OPENAI_API_KEY = '<your key>'"],
    ['cmd', { ComSpec: 'cmd.exe' }, 'set "OPENAI_API_KEY=<your key>"'],
    ['no shell that one knows', {}, "export OPENAI_API_KEY='<your key>'"],
  ])('tells in the words of %s what to type', (_, shell, command) => {
    expect(safeLlmStatus(shell).setup).toEqual([command]);
    expect(() => requireLlm(shell)).toThrow(command);
    expect(safeLlmStatus({ ...shell, OPENAI_API_KEY: key }).setup).toBeNull();
  });

  test('says to take the flag away when that is what switches it off', () => {
    expect(safeLlmStatus({ SHELL: '/bin/sh', OPENAI_API_KEY: key, AICMO_USE_LLM: 'off' }).setup).toEqual([
      'unset AICMO_USE_LLM',
    ]);
  });
});

describe('the status', () => {
  test('holds no secret: not the key, not one inside the address, and not one in the wrong variable', () => {
    const told = [
      safeLlmStatus({ OPENAI_API_KEY: key, OPENAI_BASE_URL: 'https://u:s3cret@llm.example/v1/?key=s3cret' }),
      safeLlmStatus({ OPENAI_API_KEY: key, OPENAI_BASE_URL: `s3cret://${key}` }),
      safeLlmStatus({ AICMO_USE_LLM: key, OPENAI_API_KEY: key }),
      safeLlmStatus({ OPENAI_API_KEY: `${key} ` }),
    ];
    expect(told[0]).toMatchObject({ baseUrl: 'https://llm.example/v1/', enabled: true });
    expect(JSON.stringify(told)).not.toMatch(/4711|s3cret/);
  });

  test.each([
    ['a blank key', { OPENAI_API_KEY: ' ' }, 'blank'],
    ['a curly quotation mark', { OPENAI_API_KEY: '“sk-smart”' }, 'position 1'],
    ['a line break inside', { OPENAI_API_KEY: 'sk-1\n2' }, 'position 5'],
    ['a line break at the end, which is left out', { OPENAI_API_KEY: `${key}\n` }, 'blank space around it'],
    ['an address that is none', { OPENAI_API_KEY: key, OPENAI_BASE_URL: 'localhost' }, 'no web address'],
    ['a password in the address', { OPENAI_API_KEY: key, OPENAI_BASE_URL: 'https://u:p@x.example/v1' }, 'password'],
    ['a remote address without protection', { OPENAI_API_KEY: key, OPENAI_BASE_URL: 'http://x.example/v1' }, 'https'],
    ['an address without a path', { OPENAI_API_KEY: key, OPENAI_BASE_URL: 'https://x.example' }, '/v1'],
    ['a limit that is no number', { OPENAI_API_KEY: key, AICMO_LLM_DAY_CENTS: 'ten' }, 'AICMO_LLM_DAY_CENTS'],
  ])('warns of %s', (_, variables, words) => {
    expect(safeLlmStatus(variables).warning).toContain(words);
  });

  test('warns of nothing when there is no key, nor with a key as it should be', () => {
    expect(safeLlmStatus({}).warning).toBeNull();
    expect(safeLlmStatus({ OPENAI_API_KEY: key, OPENAI_BASE_URL: local }).warning).toBeNull();
  });

  test('tells the limits of a day, which have defaults, and 0 takes one away', () => {
    expect(safeLlmStatus({}).budget).toEqual({
      perDay: { tokens: 2_000_000, cents: 1_000 },
      perClient: { tokens: 500_000, cents: 300 },
    });
    expect(safeLlmStatus({ AICMO_LLM_DAY_TOKENS: '0', AICMO_LLM_CLIENT_CENTS: '25' }).budget).toEqual({
      perDay: { tokens: null, cents: 1_000 },
      perClient: { tokens: 500_000, cents: 25 },
    });
  });
});

describe('the check of the gate', () => {
  test.each([
    ['nothing set', {}, 'skipped'],
    ['switched off', { OPENAI_API_KEY: key, AICMO_USE_LLM: '0' }, 'skipped'],
    ['a blank key', { OPENAI_API_KEY: '' }, 'fail'],
    ['a key with a curly quotation mark', { OPENAI_API_KEY: 'sk-”' }, 'fail'],
    ['a key with a line break at its end', { OPENAI_API_KEY: `${key}\n` }, 'pass'],
    ['a key', { OPENAI_API_KEY: key }, 'pass'],
  ])('with %s: %s is %s', async (_, variables, verdict) => {
    const gate = llmSentinels({ variables }).find(({ id }) => id === 'core-llm-gate');
    const result = await gate?.run({ clock: fakeClock(), signal: new AbortController().signal });
    expect(result?.verdict).toBe(verdict);
    if (verdict === 'fail') expect(result).toMatchObject({ reason: expect.stringMatching(/^llm-/), remedy: {} });
    if (verdict === 'skipped') expect(result?.summary).toMatch(/To switch it on, type (export OPENAI_API_KEY|unset)/);
    expect(JSON.stringify(result)).not.toContain('4711');
  });
});

describe('the check of the budget', () => {
  const run = (variables: object, tokens: number, microUsd = 0) =>
    llmSentinels({ variables: { ...variables }, usedToday: async () => ({ tokens, microUsd }) })
      .find(({ id }) => id === 'core-llm-budget')
      ?.run({ clock: fakeClock(), signal: new AbortController().signal });

  test('passes with the figures, and fails with the variables to raise when little is left', async () => {
    const variables = { OPENAI_API_KEY: key, AICMO_LLM_DAY_TOKENS: '1000' };
    expect(await run(variables, 500)).toMatchObject({
      verdict: 'pass',
      summary: "50 % of today's budget is used or reserved.",
    });
    expect(await run(variables, 950)).toMatchObject({
      ...{ verdict: 'fail', evidence: { tokensUsed: 950, tokensAllowed: 1000, moneyAllowed: '$10.00' } },
      remedy: {
        commands: [expect.stringContaining('AICMO_LLM_DAY_TOKENS'), expect.stringContaining('AICMO_LLM_DAY_CENTS')],
      },
    });
    expect(await run(variables, 0, 9_500_000)).toMatchObject({ verdict: 'fail', evidence: { moneyUsed: '$9.50' } });
  });

  test('is skipped while the model is off, and is no check at all where nobody counts', async () => {
    expect(await run({}, 999_999_999)).toMatchObject({ verdict: 'skipped' });
    expect(llmSentinels().map(({ id }) => id)).toEqual(['core-llm-gate']);
  });
});
