import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { createLog } from '@aicmo/core-server';
import { askPublicPage as ask, publicSite as site, type Sending } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { openPublicPages } from './open-public-pages.ts';

const fields = [
  { name: 'firstName', label: 'First name', isRequired: true },
  { name: 'message', label: 'Your <question>', isRequired: false },
] as const;

/** The public pages of a workspace with one form, on a port of this machine, under the name that people know. */
async function aSite() {
  const { workspace, clock, dispose } = await aWorkspace();
  const { clients, forms, capture, leads } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht & Söhne' }, 'Olga');
  const draft = {
    name: 'Demo',
    title: 'Try a <bike>',
    intro: '',
    campaignId: null,
    consentText: 'You may write to me.',
  };
  const form = await forms.create(
    client.id,
    { ...draft, fields: [...fields], sites: ['https://www.nordlicht.example'] },
    'Olga',
  );
  const lines: string[] = [];
  const log = createLog({ clock, secrets: [], write: (line) => void lines.push(line) });
  const place = { url: `https://${site}`, host: '127.0.0.1', port: 0 };
  const running = await openPublicPages(workspace, place, log, { arrivalMs: 300 });
  const { port } = running;
  /** Reads the page and fills it in like a person, ten seconds later. */
  const send = async (typed: Readonly<Record<string, string>>, more: Sending = {}) => {
    const page = await ask(port, `/f/${form.key}`);
    const token = /name="page" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    clock.advance(10_000);
    return ask(port, `/f/${form.key}`, { method: 'POST', form: { page: token, website: '', ...typed }, ...more });
  };
  const stop = async () => {
    await running.stop();
    await dispose();
  };
  return { workspace, clock, form, forms, capture, leads, port, lines, send, stop };
}

