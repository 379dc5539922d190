/*
 * The server that listens before the app is loaded: requests wait for the app, and when it cannot be had they get one
 * plain page of verdicts. When the app is there, this steps aside for good.
 */
import http from 'node:http';
import { plainPage, plainStyle } from './plain-page.mjs';
import { refusalOf, safeHeaders, showsToken } from './request-guard.mjs';

const patienceMs = 5000;

/**
 * @param {{ host: string, port: number, allowedHosts: string[], accessToken: string | undefined }} facts
 * @param {(text: string) => string} hide
 */
export function createBootServer(facts, hide) {
  const waiting = [];
  const state = { isOver: false, isWaiting: true, findings: [] };
  const server = http.createServer({ keepAliveTimeout: 5000, headersTimeout: 20000 });
  const answer = (request, response) => answerPlainly(request, response, { facts, state, hide });
  const flush = (give) => {
    for (const { request, response, limit } of waiting.splice(0)) {
      clearTimeout(limit);
      give(request, response);
    }
  };
  const listener = (request, response) => {
    if (state.isOver || isForBoot(request)) return answer(request, response);
    const limit = setTimeout(() => {
      waiting.splice(
        waiting.findIndex((entry) => entry.request === request),
        1,
      );
      answer(request, response);
    }, patienceMs);
    waiting.push({ request, response, limit });
    return undefined;
  };
  server.on('request', listener);
  return {
    server,
    /** The app takes over: what has waited for it, and everything from now on. */
    handOver() {
      server.removeListener('request', listener);
      flush((request, response) => server.emit('request', request, response));
    },
    /** The app cannot be had; from now on the page of verdicts answers. */
    giveUp(findings, isWaiting) {
      state.isOver = true;
      state.isWaiting = isWaiting;
      state.findings = findings;
      flush(answer);
    },
  };
}

/** Whether the process lives is known without the app. */
const isForBoot = (request) => request.url === '/livez' && request.method === 'GET';

function answerPlainly(request, response, { facts, state, hide }) {
  request.resume();
  const refused = refusalOf(request, facts);
  const path = String(request.url).split('?')[0];
  const send = (status, type, text, more) => {
    response.writeHead(status, Object.assign({ 'content-type': type }, safeHeaders, more));
    response.end(request.method === 'HEAD' ? '' : text);
  };
  if (refused !== null) return send(refused, 'text/plain; charset=utf-8', 'refused');
  if (path === '/livez') return send(200, 'text/plain; charset=utf-8', 'ok');
  if (path === '/readyz') return send(503, 'text/plain; charset=utf-8', 'not ready');
  if (path === '/boot.css') return send(200, 'text/css; charset=utf-8', plainStyle);
  const isKnown = facts.accessToken !== undefined && showsToken(request, facts.accessToken);
  if (path === '/healthz') return send(503, 'application/health+json', JSON.stringify(healthOf(state, isKnown, hide)));
  if (facts.accessToken !== undefined && !isKnown) {
    const more = { 'www-authenticate': 'Basic realm="AICMO ops shell: any name, and the access token as password"' };
    return send(
      401,
      'text/plain; charset=utf-8',
      'Sign in with the access token, the value of AICMO_ACCESS_TOKEN.',
      more,
    );
  }
  return send(503, 'text/html; charset=utf-8', hide(plainPage(state)));
}

function healthOf({ findings }, isKnown, hide) {
  if (!isKnown) return { status: 'fail' };
  const checks = {};
  for (const { id, verdict, summary } of findings) {
    checks[`${id}:verdict`] = [
      { status: verdict === 'pass' || verdict === 'skipped' ? 'pass' : 'fail', verdict, output: hide(summary) },
    ];
  }
  return { status: 'fail', description: 'The AICMO ops shell runs in reduced form', checks };
}
