import { BriefContent } from '../contract/brief-content.ts';

/** What a client could have told us: enough to draft from, with some questions left open. */
export const aBrief = (told: Partial<BriefContent> = {}): BriefContent =>
  BriefContent.parse({
    company: 'Harbour Roastery',
    offer: 'Coffee beans roasted to order for cafés.',
    industry: 'speciality coffee',
    audience: 'independent cafés in Lisbon',
    bottleneck: 'TRUST',
    pains: ['Beans arrive weeks after roasting', 'Every bag tastes different'],
    outcomes: ['The same cup every morning', 'Less waste at the end of the week'],
    objections: ['Changing the roaster changes the menu'],
    differentiators: ['Roasted within 24 hours of the order', 'One roaster, one recipe for each café'],
    proof: ['4.9 stars from 310 reviews'],
    channels: ['LinkedIn', 'Instagram'],
    tone: 'warm, plain-spoken',
    bannedWords: ['artisanal'],
    objective: 'More first orders from cafés',
    goal: 'Twenty new cafés by the end of June',
    ...told,
  });
