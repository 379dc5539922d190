import type { ConfirmationMessages } from '@aicmo/cam';
import { createVault, type EgressDoor } from '@aicmo/core-effects';
import type { WorkspaceParts } from '../workspace-parts.ts';

/** Clients, campaigns, leads and what is written to them; an import that is under way ends with the workspace. */
export const loadCam = async (parts: WorkspaceParts) => {
  const { db, databaseUrl, importsFolder, mailKeyFile, clock, outbox, door, connectors, publicUrl, flags } = parts;
  const cam = (await import('@aicmo/cam')).createCam({
    db,
    clock,
    importsFolder,
    publicUrl,
    flags,
    events: outbox,
    confirmations: confirmationsBy(door),
    mail: { vault: createVault(mailKeyFile), door },
    outside: { mailDomain: door.mailDomain, ask: door.ask, connectors },
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  return {
    ...cam,
    stop: async () => void (await Promise.all([cam.imports.stop(), cam.leadRuns.stopAll(), cam.matchRuns.stop()])),
  };
};

/** A delivery without a campaign follows the rows of LIVE (EFFECTS); until there is a mailbox it is made as a proof. */
const confirmationsBy = (door: EgressDoor): ConfirmationMessages => ({
  send: async (tx, { to, subject, text, submissionId }) => {
    const result = await door.deliver(tx, {
      ...{ kind: 'mail', mode: 'LIVE', destination: to, summary: subject, subjectRef: submissionId },
      body: `To: ${to}\nSubject: ${subject}\n\n${text}`,
    });
    const why =
      result.outcome === 'REFUSED'
        ? `Not sent: ${result.refusals.map((each) => each.text).join(' ')}`
        : 'Made as a proof: nothing left this house.';
    return { state: 'not-sent', ledgerId: result.ledgerId, why };
  },
});
