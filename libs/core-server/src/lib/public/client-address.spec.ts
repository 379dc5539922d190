import { expect, test } from '@jest/globals';
import { clientAddress } from './client-address.ts';

test.each([
  ['192.0.2.1', undefined, '192.0.2.1'],
  ['192.0.2.1', '198.51.100.9', '192.0.2.1'],
  ['127.0.0.1', '10.0.0.1, 198.51.100.9', '198.51.100.9'],
  ['::1', 'unknown', '::1'],
  ['::ffff:127.0.0.1', '198.51.100.9', '198.51.100.9'],
  ['172.18.0.1', '198.51.100.9', '198.51.100.9'],
  ['172.32.0.1', '198.51.100.9', '172.32.0.1'],
  ['127.0.0.1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::7', undefined, '2001:db8:0:0'],
])('a request from %s that says %s is counted for %s', (socket, forwarded, counted) => {
  const halved = counted === '::1' ? '0:0:0:0' : counted;
  expect(clientAddress(socket, forwarded)).toBe(halved);
});
