import { ask, company, introduction, letter, reason, type DefaultSequence } from '../default-sequence.ts';

/** WARM leads: four mails in ten days. Days from DOMAIN section 4. */
export const regularNurture: DefaultSequence = {
  key: 'regular_nurture',
  name: 'Regular nurture',
  goal: 'A first conversation, without pressing for it',
  tier: 'WARM',
  steps: [
    {
      day: 0,
      subject: 'A question for {{ lead.company | default: "your team" }}',
      body: letter(
        `${introduction} ${reason}`,
        `I do not know yet whether this matters at ${company} right now, so I would rather ask than guess.`,
        ask,
      ),
    },
    {
      day: 3,
      subject: '',
      body: letter(
        'One thing that I left out of my first mail: you do not need to decide anything to talk to us.',
        `I would ask how things are done today{% if lead.industry %} in {{ lead.industry }}{% endif %}, what takes too long, and whether that is worth changing. If the answer is no, I will say so.`,
        'Would that be useful to you?',
      ),
    },
    {
      day: 7,
      subject: '',
      body: letter(
        `Perhaps I am writing to the wrong person. Who at ${company} looks after this?`,
        'A name is enough; I will mention that you sent me only if you are happy with that.',
      ),
    },
    {
      day: 10,
      subject: 'Closing my note to {{ lead.company | default: "you" }}',
      body: letter(
        'I have not heard from you, which is an answer too, so I will stop here.',
        'Should the subject come up again, reply to this mail and it will reach me directly.',
        'I wish you a good week.',
      ),
    },
  ],
};
