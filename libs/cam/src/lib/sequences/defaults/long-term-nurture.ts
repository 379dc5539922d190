import { ask, company, introduction, letter, reason, type DefaultSequence } from '../default-sequence.ts';

/** COOL leads: six mails in 25 days. Days from DOMAIN section 4. */
export const longTermNurture: DefaultSequence = {
  key: 'long_term_nurture',
  name: 'Long-term nurture',
  goal: 'To be remembered when the moment comes',
  tier: 'COOL',
  steps: [
    {
      day: 0,
      subject: 'An introduction: {{ client.name }}',
      body: letter(
        `${introduction} ${reason}`,
        `This may be too early for ${company}, so I will keep it short and write only a few times.`,
        ask,
      ),
    },
    {
      day: 5,
      subject: '',
      body: letter(
        'One question: which task would you hand over tomorrow if you could?',
        'I read every answer myself, and one line is plenty.',
      ),
    },
    {
      day: 10,
      subject: '',
      body: letter(
        'If you ever wonder where to begin, try three steps: write down what is done every week, mark what nobody would miss, and look at the rest together.',
        `You can do the first two without us. For the third, I am glad to spend half an hour on ${company}.`,
      ),
    },
    {
      day: 15,
      subject: 'Is this still of interest, {{ lead.firstName | default: "or not" }}?',
      body: letter(
        'I have sent you three mails now and do not want to go on unasked.',
        'If the subject interests you but the time is wrong, reply with a month and I will come back then. If it does not interest you, reply "no" and that settles it.',
      ),
    },
    {
      day: 20,
      subject: '',
      body: letter(
        `What usually speaks against a first talk is time, budget or an existing supplier. Which of them is it at ${company}?`,
        'I ask because I can be useful in two of the three cases, and would leave you alone in the third.',
      ),
    },
    {
      day: 25,
      subject: '',
      body: letter(
        'This is the last mail of this series. Thank you for your patience.',
        'My address stays the same: whenever the question comes up, reply here.',
      ),
    },
  ],
};
