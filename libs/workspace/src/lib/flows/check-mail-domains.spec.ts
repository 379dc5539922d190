import { expect, test } from '@jest/globals';
import { defaultMailboxLimits as limits } from '@aicmo/cam/contract';
import { startNameServer } from '@aicmo/core-effects/testing';
import { hourMs, plusMs } from '@aicmo/core-kernel';
import { aWorkspace } from '../../testing/a-workspace.ts';
import { keepDomainsChecked } from './check-mail-domains.flow.ts';

test('a report that a person asked for once is kept fresh: twice a day, for mailboxes in use, and never begun unasked', async () => {
  const names = await startNameServer({});
  const { workspace, clock, dispose } = await aWorkspace({ nameServers: { servers: [names.address] } });
  try {
    const { clients, mailboxes } = await workspace.cam();
    const client = await clients.create({ name: 'Nordlicht' }, 'Ada');
    const smtp = { host: 'localhost', port: 2525, security: 'none', user: '' } as const;
    const more = { senderName: 'Anna', replyTo: '', signature: '', postalAddress: '', providerId: null };
    const add = async (name: string) => {
      const draft = { ...more, address: `${name}@${name}.example`, smtp, imap: null, certificate: '', limits };
      return mailboxes.add(client.id, draft, {}, 'Ada');
    };
    const [anna, ben, cleo] = [await add('anna'), await add('ben'), await add('cleo')];
    for (const { id } of [anna, ben]) await mailboxes.checkDomain(id);
    await mailboxes.pause(ben.id, ben.version, 'new password', 'Ada');
    const began = clock.now();
    const domains = keepDomainsChecked(workspace);
    let asked = 0;
    for (let hours = 0; hours <= 26; hours += 1) {
      asked += await domains.pass();
      clock.advance(hourMs);
    }
    expect(asked).toBe(2);
    const at = async (id: string) => (await mailboxes.get(id)).report?.at;
    expect([await at(anna.id), await at(ben.id), await at(cleo.id)]).toEqual([
      plusMs(began, 24 * hourMs),
      began,
      undefined,
    ]);
    // Nobody publishes anything there: since the first look at it.
    expect((await mailboxes.get(anna.id)).failingSince).toBe(began);
  } finally {
    await dispose();
    await names.close();
  }
});
