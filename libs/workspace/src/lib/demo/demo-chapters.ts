import { dayMs, epochMs, plusMs, type Instant } from '@aicmo/core-kernel';
import { directionsFromStrategy } from '../flows/directions-from-strategy.flow.ts';
import { proposeWork } from '../flows/propose-work.flow.ts';
import { checkPost } from '../flows/publish-posts.flow.ts';
import type { Workspace } from '../workspace.ts';
import { demoLeadsCsv } from './demo-leads.ts';
import { demoStory } from './demo-story.ts';
import type { StoryClock } from './story-clock.ts';

/** What one chapter of the demonstration may use. */
export interface Telling {
  readonly workspace: Workspace;
  readonly clock: StoryClock;
  readonly seed: number;
  readonly by: string;
}

/** Northlight takes on Kestrel, and plans with it: brief, strategy, three directions. */
export async function tellPlan({ workspace, clock, by }: Telling): Promise<{ clientId: string }> {
  clock.goTo(0, 8);
  const { clients } = await workspace.cam();
  await clients.create(demoStory.agency, by);
  const client = await clients.create(demoStory.client, by);
  const { briefs, strategies } = await workspace.strategy();
  const brief = await briefs.create({ clientId: client.id, content: demoStory.brief, by });
  clock.goTo(0, 9);
  const draft = await strategies.draft({ briefId: brief.id, by });
  if (draft.ok) await directionsFromStrategy(workspace, { strategyId: draft.strategy.id, by });
  return { clientId: client.id };
}

/** A list of a hundred people becomes scored leads in sequence, and a week of runs simulates their first messages. */
export async function tellOutreach(
  { workspace, clock, seed, by }: Telling,
  clientId: string,
): Promise<{ campaignId: string }> {
  clock.goTo(0, 10);
  const [{ campaigns, imports }, orchestrator] = [await workspace.cam(), await workspace.orchestrator()];
  const startsOn = clock.now().slice(0, 10);
  const endsOn = plusMs(clock.now(), 60 * dayMs).slice(0, 10);
  const campaign = await campaigns.create(
    clientId,
    { ...demoStory.campaign, startsOn, endsOn, channels: ['email'] },
    by,
  );
  const bytes = new TextEncoder().encode(demoLeadsCsv(seed));
  const batch = await imports.begin(
    { clientId, campaignId: campaign.id, fileName: 'trade-fair-visitors.csv', bytes },
    by,
  );
  await imports.finished(batch.id);
  await campaigns.move(campaign.id, 'ACTIVE', by, 'The list is in and the messages read well.');
  for (const day of [1, 2, 3, 4]) {
    for (let hour = 8; hour < 16; hour += 0.5) {
      clock.goTo(day, hour);
      await orchestrator.run(campaign.id, { by: 'the worker' });
    }
  }
  return { campaignId: campaign.id };
}

/** What was said about Kestrel in public, a report over a week of it, and two posts on their way. */
export async function tellListening({ workspace, clock, by }: Telling, clientId: string): Promise<void> {
  clock.goTo(7, 7);
  const { sources, reports, posts } = await workspace.social();
  const source = await sources.add({ clientId, name: demoStory.feed.name });
  await sources.ingest(source, demoFeed(clock.now()));
  const window = { from: plusMs(clock.now(), -7 * dayMs), to: clock.now() };
  await reports.make({ clientId, window, by });
  for (const [index, { platform, text }] of demoStory.posts.entries()) {
    const post = await posts.create({ clientId, platform, text, account: demoStory.client.name, by });
    await posts.schedule(post.id, plusMs(clock.now(), (14 + index) * dayMs), by);
    await checkPost(workspace, post.id);
  }
}

/** The gazette of the demonstration as an RSS 2.0 document, its items dated before `now`. */
function demoFeed(now: Instant): string {
  const items = demoStory.feed.items.map(({ daysAgo, title, text }, index) => {
    const date = new Date(epochMs(now) - daysAgo * dayMs).toUTCString();
    return `<item><guid>gazette-${index}</guid><title>${title}</title><description>${text}</description><pubDate>${date}</pubDate><link>https://gazette.example/${index}</link></item>`;
  });
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${demoStory.feed.name}</title><link>https://gazette.example</link><description>News for depots</description>${items.join('')}</channel></rss>`;
}

/** A calendar of posts with its tasks, and what the engine would like to do next. */
export async function tellWork({ workspace, clock, by }: Telling, campaignId: string): Promise<void> {
  clock.goTo(4, 16);
  const { calendar } = await workspace.campaignOps();
  const plan = await calendar.suggest(campaignId as Parameters<typeof calendar.suggest>[0]); // ids cross contracts as text
  await calendar.save({ campaignId: campaignId as Parameters<typeof calendar.suggest>[0], plan, version: 0, by }); // as above
  clock.goTo(7, 9);
  await proposeWork(workspace);
}
