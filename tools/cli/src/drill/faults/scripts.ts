/*
 * What breaks things runs in processes of its own, as scripts: so this process never opens a database or a port, and
 * what is broken was broken by somebody else, as in life. Each prints "ready" when it is done.
 */

/** Keeps a process alive. */
const stay = 'setInterval(() => {}, 1000);';

/** Types each word after the file into it. */
export const sqliteStatements = `
  const [file, ...statements] = process.argv.slice(1);
  const db = new (require('better-sqlite3'))(file);
  for (const each of statements) db.exec(each);
  db.close(); console.log('ready'); ${stay}`;

/** The same, and holds the file open afterwards. */
export const sqliteHolder = `
  const [file, ...statements] = process.argv.slice(1);
  const db = new (require('better-sqlite3'))(file);
  for (const each of statements) db.exec(each);
  console.log('ready'); ${stay}`;

/** Types each word after the URL into a PostgreSQL database. */
export const postgresStatements = `
  const [url, ...statements] = process.argv.slice(1);
  const db = new (require('pg').Client)(url);
  (async () => {
    await db.connect();
    for (const each of statements) await db.query(each);
    await db.end(); console.log('ready'); ${stay}
  })().catch((error) => { console.error(error.message); process.exit(1); });`;

/** A server that answers the first bytes with these (base64) and hangs up; without bytes it takes and says nothing. Prints its port. */
export const byteServer = `
  const answer = Buffer.from(process.argv[1] ?? '', 'base64');
  const server = require('net').createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => (answer.length === 0 ? undefined : socket.end(answer)));
  });
  server.listen(0, '127.0.0.1', () => console.log('ready', server.address().port));`;

/** A web server that answers everything with a status, a kind and a body; status 0 answers nothing. Prints its port. */
export const webServer = `
  const [status = '200', kind = 'text/html', body = 'hello'] = process.argv.slice(1);
  const server = require('http').createServer((request, response) => {
    if (status === '0') return;
    const said = body.replaceAll('{authorization}', String(request.headers.authorization));
    response.writeHead(Number(status), { 'content-type': kind }).end(said);
  });
  server.listen(0, '127.0.0.1', () => console.log('ready', server.address().port));`;

/** Answers as the operator does, and its pages with a status. Prints its port. */
export const operatorLike = `
  const status = Number(process.argv[1]);
  const said = JSON.stringify({ build: { marker: 'AICMO_OPERATOR_0.0.0+0000000+2026-01-01' } });
  const server = require('http').createServer((request, response) => {
    response.writeHead(request.url === '/' ? status : 200, { 'content-type': 'application/json' }).end(said);
  });
  server.listen(0, '127.0.0.1', () => console.log('ready', server.address().port));`;

/** A port whose line is full and whose program is stopped: the kernel drops the packets of whoever comes now. Stops itself. */
export const fullLine = `
  const net = require('net');
  const server = net.createServer(() => undefined);
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    console.log('ready', server.address().port);
  });`;

/** Sixteen connections to a port, to fill its line; prints "ready" at the first. */
export const fillLine = `
  const port = Number(process.argv[1]);
  let isReady = false;
  for (let i = 0; i < 16; i += 1) {
    const socket = require('net').connect({ host: '127.0.0.1', port });
    socket.on('error', () => undefined);
    socket.on('connect', () => { if (!isReady) { isReady = true; console.log('ready'); } });
  }
  ${stay}`;
