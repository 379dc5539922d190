import { expect, test } from '@jest/globals';
import { explainSending, type SendingFacts } from './sending-reason.ts';

const live: SendingFacts = {
  campaign: {
    ...{ status: 'ACTIVE', statusReason: '', mode: 'LIVE', startsOn: null, endsOn: null },
    ...{ channels: ['email'], senderAddress: null },
  },
  client: { name: 'Nordlicht', senderAddress: 'anna@n.example', postalAddress: 'Hafenstr. 1' },
  flags: { paused: false, killed: false, proofMode: false },
  ...{ today: '2026-03-02', attemptMode: 'LIVE', inSequence: 3, blocked: 0 },
};
const said = (change: Partial<SendingFacts>) =>
  explainSending({ ...live, ...change }).map(({ effect, text }) => `${effect}: ${text}`);
const campaign = (change: Partial<SendingFacts['campaign']>) => ({ campaign: { ...live.campaign, ...change } });

test('a campaign against which nothing stands says that it runs', () => {
  expect(said({})).toEqual(['goes: It runs: each message is taken up when its turn and its hour come.']);
});

test('everything that holds it is named, the house first', () => {
  expect(
    said({
      flags: { paused: true, killed: true, proofMode: true },
      ...campaign({ status: 'PAUSED', statusReason: 'Holidays.' }),
    }),
  ).toEqual(['holds: Everything is held, for every client.', 'holds: It is paused. Holidays.']);
  expect(said({ flags: null })[0]).toContain('cannot be read');
  expect(said(campaign({ startsOn: '2026-03-03' }))).toEqual(['holds: It starts on 3 March 2026.']);
  expect(said(campaign({ endsOn: '2026-03-01' }))).toEqual(['holds: It ended on 1 March 2026.']);
  expect(said({ inSequence: 0 })).toEqual(['holds: Nobody is in sequence yet: import leads into it.']);
});

test('what the sender lacks holds what would leave, and is only foretold while it simulates', () => {
  const client = { name: 'Nordlicht', senderAddress: '', postalAddress: '' };
  expect(said({ client })).toEqual([
    'holds: Nordlicht needs a mail address to send from.',
    'holds: Nordlicht needs a postal address for the end of each message.',
  ]);
  expect(said({ client, attemptMode: 'SIMULATION', ...campaign({ mode: 'SIMULATION' }) })).toEqual([
    'goes: It runs: each message is taken up when its turn and its hour come.',
    'limits: It simulates: messages are written and checked, and none leaves.',
    'limits: Before it can be live, Nordlicht needs a mail address to send from.',
    'limits: Before it can be live, Nordlicht needs a postal address for the end of each message.',
  ]);
});

test('messages that wait for a person are counted, and an end in the future is told', () => {
  expect(said({ blocked: 1, ...campaign({ endsOn: '2026-03-02' }) })).toEqual([
    'goes: It runs: each message is taken up when its turn and its hour come.',
    'limits: It ends on 2 March 2026.',
    'limits: 1 message waits until a person changes something; each says what.',
  ]);
});
