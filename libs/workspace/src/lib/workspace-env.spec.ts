import { expect, test } from '@jest/globals';
import { parseWorkspaceEnv } from '@aicmo/workspace';

test('without any setting the workspace is the embedded file in the repository', () => {
  expect(parseWorkspaceEnv({}, '/srv/aicmo')).toEqual({
    home: '/srv/aicmo/.data',
    databaseUrl: 'sqlite:/srv/aicmo/.data/aicmo.db',
    demo: false,
  });
});

test('the demonstration has a database of its own', () => {
  expect(parseWorkspaceEnv({ AICMO_DEMO: '1' }, '/srv/aicmo')).toMatchObject({
    databaseUrl: 'sqlite:/srv/aicmo/.data/demo.db',
    demo: true,
  });
});

test('the home moves with its setting, and the database may be elsewhere', () => {
  expect(parseWorkspaceEnv({ AICMO_HOME: '/mnt/x' }, '/srv/aicmo').databaseUrl).toBe('sqlite:/mnt/x/aicmo.db');
  expect(parseWorkspaceEnv({ DATABASE_URL: 'postgres://a:b@h/d' }, '/srv/aicmo').databaseUrl).toBe(
    'postgres://a:b@h/d',
  );
});

test('a setting that makes no sense is refused in words, without its secret', () => {
  expect(() => parseWorkspaceEnv({ AICMO_DEMO: 'yes' }, '/srv')).toThrow(expect.objectContaining({ code: 'env-demo' }));
  const wrongDriver = () => parseWorkspaceEnv({ DATABASE_URL: 'mysql://a:s3cret@h/d' }, '/srv');
  expect(wrongDriver).toThrow(
    expect.objectContaining({ code: 'db-url-dialect', message: expect.not.stringContaining('s3cret') }),
  );
});

test('a .env file with a byte-order mark is refused, and not overlooked for the embedded file', () => {
  const variables = { '\ufeffDATABASE_URL': 'postgres://a:s3cret@h/d' };
  expect(() => parseWorkspaceEnv(variables, '/srv')).toThrow(expect.objectContaining({ code: 'db-url-bom' }));
});

test('the public pages have the address of a site: secure, and without a path', () => {
  const read = (AICMO_PUBLIC_URL: string) => parseWorkspaceEnv({ AICMO_PUBLIC_URL }, '/srv').publicUrl;
  expect(read('')).toBeUndefined();
  expect(read('https://forms.agency.example/')).toBe('https://forms.agency.example');
  expect(read('http://127.0.0.1:8502')).toBe('http://127.0.0.1:8502');
  for (const wrong of [
    'forms.agency.example',
    'http://forms.agency.example',
    'https://a.example/forms',
    'https://u:p@a.example',
  ]) {
    expect(() => read(wrong)).toThrow(expect.objectContaining({ code: 'env-public-url' }));
  }
});
