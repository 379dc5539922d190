/*
 * From nothing to a shell that answers: listens first, then loads the app and hands over, or says why it cannot.
 */
import fs from 'node:fs';
import { createBootServer } from './boot-server.mjs';
import { askDoctor } from './doctor-findings.mjs';
import { hiderFor } from './hide-secrets.mjs';
import { readListenFacts } from './listen-facts.mjs';
import { plainLine } from './plain-page.mjs';

/**
 * @param {{ repository: string, env: Record<string, string | undefined>, finding: object | null, load: () => Promise<any> }} boot
 * finding: why the app need not even be tried
 */
export function bootShell({ repository, env, finding, load }) {
  const hide = hiderFor(env);
  const say = (text) => process.stdout.write(`${hide(text)}\n`);
  const complain = (text) => process.stderr.write(`${hide(text)}\n`);
  const facts = readListenFacts(env);
  if (facts.refusal !== null) {
    complain(facts.refusal);
    process.exitCode = 1;
    return;
  }
  const boot = createBootServer(facts, hide);
  const running = { app: null };
  stopOnSignals(boot.server, running);
  const giveUp = (first) => {
    const own = [first].concat(lookAround(repository));
    boot.giveUp(own, true);
    complain(plainLine(first));
    askDoctor(repository, env).then((found) => {
      const told = found.map(({ id }) => id);
      const more = found.filter(({ id }) => id !== first.id);
      boot.giveUp(
        [first].concat(
          more,
          own.slice(1).filter(({ id }) => told.indexOf(id) === -1),
        ),
        false,
      );
    });
  };
  process.on('uncaughtException', (error) => crashed(error, running, complain));
  process.on('unhandledRejection', (error) => crashed(error, running, complain));
  listen(boot.server, facts, complain, () => {
    if (finding !== null) giveUp(finding);
    const { port } = boot.server.address();
    const url = `http://${facts.host === '0.0.0.0' || facts.host === '::' ? '127.0.0.1' : bracketed(facts.host)}:${String(port)}`;
    say(`AICMO ops shell${finding === null ? '' : ' (reduced)'}: ${url}`);
    if (finding !== null) return;
    const listenFacts = { host: facts.host, port, allowedHosts: facts.allowedHosts, accessToken: facts.accessToken };
    Promise.resolve()
      .then(load)
      .then((app) => app.start({ listening: boot.server, listen: listenFacts, notes: facts.notes }))
      .then((app) => {
        running.app = app;
        boot.handOver();
        if (app.entryUrl !== null) process.stdout.write(`To act from the browser, open this once: ${app.entryUrl}\n`);
      })
      .catch((error) => giveUp(notLoaded(error)));
  });
}

const bracketed = (host) => (host.indexOf(':') !== -1 && host[0] !== '[' ? `[${host}]` : host);

function listen(server, facts, complain, onListening) {
  server.once('error', (error) => {
    const isForeign =
      (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') &&
      facts.host !== '127.0.0.1';
    if (isForeign) {
      facts.notes.push(`This machine has no address ${facts.host} (AICMO_HOST); the shell listens on 127.0.0.1.`);
      facts.host = '127.0.0.1';
      listen(server, facts, complain, onListening);
      return;
    }
    complain(
      error.code === 'EADDRINUSE'
        ? `Port ${String(facts.port)} on ${facts.host} is taken by another program. Stop that one, or choose a port: AICMO_OPS_PORT=${String(facts.port + 1)}`
        : `The system does not let us listen on ${facts.host}:${String(facts.port)} (${String(error.code)}). Check AICMO_HOST and AICMO_OPS_PORT.`,
    );
    process.exit(1);
  });
  server.removeAllListeners('listening');
  server.once('listening', onListening);
  server.listen(facts.port, facts.host.replace(/^\[|\]$/g, ''));
}

function stopOnSignals(server, running) {
  let isAsked = false;
  const stop = () => {
    if (isAsked) process.exit(1);
    isAsked = true;
    if (running.app === null) process.exit(0);
    running.app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** The shell is what stands when the rest does not: it says what happened and goes on. */
function crashed(error, running, complain) {
  if (running.app === null)
    complain(`Something failed that nobody expected: ${String((error && error.message) || error)}`);
  else running.app.crashed(error);
}

function notLoaded(error) {
  return {
    id: 'ops-shell-app',
    title: 'Ops shell',
    verdict: 'fail',
    summary: `A part of this program cannot be loaded: ${firstLine(error)}`,
    remedy: { text: 'Install what the lock file names.', commands: ['npm ci'] },
  };
}

/** One line without the signs that steer a terminal. */
function firstLine(error) {
  const text = String((error && error.message) || error).split('\n')[0];
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').slice(0, 300);
}

/** What the file system tells: enough to say whether an installation is the remedy. */
function lookAround(repository) {
  const present = (name) => fs.existsSync(`${repository}node_modules/${name}`);
  const needed = ['hono', 'zod', 'pino', 'kysely', 'better-sqlite3', '@aicmo/core-server'];
  const missing = needed.filter((name) => !present(name));
  const install = { text: 'Install what the lock file names.', commands: ['npm ci'] };
  const packages =
    missing.length === 0
      ? { verdict: 'pass', summary: 'The packages that the shell needs are in their places.', remedy: null }
      : { verdict: 'fail', summary: `Not installed: ${missing.join(', ')}.`, remedy: install };
  const isPinned = present('.bin/node');
  return [
    Object.assign({ id: 'packages', title: 'Packages' }, packages),
    {
      id: 'pinned-node',
      title: 'Pinned Node',
      verdict: isPinned ? 'pass' : 'fail',
      summary: isPinned ? 'Installed.' : 'Not installed.',
      remedy: isPinned ? null : install,
    },
    {
      id: 'version',
      title: 'Version',
      verdict: 'pass',
      summary: `AICMO ${versionOf(repository)}, Node ${process.versions.node}`,
      remedy: null,
    },
  ];
}

function versionOf(repository) {
  try {
    return JSON.parse(fs.readFileSync(`${repository}package.json`, 'utf8')).version;
  } catch {
    return 'of unknown version';
  }
}
