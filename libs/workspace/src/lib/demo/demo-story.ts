import type { BriefContent } from '@aicmo/strategy/contract';

/**
 * The words of the demonstration: a fictional agency and its fictional client. Everything else that the demonstration
 * shows is made out of them by the product's own use cases.
 */
export const demoStory = {
  agency: {
    name: 'Northlight Studio',
    isAgency: true,
    senderName: 'Ida Falk',
    senderAddress: 'ida@northlight.example',
    postalAddress: 'Northlight Studio, 12 Lantern Row, 20457 Hamburg, Germany',
    timeZone: 'Europe/Berlin',
  },
  client: {
    name: 'Kestrel Routes',
    senderName: 'Ida Falk',
    senderAddress: 'ida@kestrel-routes.example',
    postalAddress: 'Kestrel Routes, 4 Signal Street, 20457 Hamburg, Germany',
    timeZone: 'Europe/Berlin',
    brandKit: { voice: 'plain, exact and a little dry', bannedWords: ['revolutionary', 'guaranteed'], disclaimers: [] },
  },
  campaign: {
    name: 'Fewer empty miles',
    objective: 'Twelve first conversations with people who plan delivery routes',
    callToAction: 'a twenty-minute look at one of your own routes',
    reasonForContact: 'I write to you because you plan routes for vans that deliver every day.',
    icp: {
      industries: ['Food delivery', 'Parcel and courier'],
      sizes: ['small' as const, 'medium' as const],
      revenueFromCents: 100_000_000,
      revenueToCents: 5_000_000_000,
      locations: ['Germany', 'France', 'United Kingdom'],
      titles: ['Operations Director', 'Head of Logistics', 'COO'],
    },
  },
  brief: {
    company: 'Kestrel Routes',
    industry: 'Logistics software',
    geography: 'Germany, France and the United Kingdom',
    offer: 'route planning for delivery fleets of ten to two hundred vans',
    pricing: 'a fixed price for each van and month',
    audience: 'operations directors of regional delivery companies',
    pains: [
      'one changed order means planning the whole day again',
      'drivers return with empty vans',
      'nobody can say why a route is as it is',
    ],
    outcomes: ['a changed order moves three stops instead of the whole day', 'planners go home on time'],
    objections: ['our planners know the roads better than any program'],
    differentiators: ['the planner keeps the last word', 'every proposed route shows its reasons'],
    proof: ['a bakery fleet in Leeds drove 14 % fewer miles in its first eight weeks'],
    competitors: ['spreadsheets', 'large planning suites'],
    channels: ['LinkedIn', 'newsletter', 'blog'],
    tone: 'plain, exact and a little dry',
    bannedWords: ['revolutionary', 'guaranteed'],
    objective: 'first conversations with people who plan routes',
    goal: 'twelve first conversations before the end of the quarter',
    callToAction: 'Send us one of your own routes',
    reviewEvery: 'WEEK' as const,
  } satisfies Partial<BriefContent>,
  posts: [
    {
      platform: 'linkedin' as const,
      text: 'One changed order should move three stops, not the whole day. That is how Kestrel Routes plans, and every route says why.',
    },
    {
      platform: 'bluesky' as const,
      text: 'A bakery fleet in Leeds drove 14 % fewer miles in its first eight weeks. The planner kept the last word.',
    },
  ],
  feed: {
    name: 'The Depot Gazette',
    items: [
      {
        daysAgo: 1,
        title: 'Kestrel Routes cuts empty miles for a Leeds bakery',
        text: 'The bakery says the new plans are excellent, and drivers love the shorter days.',
      },
      {
        daysAgo: 2,
        title: 'Same-day promises strain regional fleets',
        text: 'Planners complain that late orders ruin their routes.',
      },
      {
        daysAgo: 3,
        title: 'Fuel prices steady after a hard summer',
        text: 'Operators expect little change before spring.',
      },
      {
        daysAgo: 4,
        title: 'A reader writes: Kestrel Routes support was slow',
        text: 'I waited two days for an answer, which was disappointing.',
      },
      { daysAgo: 6, title: 'Depots turn to cargo bikes in old towns', text: 'Three councils report good results.' },
    ],
  },
};
