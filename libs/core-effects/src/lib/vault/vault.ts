import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { internal, unavailable } from '@aicmo/core-kernel';

/**
 * Keeps secrets such as passwords of mailboxes: what stands in the database is of no use without the key, and the key
 * is a file beside it, in no backup of the database.
 */
export interface Vault {
  /**
   * Makes a text unreadable. Makes the key when there is none yet.
   * @param owner whose secret it is, such as `mailbox/<id>`: opening it for anybody else fails
   */
  seal(owner: string, secret: string): Promise<string>;
  /**
   * Throws `unavailable`: `vault-no-key` when the key file is missing, `vault-other-key` when it is not the one with
   * which this was sealed; `internal` (`vault-damaged`) when the sealed text was changed or belongs to another owner.
   */
  open(owner: string, sealed: string): Promise<string>;
}

/** AES-256-GCM (NIST SP 800-38D): 256-bit key, 96-bit nonce, 128-bit tag. */
const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;

/** The vault of one key file (64 hexadecimal digits, readable for its owner alone). */
export function createVault(keyFile: string): Vault {
  return {
    seal: async (owner, secret) => {
      const key = (await readKey(keyFile)) ?? (await makeKey(keyFile));
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(owner, 'utf8'));
      const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', nameOf(key), nonce.toString('base64url'), hidden.toString('base64url')].join('.');
    },
    open: async (owner, sealed) => {
      const [version, name, nonce = '', hidden = ''] = sealed.split('.');
      const key = await readKey(keyFile);
      if (!key) throw noKey(keyFile);
      if (version !== 'v1' || name === undefined) throw damaged();
      if (name !== nameOf(key)) throw otherKey(keyFile);
      const bytes = Buffer.from(hidden, 'base64url');
      try {
        const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'base64url'));
        decipher.setAAD(Buffer.from(owner, 'utf8')).setAuthTag(bytes.subarray(-16));
        return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
      } catch (error) {
        throw damaged(error);
      }
    },
  };
}

/** Says which key it was without saying anything about it. */
const nameOf = (key: Buffer): string =>
  createHash('sha256').update('aicmo key name').update(key).digest('hex').slice(0, 8);

async function readKey(file: string): Promise<Buffer | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw unavailable({
      code: 'vault-no-key',
      message: `The key file ${file} cannot be read. Make it readable for the user that runs AICMO.`,
      cause: error,
    });
  });
  if (text === undefined) return undefined;
  if (/^[0-9a-f]{64}\s*$/.test(text)) return Buffer.from(text.trim(), 'hex');
  throw unavailable({
    code: 'vault-no-key',
    message: `The key file ${file} does not hold a key of 64 hexadecimal digits. Put the right one back.`,
  });
}

/** Written beside and linked into place: of two programs that make it at the same time one wins, and both use it. */
async function makeKey(file: string): Promise<Buffer> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, `${randomBytes(keyBytes).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(fresh, 0o600);
  await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(fresh);
  const key = await readKey(file);
  if (key) return key;
  throw noKey(file);
}

const noKey = (file: string) =>
  unavailable({
    code: 'vault-no-key',
    message: `The key file ${file} is missing, so stored passwords cannot be read. Put it back, or enter the passwords again.`,
  });

const otherKey = (file: string) =>
  unavailable({
    code: 'vault-other-key',
    message: `The key file ${file} is not the one with which this password was stored. Put the right one back, or enter the password again.`,
  });

const damaged = (cause?: unknown) =>
  internal({
    code: 'vault-damaged',
    message: 'A stored password was changed outside AICMO. Enter it again.',
    ...(cause === undefined ? {} : { cause }),
  });
