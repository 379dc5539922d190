import { afterEach, expect, test } from '@jest/globals';
import { defaultMailboxLimits, type MailboxDraft } from '@aicmo/cam/contract';
import { createApiClient } from '@aicmo/core-server/contract';
import { aServer, requestApp } from '@aicmo/core-server/testing';
import { aWorkspace } from '@aicmo/workspace/testing';
import { monitoringContract } from '../../../contract/monitoring.contract.ts';
import { monitoringRoutes } from '../monitoring.routes.ts';

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
});

const canary = 'canary-58d0-p4ssw0rd';
const draft: MailboxDraft = {
  ...{ address: 'anna@nordlicht.example', senderName: 'Anna Berg', replyTo: '', signature: '', postalAddress: '' },
  ...{ providerId: null, certificate: '', limits: defaultMailboxLimits, imap: null },
  smtp: { host: '127.0.0.1', port: 1, security: 'none', user: 'anna' },
};

test('a password goes in and is in no answer and no refusal', async () => {
  const { workspace, dispose } = await aWorkspace();
  opened.push(dispose);
  const said: string[] = [];
  const server = aServer('monitoring', monitoringRoutes, workspace);
  const api = createApiClient(monitoringContract, {
    fetch: async (url, init) => {
      const answer = await requestApp(server, url, init);
      said.push(await answer.clone().text());
      return answer;
    },
  });
  const { clients } = await workspace.cam();
  const client = (await clients.create({ name: 'Nordlicht' }, 'Olga')).id;
  const passwords = { smtp: canary };
  const { id } = await api.mailboxAdd({ body: { client, draft, passwords } });
  const wrong = { ...draft, smtp: { ...draft.smtp, port: 0 } };
  await expect(
    api.mailboxEdit({ params: { id }, body: { version: 1, draft: wrong, passwords } }),
  ).rejects.toMatchObject({
    code: 'mailbox-smtpport',
    details: { field: 'smtpPort' },
  });
  expect((await api.mailboxTest({ params: { id }, body: { message: true } })).steps[0]).toMatchObject({
    verdict: 'fail',
    field: 'smtpPort',
  });
  await api.mailboxPause({ params: { id }, body: { version: 1, reason: 'On leave' } });
  expect((await api.mailboxes({ query: {} })).mailboxes).toMatchObject([{ status: 'PAUSED', hasSmtpPassword: true }]);
  expect(said.join('\n')).toContain('anna@nordlicht.example');
  expect(said.join('\n')).not.toContain(canary);
});
