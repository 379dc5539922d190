import { ask, company, introduction, letter, reason, type DefaultSequence } from '../default-sequence.ts';

/** COLD leads: one mail a week for eight weeks. Days from DOMAIN section 4. */
export const coldOutreach: DefaultSequence = {
  key: 'cold_outreach',
  name: 'Cold outreach',
  goal: 'To learn whether there is any interest at all',
  tier: 'COLD',
  steps: [
    {
      day: 0,
      subject: 'May I ask you something, {{ lead.firstName | default: "briefly" }}?',
      body: letter(
        `We have not met: ${introduction} ${reason}`,
        `I do not know how ${company} handles this{% if lead.location %} in {{ lead.location }}{% endif %}, so I would rather ask than assume.`,
        ask,
        'If not, one word is enough and I will not write again.',
      ),
    },
    {
      day: 7,
      subject: '',
      body: letter(
        'Last week I asked for your time without saying what you would get for it.',
        'What I can promise for a first conversation: I listen first, name one thing that I would change, and say so when somebody else fits better.',
        'Is that worth 20 minutes to you?',
      ),
    },
    {
      day: 14,
      subject: '',
      body: letter(
        `Is there somebody else at ${company} to whom I should write instead?`,
        'A name or a forward is enough, and you will not hear from me again.',
      ),
    },
    {
      day: 21,
      subject: 'How do you do this at {{ lead.company | default: "your company" }}?',
      body: letter(
        'I would like to understand how you handle this today: in the house, with a supplier, or not at all?',
        'Reply with "house", "supplier" or "not at all". That helps me to send you something useful, or nothing.',
      ),
    },
    {
      day: 28,
      subject: '',
      body: letter(
        'I know that mails from strangers are rarely welcome, so here is the whole offer in one sentence.',
        `${ask} Nothing else follows unless you want it.`,
      ),
    },
    {
      day: 35,
      subject: '',
      body: letter(
        'Some people prefer to read first. I can send you a one-page summary of how we work and what it costs.',
        'Reply "send it" and it is with you the same day.',
      ),
    },
    {
      day: 42,
      subject: '',
      body: letter(
        `One last question before I stop: what would have to happen for this to become a subject at ${company}?`,
        'If you name it, I will come back then and not before.',
      ),
    },
    {
      day: 49,
      subject: 'My last mail to you',
      body: letter(
        'I have written to you for seven weeks, and that is enough.',
        'Should you need us one day, reply to this mail. Until then I wish you all the best.',
      ),
    },
  ],
};
