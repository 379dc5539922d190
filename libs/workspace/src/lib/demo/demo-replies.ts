import type { OutreachAttempt } from '@aicmo/cam/contract';
import { defaultMailboxLimits } from '@aicmo/cam/contract';
import { composeMail } from '@aicmo/core-effects';
import { hourMs, plusMs } from '@aicmo/core-kernel';
import type { Telling } from './demo-chapters.ts';
import { demoStory } from './demo-story.ts';

/** What a person, or their program, wrote back, so many hours before the chapter's end. */
interface DemoReply {
  readonly hoursAgo: number;
  readonly text: string;
  readonly isAutomatic?: true;
}

const replies: readonly DemoReply[] = [
  {
    hoursAgo: 26,
    text: 'Hello,\n\nthat sounds good. We lose a day a month to exactly this. Could we talk on Thursday morning?',
  },
  { hoursAgo: 22, text: 'Who are you, and how did you come by my address?' },
  {
    hoursAgo: 20,
    text: 'Thank you for your message. I am out of the office until 30 June and will answer when I am back.',
    isAutomatic: true,
  },
  { hoursAgo: 6, text: 'No thank you, we are not interested.' },
  { hoursAgo: 3, text: 'Interesting. Can you send me prices for a fleet of twelve vans?' },
];

/** Some of those who were written to write back; one answer is begun. The mailbox is read by nobody: it is not there. */
export async function tellReplies({ workspace, clock, by }: Telling, clientId: string): Promise<void> {
  clock.goTo(11, 15);
  const { inbound, inbox, mailboxes, messages } = await workspace.cam();
  const server = { host: 'mail.kestrel-routes.example', port: 465, security: 'tls', user: demoMailbox } as const;
  const draft = {
    ...{ address: demoMailbox, senderName: demoStory.client.senderName, replyTo: '' },
    signature: `${demoStory.client.senderName}\n${demoStory.client.name}`,
    ...{
      postalAddress: demoStory.client.postalAddress,
      providerId: null,
      certificate: '',
      smtp: server,
      imap: null,
      limits: defaultMailboxLimits,
    },
  };
  const mailbox = await mailboxes.add(clientId, draft, { smtp: 'a password of nobody' }, by);
  const { attempts } = await messages.list({ clientId, state: 'SIMULATED' }, { limit: 200 });
  const reached = [...new Map(attempts.map((attempt) => [attempt.leadId, attempt])).values()];
  for (const [index, reply] of replies.entries()) {
    const attempt = reached[index];
    if (!attempt) continue;
    const at = plusMs(clock.now(), -reply.hoursAgo * hourMs);
    await inbound.receive(mailbox.id, await mailOf(attempt, reply, at), at);
  }
  const [oldest] = (await inbox.list({ clientId })).items;
  if (oldest) await inbox.saveDraft(oldest.id, 'Hello,\n\nThursday at ten suits us well. ', null, by);
}

const demoMailbox = demoStory.client.senderAddress;

const mailOf = (attempt: OutreachAttempt, { text, isAutomatic }: DemoReply, at: string): Promise<Uint8Array> =>
  composeMail({
    ...{
      from: { name: attempt.leadName, address: attempt.recipient },
      to: { name: demoStory.client.senderName, address: demoMailbox },
    },
    ...{ subject: `Re: ${attempt.subject}`, text, html: null, messageId: `${attempt.id}@reply.example` },
    ...{ references: [], at, headers: isAutomatic ? { 'Auto-Submitted': 'auto-replied' } : {} },
  });
