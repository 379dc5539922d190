import { composed, told, type LayerRule } from './layer.ts';
import { say } from './quote.ts';

/** Layer 1: how the company earns, and what stops it from earning more. */
export const businessLayer: LayerRule = {
  id: 'business',
  title: 'Business reality',
  fields: [
    composed(
      'business.model',
      'Business model',
      ['company', 'offer'],
      'What does the company sell, and to whom does the money flow?',
      (company, offer) => say`${company}: ${offer}.`,
    ),
    told('business.category', 'Trade and place', ['industry', 'geography'], 'In which trade and where does it sell?'),
    told('business.revenue', 'Revenue streams', ['revenueStreams'], 'Which sources bring the money, largest first?'),
    told('business.economics', 'Unit economics', ['unitEconomics'], 'What does one customer bring and cost in a year?'),
    told('business.pricing', 'Pricing logic', ['pricing'], 'How is it priced, and why like that?'),
    told('business.constraint', 'Growth constraint', ['growthConstraint'], 'What would change most if it were solved?'),
    told(
      'business.bottleneck',
      'Bottleneck',
      ['bottleneck'],
      'Where are buyers lost: demand, awareness, trust, conversion or retention?',
    ),
    told('business.risk', 'Appetite for risk', ['riskTolerance'], 'How far may a message go before it harms?'),
  ],
};
