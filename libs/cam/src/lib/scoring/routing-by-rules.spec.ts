import { expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { builtInRules } from '../../contract/scoring.ts';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';

const list = (letter: string) =>
  new TextEncoder().encode(`Name,Email,Title\nMaja,maja@${letter}.example,CEO\nBo,bo@${letter}.example,Accountant\n`);

describeEachDialect("a client's rules", (dialect) => {
  test('score an imported list, keep those below the lowest score out, and pick the sequence of a tier', async () => {
    const db = await dialect.open([camMigrations]);
    const cam = createCam({ db, clock: fakeClock() });
    const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
    const quiet = (await cam.sequences.list(client.id)).find(({ tier }) => tier === 'COLD');
    const rules = {
      ...builtInRules,
      weights: { ...builtInRules.weights, title: 0, seniority: 1, signals: 0 },
      ...{ lowestScore: 0.6, sequenceByTier: { WARM: quiet?.id ?? '' } },
    };
    await cam.scoring.save(client.id, { rules, basedOn: 0, why: 'Only those who decide.' }, 'Olga');
    const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
    const read = async (letter: string) => {
      const file = { clientId: client.id, campaignId: campaign.id, fileName: `${letter}.csv`, bytes: list(letter) };
      return cam.imports.finished((await cam.imports.begin(file, 'Olga')).id);
    };
    expect(await read('a')).toMatchObject({ imported: 2, enrolled: 1 });
    const { leads } = await cam.leads.list({ clientId: client.id });
    // Fit is .5, for nobody said who is ideal; opportunity is seniority alone: 1 of a CEO, .5 of whom nothing tells.
    expect(leads.map(({ name, score, tier, scoreVersion }) => [name, score, tier, scoreVersion])).toEqual([
      ['Maja', 0.75, 'WARM', 1],
      ['Bo', 0.5, 'COOL', 1],
    ]);
    const maja = await cam.stories.read(leads[0]?.id ?? '');
    expect(maja.enrolments.map(({ sequenceName }) => sequenceName)).toEqual(['Cold outreach']);
    await cam.campaigns.change(campaign.id, { lowestScore: 0.1 }, 'Olga');
    expect(await read('b')).toMatchObject({ imported: 2, enrolled: 2 });
  });
});
