import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { createVault } from '@aicmo/core-effects';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});
async function aKeyFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vault-'));
  folders.push(folder);
  return join(folder, 'keys', 'mail.key');
}
const secret = 'pässwort-4f1c';

test('a secret comes back as it was, and its sealed form does not hold it', async () => {
  const vault = createVault(await aKeyFile());
  const sealed = await vault.seal('mailbox/1', secret);
  expect(sealed).not.toContain(secret);
  expect(Buffer.from(sealed.split('.').at(-1) ?? '', 'base64url').includes(secret)).toBe(false);
  expect(await vault.open('mailbox/1', sealed)).toBe(secret);
  expect(await vault.seal('mailbox/1', secret)).not.toBe(sealed);
});

test('the key is made once, also by two programs at the same time, and is readable for its owner alone', async () => {
  const file = await aKeyFile();
  const sealed = await Promise.all(Array.from({ length: 8 }, () => createVault(file).seal('mailbox/1', secret)));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(new Set(await Promise.all(sealed.map((each) => createVault(file).open('mailbox/1', each))))).toEqual(
    new Set([secret]),
  );
});

test('a secret that was moved to another row, or changed, is not opened', async () => {
  const vault = createVault(await aKeyFile());
  const sealed = await vault.seal('mailbox/1', secret);
  await expect(vault.open('mailbox/2', sealed)).rejects.toMatchObject({ kind: 'internal', code: 'vault-damaged' });
  const [version, name, nonce, hidden = ''] = sealed.split('.');
  const turned = `${hidden[0] === 'A' ? 'B' : 'A'}${hidden.slice(1)}`;
  await expect(vault.open('mailbox/1', [version, name, nonce, turned].join('.'))).rejects.toMatchObject({
    code: 'vault-damaged',
  });
  await expect(vault.open('mailbox/1', 'nonsense')).rejects.toMatchObject({ code: 'vault-damaged' });
});

test('a lost key and another key are told apart, with what to do', async () => {
  const file = await aKeyFile();
  const sealed = await createVault(file).seal('mailbox/1', secret);
  const key = await readFile(file, 'utf8');
  await rm(file);
  await expect(createVault(file).open('mailbox/1', sealed)).rejects.toMatchObject({
    ...{ kind: 'unavailable', code: 'vault-no-key', message: expect.stringContaining('enter the passwords again') },
  });
  await writeFile(file, `${'0'.repeat(64)}\n`);
  await expect(createVault(file).open('mailbox/1', sealed)).rejects.toMatchObject({ code: 'vault-other-key' });
  await writeFile(file, 'not a key');
  await expect(createVault(file).open('mailbox/1', sealed)).rejects.toMatchObject({ code: 'vault-no-key' });
  await writeFile(file, key);
  expect(await createVault(file).open('mailbox/1', sealed)).toBe(secret);
});
