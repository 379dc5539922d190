import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readEnv, repositoryFolder } from './env.ts';

const token = 'a token of good length';

describe('the operator’s environment', () => {
  test('is complete when nothing is set, whatever the working directory', () => {
    const before = process.cwd();
    process.chdir('/');
    const env = readEnv({});
    process.chdir(before);
    expect(env).toMatchObject({ host: '127.0.0.1', port: 8501, accessToken: undefined, development: false });
    expect(env.workspace).toEqual({
      home: path.join(repositoryFolder, '.data'),
      databaseUrl: `sqlite:${path.join(repositoryFolder, '.data/aicmo.db')}`,
      demo: false,
    });
  });

  test('takes an address beyond this machine together with an access token', () => {
    const env = readEnv({
      AICMO_HOST: '0.0.0.0',
      AICMO_ACCESS_TOKEN: token,
      AICMO_OPERATOR_PORT: '9000',
      AICMO_ALLOWED_HOSTS: 'console.agency.example, other:8443',
    });
    expect(env).toMatchObject({ host: '0.0.0.0', port: 9000, allowedHosts: ['console.agency.example', 'other:8443'] });
  });

  test.each([
    [{ AICMO_OPERATOR_PORT: 'eighty' }, 'AICMO_OPERATOR_PORT is "eighty"; expected a number'],
    [{ AICMO_OPERATOR_PORT: '99999' }, 'expected a number from 1 to 65535'],
    [{ AICMO_HOST: '0.0.0.0' }, 'Set AICMO_ACCESS_TOKEN'],
    [{ AICMO_ACCESS_TOKEN: 'short' }, 'expected at least 16'],
    [{ AICMO_ALLOWED_HOSTS: 'https://x' }, 'expected names like'],
    [{ AICMO_DEMO: 'maybe' }, 'AICMO_DEMO is "maybe"'],
    [{ NODE_ENV: 'prod' }, 'NODE_ENV is "prod"; expected production or development'],
    [{ DATABASE_URL: 'mysql://u:s3cret@h/x' }, 'DATABASE_URL: The database "mysql" is not supported'],
  ])('%j is refused with what was found and expected', (variables, words) => {
    expect(() => readEnv(variables)).toThrow(words);
  });

  test('has public pages only under an address of their own, on a port of their own', () => {
    expect(readEnv({ AICMO_PUBLIC_PORT: '9100' }).publicPages).toBeUndefined();
    const AICMO_PUBLIC_URL = 'https://forms.agency.example';
    expect(readEnv({ AICMO_PUBLIC_URL }).publicPages).toEqual({ url: AICMO_PUBLIC_URL, host: '127.0.0.1', port: 8502 });
    expect(readEnv({ AICMO_PUBLIC_URL, AICMO_PUBLIC_PORT: '9100' }).publicPages?.port).toBe(9100);
    expect(() => readEnv({ AICMO_PUBLIC_URL: 'http://forms.agency.example' })).toThrow('expected an address like');
    expect(() => readEnv({ AICMO_PUBLIC_PORT: 'x' })).toThrow('AICMO_PUBLIC_PORT is "x"');
  });

  test('shows its variables, secrets by presence alone, and knows which values to hide', () => {
    const env = readEnv({
      AICMO_ACCESS_TOKEN: token,
      OPENAI_API_KEY: 'sk-4711',
      DATABASE_URL: 'postgres://app:p%40ss-word@h/x',
      AICMO_HOST: 'localhost',
    });
    expect(env.shown).toContainEqual({ name: 'OPENAI_API_KEY', value: 'set', isSecret: true });
    expect(env.shown).toContainEqual({ name: 'AICMO_HOST', value: 'localhost', isSecret: false });
    expect(JSON.stringify(env.shown)).not.toMatch(/4711|ss-word|good length/);
    expect(env.secrets).toEqual([token, 'sk-4711', 'p%40ss-word']);
  });
});
