/*
 * The page of last resort: when the app cannot be loaded, this one still says why. Node's own modules alone, loopback
 * only, read only.
 */
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** Serves what was found, with what can be seen without loading anything. Exits 1 when even the port is taken. */
export function servePlainPage(findings) {
  const port = Number(process.env.AICMO_OPS_PORT || 8510);
  const html = pageOf([...findings, ...lookAround()]);
  const server = createServer((request, response) => {
    const local = [`127.0.0.1:${server.address().port}`, `localhost:${server.address().port}`];
    const wanted = local.includes(String(request.headers.host).toLowerCase());
    const readOnly = request.method === 'GET' || request.method === 'HEAD';
    response.writeHead(wanted ? (readOnly ? 503 : 405) : 421, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    response.end(wanted && readOnly ? html : '');
  });
  server.on('error', (error) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is taken by another program. Stop that one, or choose a port: AICMO_OPS_PORT=${port + 1}`
        : `The ops shell cannot listen: ${error.message}`,
    );
    process.exit(1);
  });
  server.listen(port, '127.0.0.1', () => {
    for (const { title, text, command } of findings) {
      console.log(`${title}: ${text}${command === undefined ? '' : ` Type: ${command}`}`);
    }
    console.log(`AICMO ops shell (reduced): http://127.0.0.1:${server.address().port}`);
  });
  const stop = () => {
    server.closeAllConnections?.();
    server.close(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** What the file system tells: enough to say whether an installation is the remedy. */
function lookAround() {
  const present = (name) => existsSync(`${repository}node_modules/${name}`);
  const missing = ['hono', 'zod', 'pino', 'kysely', 'better-sqlite3', '@aicmo/core-server'].filter(
    (name) => !present(name),
  );
  const packages =
    missing.length === 0
      ? { title: 'Packages', text: 'The packages that the shell needs are in their places.' }
      : { title: 'Packages', text: `Not installed: ${missing.join(', ')}.`, command: 'npm ci' };
  const node = present('.bin/node')
    ? { title: 'Pinned Node', text: 'Installed.' }
    : { title: 'Pinned Node', text: 'Not installed.', command: 'npm ci' };
  return [packages, node, { title: 'Version', text: `AICMO ${versionOf()}, Node ${process.versions.node}` }];
}

function versionOf() {
  try {
    return JSON.parse(readFileSync(`${repository}package.json`, 'utf8')).version;
  } catch {
    return 'of unknown version';
  }
}

const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const style = `:root{color-scheme:light dark}body{margin:0 auto;max-width:720px;padding:40px 24px;font:14px/1.5 system-ui,sans-serif;
background:light-dark(#fff,#111113);color:light-dark(#1c1c1f,#ededef)}h1{font-size:20px;margin:0 0 4px}p{margin:0 0 24px;color:light-dark(#5f5f69,#a8a8b1)}
dl{display:grid;grid-template-columns:minmax(96px,auto) 1fr;gap:12px 24px;margin:0}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
code{font:13px ui-monospace,monospace;padding:2px 8px;border:1px solid light-dark(#e4e4e8,#2a2a2f);border-radius:6px;background:light-dark(#fafafa,#19191c)}`;

function pageOf(findings) {
  const rows = findings.map(
    ({ title, text, command }) =>
      `<dt>${escape(title)}</dt><dd>${escape(text)}${command === undefined ? '' : `<br><code>${escape(command)}</code>`}</dd>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>AICMO ops shell</title><style>${style}</style></head><body><main><h1>The ops shell runs in reduced form</h1>
<p>The app behind it cannot be loaded. Do what stands below, then start it again: npx nx serve ops-shell</p>
<dl>${rows.join('')}</dl></main></body></html>`;
}
