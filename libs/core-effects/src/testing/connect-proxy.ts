import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A real HTTP proxy on this machine's loopback that only knows CONNECT (RFC 9110, section 9.3.6). */
export interface ConnectProxy {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** `host:port` of each connection that it was asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts one on a free port; with `refuses`, it answers 403 to everything. */
export async function startConnectProxy({
  refuses = false,
}: { readonly refuses?: boolean } = {}): Promise<ConnectProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  };
  const server = createServer((client) => {
    keep(client);
    client.once('data', (head) => {
      const target = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(head.toString('latin1'))?.[1] ?? '';
      asked.push(target);
      if (refuses || target === '') return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      const [host = '', port = ''] = target.split(':');
      const far = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        far.pipe(client).pipe(far);
      });
      return keep(far);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    ...{ url: `http://127.0.0.1:${port}`, asked },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
