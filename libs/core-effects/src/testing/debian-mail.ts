import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { unavailable } from '@aicmo/core-kernel';
import { localCertificate } from './local-certificate.ts';

/** Debian's Postfix and Dovecot on this machine's loopback: one takes mail, the other keeps it, as at a real provider. */
export interface DebianMail {
  readonly host: 'localhost';
  /** Submission with STARTTLS and a password (RFC 6409). */
  readonly smtpPort: number;
  /** IMAP over TLS. */
  readonly imapPort: number;
  readonly certificate: string;
  /** Of every mailbox; the user is its address. */
  readonly password: string;
  /** Somebody who lives there writes with a program of their own. */
  write(from: string, to: string, raw: string): Promise<void>;
  /** What both servers wrote into their logs. */
  log(): Promise<string>;
  close(): Promise<void>;
}

/** Who lives there. */
export interface DebianMailGiven {
  readonly mailboxes: readonly string[];
  /** Domains for which Postfix takes mail that Dovecot then refuses, so that it comes back: nobody lives there. */
  readonly gone: readonly string[];
}

const password = 'secret-2c7b';

/**
 * Starts both as root, with their files in a folder of their own; nothing that is sent leaves them. Throws `unavailable`
 * (`test-no-debian-mail`) where they are not installed.
 */
