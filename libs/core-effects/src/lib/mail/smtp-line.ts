import type { Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { smtpFailure, smtpRefusal, stageOf, type SmtpError } from './smtp-failure.ts';
import type { SmtpEnvelope, SmtpOutcome, SmtpSettings } from './smtp-settings.ts';
import { openProxySocket } from './proxy-socket.ts';

/** A connection to one mailbox's server that is kept for several messages. */
export interface SmtpLine {
  /** Whether the next message can go over it; false after anything but an answer of the server. */
  readonly isOpen: boolean;
  /**
   * Sends one message. Never throws: what happened is the value.
   * @param mayBegin asked right before DATA, when nothing of the message has been said: false ends the conversation there
   */
  send(envelope: SmtpEnvelope, message: Uint8Array, mayBegin: () => Promise<boolean>): Promise<SmtpOutcome>;
  close(): void;
}

/** What came of opening a line. */
export type OpenedLine =
  | { readonly ok: true; readonly line: SmtpLine }
  | { readonly ok: false; readonly failure: Extract<SmtpOutcome, { outcome: 'refused' | 'failed' }> };

/** Opening and one message together end before the lease of a delivery does. */
const usual = { connect: 20_000, greeting: 20_000, silence: 60_000, opening: 45_000, message: 120_000 } as const;

/** Connects, secures the connection and logs in. Nothing about a message is said yet. */
export async function openSmtpLine(settings: SmtpSettings): Promise<OpenedLine> {
  const transcript: string[] = [];
  const { connection, gate } = await makeConnection(settings, transcript).catch((error: unknown) => {
    return { connection: undefined, gate: error as SmtpError };
  });
  if (!connection) return { ok: false, failure: failureOf(gate as SmtpError, transcript) };
  const { opening, message } = { ...usual, ...settings.timeouts };
  try {
    await within(connection, opening, async () => {
      await connected(connection);
      sendAtOnce(connection);
      if (settings.login) await loggedIn(connection, settings.login);
    });
  } catch (error) {
    connection.close();
    return { ok: false, failure: failureOf(error as SmtpError, transcript) };
  }
  return { ok: true, line: lineOver(connection, gate as Gate, transcript, message) };
}

/**
 * The end of a message goes out in a small packet of its own, which TCP would hold back until the server has confirmed the
 * one before: some 40 ms for each message.
 */
function sendAtOnce(connection: SMTPConnection): void {
  const { _socket: socket } = connection as unknown as { readonly _socket?: Socket | false }; // its types leave it out
  if (socket) socket.setNoDelay(true);
}

/** A server that says one byte a minute is never silent: so the whole has an end as well. */
async function within<Result>(connection: SMTPConnection, ms: number, work: () => Promise<Result>): Promise<Result> {
  const tooLong = (): void => {
    connection.emit('error', Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    connection.close();
  };
  const alarm = setTimeout(tooLong, ms);
  try {
    return await work();
  } finally {
    clearTimeout(alarm);
  }
}

const failureOf = (error: SmtpError, transcript: readonly string[]) =>
  smtpRefusal(error, transcript) ?? smtpFailure(error, transcript);

/** Who is asked before DATA goes out. */
interface Gate {
  mayBegin: () => Promise<boolean>;
  wasHeld: boolean;
}

/** The part of the connection through which every command goes; its name is checked by a spec, with the exact version. */
interface Commands {
  _sendCommand(command: string, shown?: string): void;
}

async function makeConnection(settings: SmtpSettings, transcript: string[]) {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection/index.js');
  const gate: Gate = { mayBegin: () => Promise.resolve(false), wasHeld: false };
  const timeouts = { ...usual, ...settings.timeouts };
  const connection = new Connection({
    ...{ host: settings.host, port: settings.port, secure: settings.security === 'tls' },
    ...{ requireTLS: settings.security === 'starttls', ignoreTLS: settings.security === 'none' },
    ...{ connectionTimeout: timeouts.connect, greetingTimeout: timeouts.greeting, socketTimeout: timeouts.silence },
    ...(settings.ehloName === undefined ? {} : { name: settings.ehloName }),
    ...(settings.proxyUrl === undefined ? {} : { connection: await openProxySocket(settings.proxyUrl, settings) }),
    tls: {
      minVersion: 'TLSv1.2',
      ...(settings.trustedCertificates === undefined ? {} : { ca: settings.trustedCertificates }),
    },
    ...{ transactionLog: true, logger: noteTaker(transcript) },
  });
  gateData(connection as unknown as Commands, connection, gate); // a method of its own that its types leave out
  return { connection, gate };
}

/**
 * Puts the gate before DATA. The command itself waits, so that after a hold was committed no server hears DATA any more:
 * a check before the envelope would leave the seconds that a slow server takes for MAIL and RCPT.
 */
function gateData(commands: Commands, connection: SMTPConnection, gate: Gate): void {
  const plain = commands._sendCommand.bind(commands);
  commands._sendCommand = (command, shown) => {
    if (command !== 'DATA') return plain(command, shown);
    const decide = (may: boolean): void => {
      if (may) return plain(command, shown);
      gate.wasHeld = true;
      connection.emit('error', new Error('held'));
      connection.close();
    };
    gate.mayBegin().then(decide, () => decide(false));
  };
}

/** Keeps what both sides say, without the message and without credentials, which the library masks. */
function noteTaker(transcript: string[]) {
  const note = (entry: { readonly tnx?: string }, text: string): void => {
    const who = entry.tnx === 'client' ? 'C: ' : entry.tnx === 'server' ? 'S: ' : undefined;
    if (who !== undefined) transcript.push(`${who}${String(text).slice(0, 500)}`);
  };
  const nothing = (): void => undefined;
  return {
    level: () => undefined,
    trace: nothing,
    debug: note,
    info: nothing,
    warn: nothing,
    error: nothing,
    fatal: nothing,
  };
}

/** Runs something that ends with a callback or, when the connection breaks, with an event. */
function settled<Result>(
  connection: SMTPConnection,
  run: (done: (error: Error | null | undefined, result: Result) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => finish(() => reject(error));
    // A connection that closes before its greeting, or while nothing is asked, ends without an error.
    const end = (): void => fail(new Error('closed'));
    const finish = (settle: () => void): void => {
      connection.removeListener('error', fail).removeListener('end', end).on('error', ignore);
      settle();
    };
    connection.removeListener('error', ignore).on('error', fail).on('end', end);
    run((error, result) => (error ? fail(error) : finish(() => resolve(result))));
  });
}

/** A line that breaks between two messages is noticed at the next one. */
const ignore = (): void => undefined;

const connected = (connection: SMTPConnection): Promise<undefined> =>
  settled(connection, (done) => connection.connect((error) => done(error ?? null, undefined)));

const loggedIn = (connection: SMTPConnection, { user, password }: { user: string; password: string }) =>
  settled<undefined>(
    connection,
    (done) => connection.login({ credentials: { user, pass: password } } as never, (error) => done(error, undefined)), // its types lack the plain form
  );

function lineOver(connection: SMTPConnection, gate: Gate, transcript: string[], mostMs: number): SmtpLine {
  let isOpen = true;
  connection.once('end', () => (isOpen = false));
  return {
    get isOpen() {
      return isOpen;
    },
    close: () => {
      isOpen = false;
      connection.quit();
    },
    send: async (envelope, message, mayBegin) => {
      transcript.length = 0;
      gate.mayBegin = mayBegin;
      gate.wasHeld = false;
      try {
        const said = { from: envelope.from, to: [envelope.to], size: message.length };
        const sent = await within(connection, mostMs, () =>
          settled<SMTPConnection.SentMessageInfo>(connection, (done) =>
            connection.send(said, Buffer.from(message), done),
          ),
        );
        return { outcome: 'accepted', response: sent.response, transcript: [...transcript] };
      } catch (error) {
        const outcome = gate.wasHeld
          ? { outcome: 'held' as const, transcript: [...transcript] }
          : outcomeOf(error as SmtpError, transcript);
        isOpen &&= outcome.outcome === 'refused' && outcome.code !== 421 && (await wasReset(connection));
        if (!isOpen) connection.close();
        return outcome;
      }
    },
  };
}

/** After a refusal the server forgets the envelope, so that the next message starts clean. */
const wasReset = (connection: SMTPConnection): Promise<boolean> =>
  settled<undefined>(connection, (done) => connection.reset((error) => done(error, undefined))).then(
    () => true,
    () => false,
  );

function outcomeOf(error: SmtpError, transcript: readonly string[]): SmtpOutcome {
  const refusal = smtpRefusal(error, transcript);
  if (refusal) return refusal;
  if (stageOf(transcript) !== 'message') return smtpFailure(error, transcript);
  return {
    outcome: 'unknown',
    why: 'The connection ended while the message was on its way, before the server said whether it was taken.',
    transcript: [...transcript],
  };
}
