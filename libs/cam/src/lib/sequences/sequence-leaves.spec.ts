import { afterEach, expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { startSmtpServer } from '@aicmo/core-effects/testing';
import { aLiveHouse } from '../../testing/a-live-house.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

describeEachDialect('an own sequence that really leaves', (dialect) => {
  test('arrives with both parts in the wording that was drawn, answers that wording later, and is counted by it', async () => {
    const server = await startSmtpServer();
    open.push(server);
    const house = await aLiveHouse(dialect, { smtpPort: server.port, people: 2 });
    const { cam, client, clock, handle } = house;
    const own = await cam.sequences.create(client.id, { name: 'Ours', goal: '' }, 'Ada');
    const html = '<p>Grüße, {{ lead.name }} &amp; team</p><p><a href="https://n.example/a?b=1&amp;c=2">Look</a></p>';
    const other = { subject: 'Wording B', body: '', html, weight: 100 };
    const texts = { subject: 'Wording A', body: 'Plain for {{ lead.name }}', html: null, weight: 1 };
    const steps = [
      { day: 0, channel: 'email' as const, ...texts, variants: [other] },
      { day: 2, channel: 'email' as const, subject: '', body: 'Once more' },
    ];
    await cam.sequences.edit(own.id, { name: 'Ours', goal: '', version: 1, steps }, 'Ada');
    const shown = await cam.messages.preview({ campaignId: house.campaign.id, ...other, firstSubject: '' });
    expect(shown.body).toMatch(/Look \(https:\S+\)\n\nAnna\n\n--\nNordlicht · Hafenstr. 1, 20359 Hamburg\n/);
    await handle.in().updateTable('camEnrolment').set({ sequenceId: own.id, sequenceVersion: 2 }).execute();
    for (let at: string | null = clock.now(); at !== null; at = (await house.run()).nextDueAt) clock.set(at);
    const sent = await house.messages();
    expect(sent.map(({ state }) => state)).toEqual(Array(4).fill('SENT'));

    for (const message of sent) {
      const { raw = '' } = server.messages.find((each) => each.raw.includes(`Message-ID: <${message.id}@`)) ?? {};
      const first = sent.find(({ step, leadId }) => step === 1 && leadId === message.leadId);
      const isRich = message.step === 1 && message.wording === 'B';
      expect(raw).toMatch(isRich ? /Content-Type: multipart\/alternative/ : /Content-Type: text\/plain/);
      const subject = message.step === 1 ? `Wording ${message.wording}` : `Re: Wording ${first?.wording}`;
      expect(raw).toContain(`Subject: ${subject}\r\n`);
      if (message.step === 2) expect(raw).toContain(`In-Reply-To: <${first?.id}@`);
      if (isRich) {
        expect(message.body).toContain(`Grüße, ${message.leadName} & team\n\nLook (https://n.example/a?b=1&c=2)`);
        expect(message.html).toContain(`<p>Grüße, ${message.leadName} &amp; team</p>`);
        expect(raw).toMatch(/Content-Type: text\/html; charset=utf-8/i);
      }
    }
    const drawn = sent.filter(({ step }) => step === 1).map(({ wording }) => wording);
    expect(drawn).toContain('B');
    const [trial] = await cam.sequences.trials(own.id);
    expect(trial).toMatchObject({ mode: 'LIVE', split: { verdict: 'too-few' }, result: { verdict: 'too-few' } });
    expect(trial?.wordings.map((each) => each.sent)).toEqual(
      ['A', 'B'].map((letter) => drawn.filter((each) => each === letter).length),
    );
  });
});
