import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Undo } from '../../testing/fresh-database-url.ts';

/** A TCP server on a free port of this machine, gone after the test with all of its connections; gives the port. */
export async function listen(undo: Undo, onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // Who is hung up on in the middle of a word is what these servers are for.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port; // it listens on a port, not on a path
}

/** A server that answers the first bytes with these, and hangs up when told. */
export const answering = (undo: Undo, answer: Buffer, ending: 'hang up' | 'stay'): Promise<number> =>
  listen(undo, (socket) => {
    socket.once('data', () => (ending === 'stay' ? socket.write(answer) : socket.end(answer)));
  });

/** What PostgreSQL sends for an error: https://www.postgresql.org/docs/current/protocol-message-formats.html, ErrorResponse. */
export function errorResponse(sqlState: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** The greeting of MySQL 8, which speaks first: protocol 10, its version, and the rest of the packet. */
export const mySqlGreeting = (): Buffer =>
  Buffer.concat([Buffer.from([0x4a, 0, 0, 0, 10]), Buffer.from('8.4.3\0'), Buffer.alloc(68, 1)]);

/** Something between us and a real server, that may look at what goes by, and fall silent. */
export interface Proxy {
  readonly port: number;
  /** From now on nothing goes through, in either direction, and new connections are taken and left alone. */
  freeze(): void;
  /** How many connections came. */
  connections(): number;
}

/** A proxy before the server of a URL. `onStart` sees the first bytes of a connection; an answer from it ends that connection. */
export async function proxyTo(
  undo: Undo,
  url: string,
  onStart: (first: Buffer, connection: number) => Buffer | undefined = () => undefined,
): Promise<Proxy> {
  const { hostname, port } = new URL(url);
  let isFrozen = false;
  let connections = 0;
  const own = await listen(undo, (socket) => {
    connections += 1;
    const number = connections;
    if (isFrozen) return;
    socket.once('data', (first) => {
      const answer = onStart(first, number);
      if (answer) return void socket.end(answer);
      const server = connect({ host: hostname, port: Number(port) }, () => server.write(first));
      server.on('error', () => socket.destroy());
      server.on('close', () => (isFrozen ? undefined : socket.destroy()));
      server.on('data', (bytes) => (isFrozen ? undefined : socket.write(bytes)));
      socket.on('data', (bytes) => (isFrozen ? undefined : server.write(bytes)));
      socket.on('close', () => server.destroy());
    });
  });
  return { port: own, freeze: () => void (isFrozen = true), connections: () => connections };
}

/** The same URL with another place or parameters. */
export function urlWith(url: string, change: (address: URL) => void): string {
  const address = new URL(url);
  change(address);
  return address.href;
}
