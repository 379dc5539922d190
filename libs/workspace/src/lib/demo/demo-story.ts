/**
 * The words of the demonstration: a fictional agency and its fictional client. Everything else that the demonstration
 * shows is made out of them by the product's own use cases.
 */
export const demoStory = {
  agency: {
    name: 'Northlight Studio',
    senderName: 'Ida Falk',
    senderEmail: 'ida@northlight.example',
    postalAddress: 'Northlight Studio, 12 Lantern Row, 20457 Hamburg, Germany',
    timeZone: 'Europe/Berlin',
  },
  client: {
    name: 'Kestrel Routes',
    senderName: 'Ida Falk',
    senderEmail: 'ida@kestrel-routes.example',
    postalAddress: 'Kestrel Routes, 4 Signal Street, 20457 Hamburg, Germany',
    timeZone: 'Europe/Berlin',
  },
  campaign: {
    name: 'Fewer empty miles',
    objective: 'Twelve first conversations with people who plan delivery routes',
    callToAction: 'a twenty-minute look at one of your own routes',
  },
  brief: {
    company: 'Kestrel Routes',
    offer: 'route planning for delivery fleets of ten to two hundred vans',
    audience: 'operations directors of regional delivery companies',
    problem: 'planners rebuild the whole day by hand whenever one order changes',
    promise: 'a changed order moves three stops instead of the whole day',
    proof: 'a bakery fleet in Leeds drove 14 % fewer miles in its first eight weeks',
    difference: 'the planner keeps the last word, because every proposal shows why',
    tone: 'plain, exact and a little dry',
    goal: 'twelve first conversations before the end of the quarter',
  },
  feed: {
    title: 'The Depot Gazette',
    items: [
      [
        'Kestrel Routes cuts empty miles for a Leeds bakery',
        'The bakery says the new plans are excellent, and drivers love the shorter days.',
      ],
      ['Same-day promises strain regional fleets', 'Planners complain that late orders ruin their routes.'],
      ['Fuel prices steady after a hard summer', 'Operators expect little change before spring.'],
      ['A reader writes: Kestrel Routes support was slow', 'I waited two days for an answer, which was disappointing.'],
      ['Depots turn to cargo bikes in old towns', 'Three councils report good results.'],
    ],
  },
} as const;
