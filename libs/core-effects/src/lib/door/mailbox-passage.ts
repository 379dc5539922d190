import { unavailable, type Clock } from '@aicmo/core-kernel';
import type { ControlFlags } from '../flags/control-flags.ts';
import { openImapMailbox, type ImapMailbox } from '../mail/imap-mailbox.ts';
import type { ImapSettings } from '../mail/imap-settings.ts';
import type { EgressLedger } from './egress-ledger.ts';

interface Deps {
  readonly clock: Clock;
  readonly flags: ControlFlags;
  readonly ledger: EgressLedger;
  readonly demo: boolean;
}

/**
 * Opens a mailbox for reading: a read, so only a stop of everything holds it, and it is counted and leaves no ledger
 * row. EFFECTS, the three classes. Throws `unavailable`: `door-killed`, `door-demo`, or `imap-…` for what the server does.
 */
export async function openMailbox({ clock, flags, ledger, demo }: Deps, settings: ImapSettings): Promise<ImapMailbox> {
  const assertOpen = async (): Promise<void> => {
    if (demo) {
      throw unavailable({ code: 'door-demo', message: 'This is demonstration data, so no mailbox is read.' });
    }
    if ((await flags.read()).killed) {
      throw unavailable({
        code: 'door-killed',
        message: 'Everything is stopped, so no mailbox is read. Release it under Autonomy.',
      });
    }
  };
  const counted = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await assertOpen();
    const count = (succeeded: boolean) => ledger.countRead(settings.host, clock.now().slice(0, 10), succeeded);
    try {
      const result = await work();
      await count(true);
      return result;
    } catch (error) {
      await count(false);
      throw error;
    }
  };
  const mailbox = await counted(() => openImapMailbox(settings));
  return {
    ...mailbox,
    folders: () => counted(() => mailbox.folders()),
    read: (folder, mark, limit) => counted(() => mailbox.read(folder, mark, limit)),
    foldersWith: (messageId, folders) => counted(() => mailbox.foldersWith(messageId, folders)),
  };
}
