import { composed, judgement, told, type LayerRule } from './layer.ts';
import { say } from './quote.ts';

/** Layer 6: where it is said, and when a place is given up. */
export const channelLayer: LayerRule = {
  id: 'channels',
  title: 'Channels',
  fields: [
    told('channels.names', 'Channels', ['channels'], 'Where do these people already listen? Name up to ten places.'),
    judgement(
      'channels.roles',
      'Role of each channel',
      'What is each channel for: being found, being believed, being chosen or being kept?',
    ),
    judgement(
      'channels.formats',
      'What is published where',
      'Which kinds of content fit each channel, and who can make them?',
    ),
    composed(
      'channels.act',
      'The act that every channel leads to',
      ['callToAction'],
      'Which one act should a reader take?',
      (act) => say`${act}.`,
    ),
    judgement(
      'channels.stop',
      'When a channel is given up',
      'Which number, after how long, ends the work on a channel?',
    ),
  ],
};
