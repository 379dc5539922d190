import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MailLanguage } from '@aicmo/cam/contract';
import { createLog } from '@aicmo/core-server';
import { askPublicPage as ask, publicSite as site } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { sql } from 'kysely';
import { openPublicPages } from './open-public-pages.ts';
import { unsubscribePage } from './pages/unsubscribe-page.ts';
import { unsubscribeWords } from './pages/unsubscribe-words.ts';

/** The public pages of a workspace in which Maja, who reads German, had a message. */
async function aSite() {
  const { workspace, clock, dispose } = await aWorkspace({ publicUrl: `https://${site}` });
  const cam = await workspace.cam();
  const client = await cam.clients.create(
    { name: 'Nordlicht & Söhne', senderAddress: 'anna@nordlicht.example', postalAddress: 'Hafenstr. 1' },
    'Olga',
  );
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'Olga');
  const bytes = new TextEncoder().encode(
    'Email,First name,Last name,Company,Country\nmaja@kurier.example,Maja,Brandt,Kurier,Germany\n',
  );
  const list = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes };
  await cam.imports.finished((await cam.imports.begin(list, 'Olga')).id);
  await (await workspace.orchestrator()).run(campaign.id, { by: 'Olga' });
  const [message] = (await cam.messages.list({ campaignId: campaign.id })).attempts;
  if (!message) throw new Error('no message');
  const left = sql`update cam_outreach_attempt set mode = 'LIVE', status = 'SENT' where id = ${message.id}`;
  await left.execute(workspace.db.handle('cam').in());
  const log = createLog({ clock, secrets: [], write: () => undefined });
  const place = { url: `https://${site}`, host: '127.0.0.1', port: 0 };
  const running = await openPublicPages(workspace, place, log, { arrivalMs: 300 });
  const consent = async () => (await cam.leads.get(message.leadId)).consent;
  const stop = async () => {
    await running.stop();
    await dispose();
  };
  return { cam, consent, port: running.port, link: `/u/${(await cam.optOuts.links()).token(message.id)}`, stop };
}

describe('the page on which people unsubscribe', () => {
  let house: Awaited<ReturnType<typeof aSite>>;
  beforeEach(async () => {
    house = await aSite();
  });
  afterEach(() => house.stop());

  test('shows in the language of whoever reads it, changes nothing for a scanner, and stops all by its button', async () => {
    const { port, link } = house;
    for (const method of ['GET', 'HEAD', 'GET']) expect((await ask(port, link, { method })).status).toBe(200);
    for (const body of ['', 'other=yes', 'stop=no'])
      await ask(port, link, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    await ask(port, link, { method: 'POST', body: '{"List-Unsubscribe":"One-Click"}' });
    for (const path of [`${link}/mistake`, `${link}/x`]) await ask(port, path);
    expect(await house.consent()).toBe('UNKNOWN');
    const { body, headers } = await ask(port, link);
    expect(body).toContain('<html lang="de">');
    expect(body).toContain('Nordlicht &amp; Söhne schreibt an m…@kurier.example.');
    expect(body).not.toMatch(/<script|maja@/i);
    expect(headers['set-cookie']).toBeUndefined();

    const done = await ask(port, link, { method: 'POST', form: { stop: 'yes' } });
    expect(done.body).toContain('Abgemeldet');
    expect(await house.consent()).toBe('DO_NOT_CONTACT');
    expect((await ask(port, link)).body).toContain('Das war ein Versehen');
    expect((await ask(port, `${link}/mistake`, { method: 'POST', form: {} })).body).toContain('Notiert');
    expect(await house.consent()).toBe('DO_NOT_CONTACT');
    expect(await house.cam.optOuts.askedBack()).toMatchObject([{ name: 'Maja Brandt' }]);
  });

  test.each([
    ['as a form', 'List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded'],
    [
      'in parts',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ],
  ])(
    'takes the one click of a mail program, sent %s, without asking and without sending it elsewhere',
    async (_how, body, type) => {
      const { port, link } = house;
      const sent = { method: 'POST', body, headers: { 'content-type': type } };
      const [first, again] = [await ask(port, link, sent), await ask(port, link, sent)];
      for (const { status, headers } of [first, again]) expect([status, headers['location']]).toEqual([200, undefined]);
      expect(await house.consent()).toBe('DO_NOT_CONTACT');
      expect((await house.cam.suppression.list(null)).map(({ value }) => value)).toEqual(['maja@kurier.example']);
    },
  );

  test('is not there for a link that is not ours, and is not refused to a provider that sends very many', async () => {
    const { port, link } = house;
    const other = `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`;
    for (const path of [other, `/u/${'A'.repeat(40)}`, '/u/x', '/u/'])
      expect((await ask(port, path, { method: 'POST', form: { stop: 'yes' } })).status).toBe(404);
    const many = Array.from({ length: 200 }, () => ask(port, other, { method: 'POST', form: { stop: 'yes' } }));
    expect(new Set((await Promise.all(many)).map(({ status }) => status))).toEqual(new Set([404]));
    expect((await ask(port, link, { method: 'POST', form: { stop: 'yes' } })).status).toBe(200);
  });
});

describe('the words of that page', () => {
  test.each(MailLanguage.options)('say in %s the same in each state, with name and address as text', (language) => {
    const words = unsubscribeWords[language];
    const shared = { language, clientName: '<b>$& GmbH', address: 'm…@k.example', canAskBack: true };
    const states = [
      ['subscribed', words.askTitle, words.stop],
      ['unsubscribed', words.doneTitle, words.mistake],
      ['asked-back', words.notedTitle, '&lt;b&gt;$&amp; GmbH'],
    ] as const;
    for (const [state, title, more] of states) {
      const html = unsubscribePage({ ...shared, state }, 'T');
      for (const said of [`<h1>${title}</h1>`, more, '&lt;b&gt;$&amp; GmbH', 'm…@k.example'])
        expect(html).toContain(said);
      expect(html).not.toMatch(/\{client\}|\{address\}|<b>/);
    }
    const unknown = { ...shared, clientName: '', address: '', canAskBack: false, state: 'unsubscribed' } as const;
    expect(unsubscribePage(unknown, 'T')).toContain(words.doneUnknown);
  });
});
