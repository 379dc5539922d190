import { conflict, systemClock, type Clock } from '@aicmo/core-kernel';
import { openWorkspace, type WorkspaceEnv } from '../workspace.ts';
import { demoStory } from './demo-story.ts';
import { tellReplies } from './demo-replies.ts';
import { tellListening, tellOutreach, tellPlan, tellWork } from './demo-chapters.ts';
import { storyClock } from './story-clock.ts';

/** What telling the story made. */
export interface DemoReport {
  /** False when the story had been told before: then nothing was changed. */
  readonly isNew: boolean;
  readonly leads: number;
  readonly messages: number;
}

/** The seed of the story that everybody sees. */
const usualSeed = 7;

/**
 * Fills the demonstration's database with its story, through the product's own use cases, with a clock of its own that
 * begins two weeks ago; makes the tables where there are none. Telling it twice changes nothing. Throws `conflict`
 * (`demo-not-demo`) outside of demonstration mode: a story never mixes with real rows.
 */
export async function seedDemo(
  env: WorkspaceEnv,
  options: { readonly seed?: number; readonly clock?: Clock } = {},
): Promise<DemoReport> {
  if (!env.demo) {
    throw conflict({
      code: 'demo-not-demo',
      message: 'The demonstration has a database of its own. Type: npm run demo',
    });
  }
  const clock = storyClock((options.clock ?? systemClock).now());
  const workspace = await openWorkspace({ ...env, clock });
  try {
    await workspace.bootstrap();
    const { clients, leads, messages } = await workspace.cam();
    const isNew = !(await clients.list()).some((client) => client.name === demoStory.agency.name);
    if (isNew) {
      const telling = { workspace, clock, seed: options.seed ?? usualSeed, by: demoStory.agency.senderName };
      const { clientId } = await tellPlan(telling);
      const { campaignId } = await tellOutreach(telling, clientId);
      await tellListening(telling, clientId);
      await tellWork(telling, campaignId);
      await tellReplies(telling, clientId);
    }
    return { isNew, leads: (await leads.counts()).total, messages: (await messages.list({}, { limit: 1 })).total };
  } finally {
    await workspace.close();
  }
}
