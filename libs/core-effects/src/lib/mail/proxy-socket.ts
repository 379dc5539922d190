import { connect, type Socket } from 'node:net';
import { unavailable } from '@aicmo/core-kernel';

interface Target {
  readonly host: string;
  readonly port: number;
}

/**
 * A connection to a server through a proxy: HTTP CONNECT (RFC 9110, section 9.3.6) or SOCKS 5 (RFC 1928, with user and
 * password by RFC 1929). Throws `unavailable` (`EPROXY` in its code) when the proxy does not do it.
 */
export async function openProxySocket(proxyUrl: string, { host, port }: Target): Promise<Socket> {
  const proxy = new URL(proxyUrl);
  if (proxy.protocol === 'http:') return throughHttp(proxy, { host, port });
  const { SocksClient } = await import('socks');
  const login =
    proxy.username === ''
      ? {}
      : { userId: decodeURIComponent(proxy.username), password: decodeURIComponent(proxy.password) };
  const opened = await SocksClient.createConnection({
    proxy: {
      host: proxy.hostname,
      port: Number(proxy.port || 1080),
      type: proxy.protocol === 'socks4:' ? 4 : 5,
      ...login,
    },
    ...{ command: 'connect', destination: { host, port }, timeout: 20_000 },
  });
  return opened.socket;
}

function throughHttp(proxy: URL, { host, port }: Target): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(proxy.port || 80), proxy.hostname);
    const fail = (message: string): void => {
      socket.destroy();
      reject(unavailable({ code: 'EPROXY', message }));
    };
    let answer = '';
    const login =
      proxy.username === ''
        ? ''
        : `Proxy-Authorization: Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}\r\n`;
    socket.setTimeout(20_000, () => fail('The proxy did not answer in time.'));
    socket.once('error', () => fail('The proxy cannot be reached.'));
    socket.once('connect', () =>
      socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n${login}\r\n`),
    );
    const read = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      const end = answer.indexOf('\r\n\r\n');
      if (end === -1 && answer.length < 10_000) return;
      socket.removeListener('data', read);
      socket.pause();
      if (!/^HTTP\/1\.[01] 2\d\d/.test(answer)) return fail('The proxy refused to connect to the mail server.');
      socket.setTimeout(0);
      socket.removeAllListeners('error');
      const early = Buffer.from(answer.slice(end + 4), 'latin1');
      if (early.length > 0) socket.unshift(early);
      resolve(socket);
    };
    socket.on('data', read);
  });
}
