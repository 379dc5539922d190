import type { Channel } from '@aicmo/core-kernel';

/** What a task needs to know of its lead. */
export interface HandOver {
  readonly channel: Exclude<Channel, 'email'>;
  readonly leadName: string;
  readonly company: string;
  /** Where the lead is on the channel: a profile, a number, a site. */
  readonly recipient: string;
  readonly clientName: string;
}

interface Words {
  readonly title: string;
  readonly steps: readonly string[];
}

const prove = 'Complete this task with one sentence on what you did; the sequence then goes on.';

/** What a person does, step by step, and what stands above it. */
export function handOverWords({ channel, leadName, company, recipient, clientName }: HandOver): Words {
  const who = company === '' ? leadName : `${leadName}, ${company}`;
  const words: Readonly<Record<HandOver['channel'], Words>> = {
    linkedin: {
      title: `Write to ${who} on LinkedIn`,
      steps: [
        `Open ${recipient} and check that it is ${leadName}.`,
        `Write from the profile of ${clientName}, with the text of this task; change what does not fit.`,
        'If the person has written to you there, answer that instead and cancel this task.',
        prove,
      ],
    },
    phone: {
      title: `Call ${who}`,
      steps: [
        `Call ${recipient} in the person’s business hours, for ${clientName}.`,
        'Say who calls and why, as the text of this task does; ask whether this is a good moment.',
        'Whoever does not want to be called again is put on the list of those never contacted.',
        prove,
      ],
    },
    contact_form: {
      title: `Use the contact form of ${company === '' ? recipient : company}`,
      steps: [
        `Open ${recipient} and look for the contact form.`,
        `Fill it in for ${clientName}, to the attention of ${leadName}, with the text of this task.`,
        'Leave every box for newsletters and terms that nobody asked for empty.',
        prove,
      ],
    },
  };
  return words[channel];
}
