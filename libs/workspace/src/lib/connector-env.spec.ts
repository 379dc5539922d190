import { expect, test } from '@jest/globals';
import { parseConnectorSettings } from './connector-env.ts';

test('a service without a key is off, and one with a key is asked at its own place', () => {
  expect(parseConnectorSettings({ APOLLO_API_KEY: ' ' })).toEqual({});
  expect(parseConnectorSettings({ HUNTER_API_KEY: 'k' })).toEqual({ hunter: { apiKey: 'k' } });
});

test('another place is secure or on this machine, and says nothing of a key', () => {
  const read = (APOLLO_BASE_URL: string) => parseConnectorSettings({ APOLLO_API_KEY: 'k', APOLLO_BASE_URL }).apollo;
  expect(read('https://proxy.example/apollo/')).toEqual({ apiKey: 'k', baseUrl: 'https://proxy.example/apollo' });
  expect(read('http://127.0.0.1:9000')).toMatchObject({ baseUrl: 'http://127.0.0.1:9000' });
  for (const wrong of [
    'http://proxy.example',
    'proxy.example',
    'https://u:p4ssw0rd@proxy.example',
    'https://a.example?key=1',
  ])
    expect(() => read(wrong)).toThrow(
      expect.objectContaining({ code: 'env-connector-url', message: expect.not.stringContaining('p4ssw0rd') }),
    );
});
