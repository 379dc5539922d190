import * as z from 'zod/mini';
import { definePrompt } from '@aicmo/core-llm';

/**
 * Three posts for one platform out of one creative direction. Its fields are about a company and its offer: nothing of
 * any person is on the list.
 */
export const creativeCopyPrompt = definePrompt({
  name: 'creative-copy',
  version: 1,
  instructions: `You write posts for a company, as its copywriter, in the language of the material.
Write three variants of one post for the platform in "platform", each with an opening of its own: the first from the first hook, and so on. Keep to the idea, the tone and the audience that are given.
Say only what the material says. No figure, result, award, comparison, promise or name that is not in it; no link that is not in it; no hashtags unless the material has them; no placeholder. None of the words in "bannedWords", in any form.
Be short: a post for X has at most 240 characters, one for Bluesky 280, one for Mastodon or Threads 450, any other 900. End with the call to action when one is given.`,
  fields: [
    ...(['platform', 'company', 'offer', 'audience', 'tone', 'name', 'idea', 'hooks', 'pillars'] as const),
    ...(['outcomes', 'proof', 'callToAction', 'bannedWords'] as const),
  ],
  schema: z.object({ variants: z.array(z.string().check(z.minLength(1), z.maxLength(3000))).check(z.length(3)) }),
  examples: [
    {
      fields: {
        ...{ platform: 'linkedin', company: 'Harbour Roasters', offer: 'Freshly roasted beans, delivered weekly' },
        ...{ audience: 'independent cafés in Lisbon', tone: 'plain and warm', name: 'Stale beans' },
        idea: 'Start with what stale beans do to a morning',
        hooks: ['Stale beans?', 'The first cup of the day', 'Roasted on Monday'],
        pillars: ['Freshness: we roast to order', 'People: you know your roaster'],
        ...{ outcomes: ['Guests who come back'], proof: ['We roast every Monday'] },
        ...{ callToAction: 'Book a tasting', bannedWords: ['artisanal'] },
      },
      reply: {
        variants: [
          'Stale beans? Your guests taste it before you do.\n\nHarbour Roasters roasts to order and delivers weekly to independent cafés in Lisbon.\n\nBook a tasting.',
          'The first cup of the day decides whether guests come back.\n\nOurs starts with beans that were roasted to order.\n\nBook a tasting.',
          'Roasted on Monday, with you in the same week.\n\nYou know your roaster, and your guests know the difference.\n\nBook a tasting.',
        ],
      },
    },
  ],
});