export async function startDebianMail({ mailboxes, gone }: DebianMailGiven): Promise<DebianMail> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-mail-'));
  await chmod(folder, 0o755);
  const { key, certificate } = await localCertificate();
  await writeFile(path.join(folder, 'cert.pem'), certificate);
  await writeFile(path.join(folder, 'key.pem'), key, { mode: 0o600 });
  const [smtp, imap, lmtp, sasl] = await freePorts();
  const ports: Ports = { smtp, imap, lmtp, sasl };
  const keeper = await startDovecot(folder, ports, mailboxes);
  const taker = await startPostfix(folder, ports, { mailboxes, gone }).catch(async (error: unknown) => {
    await end(keeper);
    throw error;
  });
  const stopPostfix = (): Promise<void> => ended(start('postfix', ['-c', path.join(folder, 'postfix'), 'stop']));
  const log = async (): Promise<string> =>
    (await Promise.all(['dovecot.log', 'postfix.log'].map((name) => readText(path.join(folder, name))))).join('\n');
  for (const port of [imap, lmtp, sasl, smtp]) await answers(port, [keeper, taker], log);
  return {
    ...{ host: 'localhost', smtpPort: smtp, imapPort: imap, certificate, password, log },
    write: async (from, to, raw) => {
      const tls = { ca: certificate };
      const auth = { user: from, pass: password };
      const program = createTransport({ host: 'localhost', port: smtp, requireTLS: true, tls, auth });
      await program.sendMail({ envelope: { from, to }, raw });
      program.close();
    },
    close: async () => {
      await stopPostfix(); // its master leaves the group, so a signal would not reach it
      await end(keeper);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Ports {
  readonly smtp: number;
  readonly imap: number;
  readonly lmtp: number;
  readonly sasl: number;
}

async function startDovecot(folder: string, ports: Ports, mailboxes: readonly string[]): Promise<ChildProcess> {
  const users = mailboxes.map((user) => `${user}:{PLAIN}${password}:65534:65534::${folder}/mail/${user}::`);
  await writeFile(path.join(folder, 'users'), `${users.join('\n')}\n`);
  await mkdir(path.join(folder, 'mail'), { mode: 0o777 });
  await chmod(path.join(folder, 'mail'), 0o777);
  const file = path.join(folder, 'dovecot.conf');
  const listener = (name: string, port: number, more = '') =>
    `inet_listener ${name} {\n address = 127.0.0.1\n port = ${port}\n ${more}\n}`;
  await writeFile(
    file,
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
passdb {
 driver = passwd-file
 args = ${folder}/users
}
userdb {
 driver = passwd-file
 args = ${folder}/users
}
namespace inbox {
 inbox = yes
 mailbox Sent {
  auto = subscribe
  special_use = \\Sent
 }
 mailbox Junk {
  auto = subscribe
  special_use = \\Junk
 }
}
service imap-login {
 ${listener('imap', 0)}
 ${listener('imaps', ports.imap, 'ssl = yes')}
}
service lmtp {
 ${listener('lmtp', ports.lmtp)}
}
service auth {
 ${listener('sasl', ports.sasl)}
}
`,
  );
  return start('dovecot', ['-F', '-c', file]);
}

async function startPostfix(folder: string, ports: Ports, { mailboxes, gone }: DebianMailGiven): Promise<ChildProcess> {
  const config = path.join(folder, 'postfix');
  await mkdir(config);
  await mkdir(path.join(folder, 'queue'));
  const domains = [...new Set(mailboxes.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
  const known = [...mailboxes.map((address) => `{ ${address} = kept }`), ...gone.map((name) => `{ @${name} = kept }`)];
  await writeFile(
    path.join(config, 'main.cf'),
    `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.aicmo.example
mydestination =
alias_maps =
virtual_mailbox_domains = ${[...domains, ...gone].join(', ')}
virtual_mailbox_maps = inline:{ ${known.join(', ')} }
virtual_transport = lmtp:inet:127.0.0.1:${ports.lmtp}
default_transport = error:nothing leaves this machine
smtpd_tls_cert_file = ${folder}/cert.pem
smtpd_tls_key_file = ${folder}/key.pem
smtpd_tls_security_level = encrypt
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${ports.sasl}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject
`,
  );
  const services = [
    `127.0.0.1:${ports.smtp} inet n - n - - smtpd`,
    ...['cleanup unix n - n - 0 cleanup', 'qmgr unix n - n 300 1 qmgr', 'tlsmgr unix - - n 1000? 1 tlsmgr'],
    ...['rewrite unix - - n - - trivial-rewrite', 'bounce unix - - n - 0 bounce', 'defer unix - - n - 0 bounce'],
    ...['trace unix - - n - 0 bounce', 'verify unix - - n - 1 verify', 'proxymap unix - - n - - proxymap'],
    ...['error unix - - n - - error', 'retry unix - - n - - error', 'lmtp unix - - n - - lmtp'],
    ...['anvil unix - - n - 1 anvil', 'scache unix - - n - 1 scache', 'postlog unix-dgram n - n - 1 postlogd'],
  ];
  await writeFile(path.join(config, 'master.cf'), `${services.join('\n')}\n`);
  return start('postfix', ['-c', config, 'start-fg']);
}

async function start(program: string, words: readonly string[]): Promise<ChildProcess> {
  const child = spawn(program, words, { stdio: 'ignore', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
  try {
    await once(child, 'spawn');
    return child;
  } catch (error) {
    const message = `Found no ${program}; these tests need Debian's mail servers, and root. Type: apt-get install postfix dovecot-imapd dovecot-lmtpd`;
    throw unavailable({ code: 'test-no-debian-mail', message, cause: error });
  }
}

/** Asks it to end, and waits for it. */
async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await ended(Promise.resolve(child));
}

async function ended(starting: Promise<ChildProcess>): Promise<void> {
  const child = await starting;
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function freePorts(): Promise<readonly [number, number, number, number]> {
  const servers = await Promise.all([listening(), listening(), listening(), listening()]);
  const ports = servers.map((server) => (server.address() as AddressInfo).port); // they listen on TCP
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  const [one = 0, two = 0, three = 0, four = 0] = ports;
  return [one, two, three, four];
}

const listening = (): Promise<ReturnType<typeof createServer>> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

/** Until somebody listens there; a server that ended instead is told with its log. */
async function answers(port: number, servers: readonly ChildProcess[], log: () => Promise<string>): Promise<void> {
  for (;;) {
    if (await isOpen(port)) return;
    if (servers.some(({ exitCode }) => exitCode !== null)) {
      throw unavailable({ code: 'test-no-debian-mail', message: `A mail server ended at once. Found: ${await log()}` });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(!socket.destroy().connecting));
    socket.once('error', () => resolve(false));
  });

const readText = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