/** Sends bytes as they stand, and gives all that comes back until the connection ends. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (chunk: string) => (all += chunk));
    socket.on('close', () => resolve(all));
    socket.on('error', reject);
  });
}

const majas = { email: 'maja@kurier.example', firstName: 'Maja', message: 'Two "bikes" & more', consent: 'yes' };

describe('the public pages', () => {
  let house: Awaited<ReturnType<typeof aSite>>;
  beforeEach(async () => {
    house = await aSite();
  });
  afterEach(() => house.stop());

  test('show a form without any script, that may stand in a frame of the named sites only', async () => {
    const { status, headers, body } = await ask(house.port, `/f/${house.form.key}`);
    expect(status).toBe(200);
    expect(body).toContain('Try a &lt;bike&gt;');
    expect(body).toContain('Nordlicht &amp; Söhne');
    expect(body).not.toMatch(/<script|\son\w+=|javascript:/i);
    expect(headers).toMatchObject({
      ...{ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' },
      ...{ 'x-content-type-options': 'nosniff', 'strict-transport-security': 'max-age=31536000' },
      'content-security-policy':
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors https://www.nordlicht.example",
    });
    expect(headers['set-cookie']).toBeUndefined();
    expect((await ask(house.port, '/style.css')).headers['content-type']).toContain('text/css');
  });

  test('keep what a person sends, and say honestly that no message could be sent', async () => {
    const { status, body } = await house.send(majas);
    expect(status).toBe(200);
    expect(body).toContain('No message that asks you to confirm could be sent');
    expect((await house.capture.submissions({})).submissions).toMatchObject([
      {
        status: 'WAITING',
        answers: { email: 'maja@kurier.example', firstName: 'Maja', message: 'Two "bikes" & more' },
      },
    ]);
  });

  test('give back everything that was typed when something is missing', async () => {
    const { status, body } = await house.send({ ...majas, email: 'maja', message: '<b>"x"' });
    expect(status).toBe(422);
    expect(body).toContain('This is no mail address that we could write to.');
    expect(body).toContain('&lt;b&gt;&quot;x&quot;</textarea>');
    expect(body).toContain('value="Maja"');
    expect(body).toContain('value="yes" checked');
    expect((await house.capture.submissions({})).total).toBe(0);
  });

  test('tell a machine that fills in the hidden field what they tell a person, and keep nothing', async () => {
    const person = await house.send(majas);
    const machine = await house.send({ ...majas, email: 'bot@spam.example', website: 'https://spam.example' });
    expect({ status: machine.status, body: machine.body }).toEqual({ status: person.status, body: person.body });
    expect((await house.capture.submissions({})).total).toBe(1);
  });

  test('ask to look once more when a page is sent at once, replayed from another form, or made up', async () => {
    const page = await ask(house.port, `/f/${house.form.key}`);
    const token = /name="page" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    for (const given of [token, `${token}A`, '']) {
      const answer = await ask(house.port, `/f/${house.form.key}`, { method: 'POST', form: { ...majas, page: given } });
      expect(answer.status).toBe(409);
      expect(answer.body).toContain('Please look once more');
      expect(answer.body).toContain('value="Maja"');
    }
    expect((await house.capture.submissions({})).total).toBe(0);
  });

  test('change nothing by looking, however often a scanner follows a link with GET or HEAD', async () => {
    await house.send(majas);
    const [entry] = await house.workspace.door.ledger.list();
    const mail = (await house.workspace.door.ledger.body(entry?.id ?? '')) ?? '';
    const link = /https:\/\/forms\.agency\.example(\/c\/\S+)/.exec(mail)?.[1] ?? '';
    for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS', 'PUT', 'DELETE']) {
      const { status } = await ask(house.port, link, { method });
      expect(status).toBe(method === 'GET' || method === 'HEAD' ? 200 : 405);
    }
    expect((await ask(house.port, `${link}/withdraw`)).status).toBe(405);
    expect((await house.capture.submissions({})).submissions).toMatchObject([{ status: 'WAITING', confirmedAt: null }]);
    expect((await ask(house.port, link)).body).toContain('Was it you?');
    expect((await ask(house.port, link, { method: 'POST', form: {} })).body).toContain('looks at what you sent');
    expect((await house.capture.submissions({})).submissions).toMatchObject([{ status: 'HELD' }]);
    expect((await ask(house.port, `${link}/withdraw`, { method: 'POST', form: {} })).body).toContain('Taken back');
    expect((await house.leads.list()).total).toBe(0);
  });

  test('know no address of the console, no forged link, and no closed form: the same answer for all', async () => {
    const { form, forms } = house;
    await forms.setOpen(form.id, form.version, false, 'Olga');
    const paths = [
      '/',
      '/api/house',
      '/api/acquisition/leads',
      '/login',
      '/assets/index.js',
      '/livez',
      '/readyz',
      '/healthz',
    ];
    const others = [
      `/f/${form.key}`,
      '/f/aaaaaaaaaaaaaaaaaaaaaa',
      '/f/../api/house',
      '/c/aaaaaaaaaaaaaaaaaaaaa.b.c.d',
      '/%2e%2e/api/house',
    ];
    const bodies = new Set<string>();
    for (const path of [...paths, ...others]) {
      const { status, body } = await ask(house.port, path);
      expect({ path, status }).toEqual({ path, status: 404 });
      bodies.add(body);
    }
    expect(bodies.size).toBe(1);
    expect(
      (
        await ask(house.port, '/api/acquisition/leads', {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(404);
  });

  test('answer for their own name only: no other Host, none, two, and no request that is meant for a proxy', async () => {
    for (const host of [
      '127.0.0.1',
      `127.0.0.1:${house.port}`,
      'localhost',
      `${site}.evil.example`,
      `${site}:8501`,
      '',
    ]) {
      expect((await ask(house.port, '/', { headers: { host } })).status).toBe(421);
    }
    expect((await ask(house.port, '/', { headers: { host: site.toUpperCase() } })).status).toBe(404);
    const lines = (...more: readonly string[]) => `${more.join('\r\n')}\r\nConnection: close\r\n\r\n`;
    expect(await raw(house.port, lines('GET / HTTP/1.1', `Host: ${site}`, 'Host: evil.example'))).toMatch(
      /^HTTP\/1\.1 4(00|21)/,
    );
    expect(await raw(house.port, lines('GET / HTTP/1.1'))).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw(house.port, lines(`GET http://${site}/ HTTP/1.1`, `Host: ${site}`))).toMatch(/^HTTP\/1\.1 400/);
  });

  test('take no body that is too long, of another type, with a field twice, or that never comes', async () => {
    const path = `/f/${house.form.key}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const post = (body: string, more: Readonly<Record<string, string>> = {}) =>
      ask(house.port, path, { method: 'POST', body, headers: { ...headers, ...more } });
    expect((await post(`message=${'x'.repeat(40_000)}`)).status).toBe(413);
    expect((await post('email=a&email=b')).status).toBe(400);
    expect((await post(Array.from({ length: 40 }, (_, index) => `f${index}=1`).join('&'))).status).toBe(400);
    expect((await post('{}', { 'content-type': 'application/json' })).status).toBe(415);
    expect((await post('x', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(400);
    const head = `POST ${path} HTTP/1.1\r\nHost: ${site}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
    expect(await raw(house.port, `${head}Content-Length: 999999999\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413/);
    const chunk = `7000\r\n${'x'.repeat(0x7000)}\r\n`;
    expect(await raw(house.port, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`)).toMatch(
      /^HTTP\/1\.1 413/,
    );
    expect(await raw(house.port, `${head}Content-Length: 10\r\n\r\nabc`)).toMatch(/^HTTP\/1\.1 408/); // three bytes, then silence
    expect(await raw(house.port, `GET / HTTP/1.1\r\nX: ${'y'.repeat(9000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431/);
    expect((await house.capture.submissions({})).total).toBe(0);
  });

  test('slow down whoever sends too often, by the address that a proxy on this machine tells', async () => {
    const headers = { 'x-forwarded-for': '10.0.0.1, 203.0.113.7' };
    for (let time = 0; time < 10; time += 1) expect((await house.send(majas, { headers })).status).toBe(200);
    const eleventh = await house.send(majas, { headers });
    expect(eleventh.status).toBe(429);
    expect(Number(eleventh.headers['retry-after'])).toBeGreaterThan(0);
    expect((await house.send(majas, { headers: { 'x-forwarded-for': '203.0.113.8' } })).status).toBe(200);
    house.clock.advance(10 * 60_000);
    expect((await house.send(majas, { headers })).status).toBe(200);
    expect((await house.workspace.door.ledger.list()).length).toBe(3); // to one address, three messages a day
  });

  test('say that something failed without saying what, and log no link', async () => {
    await house.workspace.close();
    const { status, body } = await ask(house.port, '/c/aaaaaaaaaaaaaaaaaaaaaaaaaaaa.b.c.d');
    expect(status).toBe(503);
    expect(body).toContain('Nothing was kept');
    expect(JSON.stringify(house.lines)).not.toContain('aaaaaaaaaaaa');
  });
});
