import { createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What a server does when a command comes: text is said, `hang` says nothing, `trickle` says one byte after the other
 * without an end, `close` pulls the cable.
 */
export type RudeAnswer = string | 'hang' | 'trickle' | 'close';

/** How it behaves at each point of the conversation; the rest it does properly. */
export interface RudeManners {
  readonly greeting?: RudeAnswer;
  readonly ehlo?: RudeAnswer;
  readonly mail?: RudeAnswer;
  readonly rcpt?: RudeAnswer;
  /** To DATA itself. */
  readonly data?: RudeAnswer;
  /** As soon as the message begins. */
  readonly message?: RudeAnswer;
  /** After the final dot. */
  readonly end?: RudeAnswer;
  readonly rset?: RudeAnswer;
}

/** An SMTP server that misbehaves on purpose, and the commands that it heard. */
export interface RudeServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly heard: readonly string[];
  close(): Promise<void>;
}

const proper: Required<RudeManners> = {
  ...{
    greeting: '220 rude ESMTP',
    ehlo: '250 rude',
    mail: '250 OK',
    rcpt: '250 OK',
    data: '354 Go on',
    rset: '250 OK',
  },
  ...{ message: '', end: '250 2.0.0 Taken' },
};

/** Starts one on a free port of 127.0.0.1. */
export async function startRudeServer(manners: RudeManners): Promise<RudeServer> {
  const how = { ...proper, ...manners };
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    talk(socket, how, heard);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    ...{ host: '127.0.0.1', port, heard },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Never silent for long, and never done. */
function trickle(socket: Socket): void {
  const timer = setInterval(() => socket.write('2'), 20);
  socket.on('close', () => clearInterval(timer));
}

function talk(socket: Socket, how: Required<RudeManners>, heard: string[]): void {
  let [buffer, inMessage] = ['', false];
  const say = (answer: RudeAnswer): void => {
    if (answer === 'close') socket.destroy();
    else if (answer === 'trickle') trickle(socket);
    else if (answer !== 'hang' && answer !== '') socket.write(`${answer}\r\n`);
  };
  const message = (): boolean => {
    const end = buffer.indexOf('\r\n.\r\n');
    if (how.message !== '') say(how.message);
    if (end === -1) return false;
    buffer = buffer.slice(end + 5);
    inMessage = false;
    say(how.end);
    return true;
  };
  const command = (): boolean => {
    const end = buffer.indexOf('\r\n');
    if (end === -1) return false;
    const line = buffer.slice(0, end);
    buffer = buffer.slice(end + 2);
    heard.push(line);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'QUIT') socket.end('221 bye\r\n');
    inMessage = verb === 'DATA' && how.data.startsWith('354');
    const answers: Readonly<Record<string, RudeAnswer>> = {
      EHLO: how.ehlo,
      HELO: how.ehlo,
      MAIL: how.mail,
      RCPT: how.rcpt,
      DATA: how.data,
      RSET: how.rset,
    };
    say(answers[verb] ?? '');
    return true;
  };
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1');
    while (inMessage ? message() : command()) continue;
  });
  say(how.greeting);
}
