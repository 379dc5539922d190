import { createRequire } from 'node:module';
import type { AddressInfo, Server, Socket } from 'node:net';
import { localCertificate } from './local-certificate.ts';

/** A real IMAP server on this machine's loopback with one mailbox. */
export interface TestImapServer {
  readonly host: 'localhost';
  readonly port: number;
  readonly certificate: string;
  readonly login: { readonly user: string; readonly password: string };
  /** Puts a message into a folder, as when it was received; `at`, whole seconds, is when. */
  deliver(folder: string, raw: string, at?: string): void;
  /** Numbers the messages of a folder anew, as a server does after a repair. */
  renumber(folder: string): void;
  /** Cuts every connection. */
  cut(): void;
  close(): Promise<void>;
}

/** What of hoodiecrow is used; it has no types of its own. */
interface Hoodiecrow {
  readonly server: Server;
  listen(port: number, host: string, done: () => void): void;
  close(done: () => void): void;
  getMailbox(path: string): { uidvalidity: number; uidnext: number; messages: { uid: number }[] };
  appendMessage(mailbox: unknown, flags: readonly string[], date: string, raw: string): void;
  notify(command: unknown, mailbox?: unknown): void;
}

/** Starts one on a free port of 127.0.0.1, with INBOX, Sent and Junk. */
export async function startImapServer(given: { readonly security?: 'tls' | 'none' } = {}): Promise<TestImapServer> {
  const { key, certificate } = await localCertificate();
  const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow; // CommonJS without types
  const login = { user: 'anna', password: 'secret-5d1e' };
  const imap = hoodiecrow({
    plugins: ['ID', 'IDLE', 'UIDPLUS', 'SPECIAL-USE', 'AUTH-PLAIN', 'SASL-IR'],
    ...(given.security === 'tls' ? { secureConnection: true, credentials: { key, cert: certificate } } : {}),
    users: { [login.user]: { password: login.password, xoauth2: { accessToken: '', sessionTimeout: 1 } } },
    storage: {
      INBOX: { messages: [] },
      '': { separator: '/', folders: { Sent: { 'special-use': '\\Sent' }, Junk: { 'special-use': '\\Junk' } } },
    },
  });
  const sockets = new Set<Socket>();
  await new Promise<void>((resolve) => imap.listen(0, '127.0.0.1', resolve));
  imap.server.on(given.security === 'tls' ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true); // its answers come in pieces, each of which would wait for the one before to be seen
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  const { port } = imap.server.address() as AddressInfo; // it listens on TCP
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    ...{ host: 'localhost', port, certificate, login, cut },
    deliver: (folder, raw, at = '2026-03-02T10:00:00.000Z') =>
      imap.appendMessage(imap.getMailbox(folder), [], internalDate(at), raw.replaceAll(/\r?\n/g, '\r\n')),
    renumber: (folder) => {
      const box = imap.getMailbox(folder);
      box.uidvalidity += 1;
      for (const [index, message] of box.messages.entries()) message.uid = index + 1;
      box.uidnext = box.messages.length + 1;
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        imap.close(() => resolve());
      }),
  };
}

/** `02-Mar-2026 10:00:00 +0000` (RFC 9051, date-time). */
function internalDate(at: string): string {
  const [, day = '', month = '', year = '', time = ''] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
