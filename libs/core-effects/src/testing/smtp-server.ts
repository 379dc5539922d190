import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { AddressInfo, Socket } from 'node:net';
import { localCertificate } from './local-certificate.ts';

/** A message as the server took it. */
export interface TakenMessage {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
  readonly isEncrypted: boolean;
  readonly user: string;
}

/** A real SMTP server on this machine's loopback, and what it took. */
export interface TestSmtpServer {
  readonly host: 'localhost';
  readonly port: number;
  /** The certificate that a client has to trust, PEM. */
  readonly certificate: string;
  readonly messages: readonly TakenMessage[];
  /** How many connections were ever made. */
  readonly connections: number;
  /** Cuts every connection, as when a cable is pulled. */
  cut(): void;
  close(): Promise<void>;
}

/** How it answers. */
export interface SmtpServerBehaviour {
  readonly security?: 'tls' | 'starttls' | 'none';
  /** Without one, nobody has to log in. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Throw {@link smtpReply} to refuse. */
  readonly onSender?: (address: string) => void | Promise<void>;
  readonly onRecipient?: (address: string) => void | Promise<void>;
  /** After the whole message; what it took stands in `messages` unless this throws. */
  readonly onMessage?: (message: TakenMessage) => void | Promise<void>;
  /** Bytes that a message may have; said in EHLO. */
  readonly size?: number;
}

/** An error that makes the server answer with this code and text. */
export const smtpReply = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code });

/** Starts one on a free port of 127.0.0.1. */
export async function startSmtpServer(behaviour: SmtpServerBehaviour = {}): Promise<TestSmtpServer> {
  const { security = 'none', login } = behaviour;
  const { key, certificate } = await localCertificate();
  const messages: TakenMessage[] = [];
  const sessions = { count: 0 };
  const server = new SMTPServer({
    ...{ secure: security === 'tls', key, cert: certificate, size: behaviour.size ?? 0, disableReverseLookup: true },
    ...{ authOptional: !login, allowInsecureAuth: true, closeTimeout: 100, logger: false, banner: 'test' },
    disabledCommands: [...(security === 'starttls' ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
    onConnect: (_session, done) => {
      sessions.count += 1;
      done();
    },
    onAuth: (auth, _session, done) => {
      const isRight = auth.username === login?.user && auth.password === login?.password;
      done(isRight ? null : smtpReply(535, '5.7.8 Authentication failed'), isRight ? { user: auth.username } : {});
    },
    onMailFrom: ({ address }, _session, done) => answer(() => behaviour.onSender?.(address), done),
    onRcptTo: ({ address }, _session, done) => answer(() => behaviour.onRecipient?.(address), done),
    onData: (stream, session, done) =>
      void read(stream).then((raw) => {
        const message = takenMessage(session, raw);
        answer(async () => {
          await behaviour.onMessage?.(message);
          messages.push(message);
        }, done);
      }, done),
  });
  server.on('error', () => undefined); // clients that break off
  server.server.on('connection', (socket: Socket) => socket.setNoDelay(true)); // else each answer may wait 40 ms
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo; // it listens on TCP
  return {
    ...{ host: 'localhost', port, certificate, messages },
    get connections() {
      return sessions.count;
    },
    cut: () => {
      for (const connection of connectionsOf(server)) connection.close();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The server's own list, which its types leave out. */
const connectionsOf = (server: SMTPServer): Iterable<{ close(): void }> =>
  (server as unknown as { readonly connections: Set<{ close(): void }> }).connections;

function answer(decide: () => void | Promise<void>, done: (error?: Error | null) => void): void {
  Promise.resolve()
    .then(decide)
    .then(
      () => done(),
      (error: Error) => done(error),
    );
}

async function read(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer); // a stream of bytes
  return Buffer.concat(chunks).toString('utf8');
}

const takenMessage = (session: SMTPServerSession, raw: string): TakenMessage => ({
  from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
  to: session.envelope.rcptTo.map(({ address }) => address),
  ...{ raw, isEncrypted: session.secure, user: String(session.user ?? '') },
});
