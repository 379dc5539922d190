import { CreativeMaterial, type CreativeInput } from '../contract/material.ts';

/** Material that is rich enough to compose from. */
export const aMaterial = (given: CreativeInput = {}): CreativeMaterial =>
  CreativeMaterial.parse({
    company: 'Harbour Roastery',
    offer: 'Coffee beans roasted to order for cafés.',
    audience: 'Independent cafés in Lisbon',
    pains: ['Beans arrive weeks after roasting', 'Every bag tastes different'],
    outcomes: ['The same cup every morning', 'Less waste at the end of the week'],
    differentiators: ['Roasted within 24 hours of the order', 'One roaster, one recipe for each café'],
    proof: ['4.9 stars from 310 reviews', 'Café Lima threw away 30 % less in a month'],
    tone: 'warm, plain-spoken',
    callToAction: 'Book a tasting',
    ...given,
  });
