import { createServer, type AddressInfo, type Socket } from 'node:net';
import { openProxySocket } from './proxy-socket.ts';

/** A port of this machine behind which a connection through a proxy waits for one caller. */
export interface ProxyDoorstep {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Closes what is open, used or not. */
  close(): void;
}

/**
 * Connects through a proxy, and lets one connection of this machine have it: for a library that cannot be given a
 * connection, and whose own way through proxies asks name servers that a house with a proxy may not reach. Throws what
 * the proxy's failure throws.
 */
export async function openProxyDoorstep(
  proxyUrl: string,
  target: { readonly host: string; readonly port: number },
): Promise<ProxyDoorstep> {
  const far = await openProxySocket(proxyUrl, target);
  far.on('error', () => far.destroy());
  let near: Socket | undefined;
  const server = createServer((caller) => {
    if (near) return caller.destroy();
    near = caller;
    server.close();
    caller.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('close', () => caller.destroy());
    return caller.pipe(far).pipe(caller);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    ...{ host: '127.0.0.1', port },
    close: () => {
      server.close();
      near?.destroy();
      far.destroy();
    },
  };
}
