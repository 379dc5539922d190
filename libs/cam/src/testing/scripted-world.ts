import type { SmtpOutcome } from '@aicmo/core-effects';
import { startImapServer, startSmtpServer, smtpReply } from '@aicmo/core-effects/testing';
import type { TestImapServer, TestSmtpServer } from '@aicmo/core-effects/testing';
import type { Clock } from '@aicmo/core-kernel';
import type { OutsideWorld } from '../lib/simulation/outside-world.ts';
import { postBag, seenLetter, type MailScript } from './scripted-mail.ts';

/** Counts how often each address was tried. */
function countTries(): (to: string) => number {
  const tries = new Map<string, number>();
  return (to) => {
    const count = (tries.get(to) ?? 0) + 1;
    tries.set(to, count);
    return count;
  };
}

/** The script as a played world. `addressAt`: whose mailbox is behind an IMAP port. */
export function playedWorld(script: MailScript, addressAt: (imapPort: number) => string): OutsideWorld {
  const [bag, tried] = [postBag(), countTries()];
  const utf8 = new TextEncoder();
  return {
    answer: ({ raw, ...envelope }) => {
      const refusal = script.recipient(envelope.to, tried(envelope.to));
      if (refusal) return refused(refusal);
      const letter = seenLetter(envelope, new TextDecoder().decode(raw));
      const { isCut = false, back = [] } = script.taken(letter);
      bag.add(letter, back);
      if (isCut) return { outcome: 'unknown', why: 'The connection broke before the server said yes.', transcript: [] };
      return { outcome: 'accepted', response: '250 OK', transcript: [] };
    },
    mails: ({ port }, folder, now) =>
      folder === 'INBOX' ? bag.arrived(addressAt(port), now).map(({ at, raw }) => ({ at, raw: utf8.encode(raw) })) : [],
    nextMailAt: (now) => bag.nextAt(now),
  };
}

const refused = ({ code, text }: { readonly code: number; readonly text: string }): SmtpOutcome => ({
  ...{ outcome: 'refused', stage: 'recipient', code, status: /^\d\.\d+\.\d+/.exec(text)?.[0] ?? '' },
  ...{ response: `${code} ${text}`, isTemporary: code < 500, transcript: [] },
});

/** The script played by real servers: one that takes mail, and one mailbox for each address. */
export interface ScriptedServers {
  readonly smtp: TestSmtpServer;
  readonly imap: ReadonlyMap<string, TestImapServer>;
  /** Puts into the mailboxes what has come by now; says whether anything did. */
  deliverDue(): boolean;
  nextMailAt(): ReturnType<OutsideWorld['nextMailAt']>;
  close(): Promise<void>;
}

/** Starts them. `clock` says when a message came. */
export async function startScriptedServers(
  script: MailScript,
  addresses: readonly string[],
  clock: Clock,
): Promise<ScriptedServers> {
  const [bag, tried] = [postBag(), countTries()];
  const delivered = new Map<string, number>();
  const imap = new Map<string, TestImapServer>();
  for (const address of addresses) imap.set(address, await startImapServer());
  const smtp: TestSmtpServer = await startSmtpServer({
    onRecipient: (to) => {
      const refusal = script.recipient(to, tried(to));
      if (refusal) throw smtpReply(refusal.code, refusal.text);
    },
    onMessage: ({ from, to: [to = ''], raw }) => {
      const letter = seenLetter({ at: clock.now(), from, to }, raw);
      const { isCut = false, back = [] } = script.taken(letter);
      bag.add(letter, back);
      if (isCut) smtp.cut();
    },
  });
  return {
    smtp,
    imap,
    deliverDue: () => {
      let hasCome = false;
      for (const [address, server] of imap) {
        const all = bag.arrived(address, clock.now());
        const fresh = all.slice(delivered.get(address) ?? 0);
        for (const { at, raw } of fresh) server.deliver('INBOX', raw, at);
        delivered.set(address, all.length);
        hasCome ||= fresh.length > 0;
      }
      return hasCome;
    },
    nextMailAt: () => bag.nextAt(clock.now()),
    close: async () => {
      await Promise.all([smtp.close(), ...[...imap.values()].map((server) => server.close())]);
    },
  };
}
