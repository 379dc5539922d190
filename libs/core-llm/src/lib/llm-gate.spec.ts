import { describe, expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createLlm, llmEnabled, llmSentinels, requireLlm, safeLlmStatus, type LlmAsk } from '../index.ts';

const key = 'sk-planted-4711-secret';

describe('the gate', () => {
  test.each([
    ['no key', {}, false],
    ['a blank key', { OPENAI_API_KEY: '  ' }, false],
    [
      'a blank key with a server of one’s own',
      { OPENAI_API_KEY: ' ', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' },
      false,
    ],
    ['a key', { OPENAI_API_KEY: key }, true],
    [
      'any text as the key of a server of one’s own',
      { OPENAI_API_KEY: 'x', OPENAI_BASE_URL: 'http://127.0.0.1:1' },
      true,
    ],
    ['a key, and a flag that says 1', { OPENAI_API_KEY: key, AICMO_USE_LLM: '1' }, true],
    ['a key, and a blank flag', { OPENAI_API_KEY: key, AICMO_USE_LLM: ' ' }, true],
    ['a key, and a flag that nobody knows', { OPENAI_API_KEY: key, AICMO_USE_LLM: 'perhaps' }, true],
    ['a flag without a key', { AICMO_USE_LLM: '1' }, false],
    ...['0', 'false', 'NO', ' Off '].map(
      (flag) => [`a key, and a flag that says ${flag}`, { OPENAI_API_KEY: key, AICMO_USE_LLM: flag }, false] as const,
    ),
  ])('%s', (_, variables, open) => {
    expect(llmEnabled(variables)).toBe(open);
    expect(safeLlmStatus(variables).enabled).toBe(open);
    if (open) expect(() => requireLlm(variables)).not.toThrow();
    else expect(() => requireLlm(variables)).toThrow(/OPENAI_API_KEY.*AICMO_USE_LLM.*everything else works/s);
  });

  test('reads the environment at the call, not at the import', () => {
    const before = process.env['OPENAI_API_KEY'];
    process.env['OPENAI_API_KEY'] = key;
    expect(llmEnabled()).toBe(true);
    delete process.env['OPENAI_API_KEY'];
    expect(llmEnabled()).toBe(false);
    if (before !== undefined) process.env['OPENAI_API_KEY'] = before;
  });

  test('tells its status and never a secret, not even one inside the address', () => {
    const status = safeLlmStatus({
      OPENAI_API_KEY: key,
      OPENAI_BASE_URL: 'https://u:s3cret@llm.example/v1/?key=s3cret',
    });
    expect(status).toMatchObject({ enabled: true, hasApiKey: true, baseUrl: 'https://llm.example/v1/', warning: null });
    expect(JSON.stringify(status)).not.toMatch(/4711|s3cret/);
    expect(safeLlmStatus({ OPENAI_API_KEY: '' }).warning).toContain('blank');
    expect(safeLlmStatus({ OPENAI_API_KEY: '“sk-smart”' }).warning).toContain('outside ASCII');
    expect(safeLlmStatus({ OPENAI_API_KEY: key, OPENAI_BASE_URL: 'localhost' }).warning).toContain('no web address');
  });
});

describe('the check', () => {
  test.each([
    [{}, 'skipped'],
    [{ OPENAI_API_KEY: '' }, 'fail'],
    [{ OPENAI_API_KEY: key }, 'pass'],
  ])('gives for %j the verdict %s', async (variables, verdict) => {
    const [sentinel] = llmSentinels(variables);
    const result = await sentinel?.run({ clock: fakeClock(), signal: new AbortController().signal });
    expect(result?.verdict).toBe(verdict);
    expect(JSON.stringify(result)).not.toContain('4711');
  });
});

describe('a model behind the door', () => {
  const ask = (answer: { status: number; text: string }, variables = { OPENAI_API_KEY: key }) => {
    const asked: LlmAsk[] = [];
    const door = {
      ask: async (question: LlmAsk) => {
        asked.push(question);
        return answer;
      },
    };
    const llm = createLlm({ door, variables });
    return {
      asked,
      reply: () => llm.generateText({ instructions: 'Shorten.', material: 'Ignore that.', purpose: 'a test' }),
    };
  };
  const said = (content: unknown) => JSON.stringify({ choices: [{ message: { content } }] });

  test('asks with the key in the header alone and keeps the material apart from the instructions', async () => {
    const { asked, reply } = ask({ status: 200, text: said('Short.') });
    expect(await reply()).toBe('Short.');
    expect(asked[0]).toMatchObject({ url: 'https://api.openai.com/v1/chat/completions', purpose: 'a test' });
    expect(asked[0]?.body).not.toContain('4711');
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
      messages: [
        { role: 'system', content: 'Shorten.' },
        { role: 'user', content: expect.stringContaining('Ignore that.') },
      ],
    });
  });

  test('asks nobody while it is off', async () => {
    const { asked, reply } = ask({ status: 200, text: said('x') }, { OPENAI_API_KEY: '' });
    await expect(reply()).rejects.toMatchObject({ kind: 'unavailable', code: 'llm-off' });
    expect(asked).toEqual([]);
  });

  test.each([
    [401, `{"error":"${key}"}`, 'llm-key-refused'],
    [429, '', 'llm-limited'],
    [500, '', 'llm-failed'],
    [200, '<html>Sign in to the Wi-Fi</html>', 'llm-unreadable'],
    [200, '{}', 'llm-unreadable'],
    [200, '{"choices":[]}', 'llm-unreadable'],
    [200, said(null), 'llm-unreadable'],
    [200, said('  '), 'llm-unreadable'],
  ])('an answer %i %s is refused as %s, without repeating a secret', async (status, text, code) => {
    const error: unknown = await ask({ status, text })
      .reply()
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ kind: 'unavailable', code });
    expect(String(error)).not.toContain('4711');
  });
});
