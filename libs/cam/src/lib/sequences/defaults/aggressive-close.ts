import { ask, company, introduction, letter, reason, type DefaultSequence } from '../default-sequence.ts';

/** HOT leads: three mails in five days. Days from DOMAIN section 4. */
export const aggressiveClose: DefaultSequence = {
  key: 'aggressive_close',
  name: 'Aggressive close',
  goal: 'A date for a conversation this week',
  tier: 'HOT',
  steps: [
    {
      day: 0,
      subject: '{{ client.name }} and {{ lead.company | default: "your team" }}',
      body: letter(
        `${introduction} ${reason}`,
        `From the outside, ${company} looks like a good fit for it{% if lead.title %}, and as {{ lead.title }} you can judge that better than I can{% endif %}.`,
        ask,
        'If you tell me two times that suit you, I will send the invitation and three points to talk about, so that nobody has to prepare.',
      ),
    },
    {
      day: 2,
      subject: '',
      body: letter(
        'A short second note, because days fill up quickly.',
        `If it helps, I can write down on one page what I would look at first at ${company}. You could then decide without a call whether it is worth one.`,
        'Shall I send the page, or do you have 20 minutes this week?',
      ),
    },
    {
      day: 5,
      subject: '',
      body: letter(
        'This is my last mail on this, so that your inbox stays yours.',
        'One word is enough: "yes" and I propose two times, "later" and I come back in three months, "no" and I will not write again.',
        'Thank you for reading this far.',
      ),
    },
  ],
};
