import type { SequenceEdit } from '../../contract/sequence.ts';
import { ask, introduction, letter, reason } from './default-sequence.ts';

/** The message with which a new sequence begins: it can go as it is, and shows what a template can do. */
export const starterSteps: SequenceEdit['steps'] = [
  {
    ...{ day: 0, channel: 'email', subject: 'A question for {{ lead.company | default: "your team" }}' },
    body: letter(`${introduction} ${reason}`, ask),
  },
];
