import type { EgressDoor, EgressLedger, Vault } from '@aicmo/core-effects';
import { unavailable } from '@aicmo/core-kernel';

/** How cam keeps passwords, and how it reaches mail servers: through the house's one way out. */
export interface MailAccess {
  readonly vault: Vault;
  readonly door: Pick<
    EgressDoor,
    | 'reserve'
    | 'reserveAll'
    | 'settle'
    | 'settleAll'
    | 'recover'
    | 'resolve'
    | 'openMailLine'
    | 'openMailbox'
    | 'mailTexts'
  > & { readonly ledger: Pick<EgressLedger, 'tries'> };
}

const missing = (): never => {
  throw unavailable({
    code: 'mail-no-access',
    message: 'Nothing here is connected to mail servers. Start AICMO as the operator app or the command line.',
  });
};

/** Keeps no secret and reaches nobody. */
export const noMailAccess: MailAccess = {
  vault: { seal: async () => missing(), open: async () => missing() },
  door: {
    reserve: async () => missing(),
    reserveAll: async () => missing(),
    settle: async () => missing(),
    settleAll: async () => missing(),
    recover: async () => [],
    resolve: async () => missing(),
    openMailLine: async () => missing(),
    openMailbox: async () => missing(),
    ledger: { tries: async () => [] },
    mailTexts: async () => ({ kind: 'unknown', why: 'Nothing here is connected to the outside.' }),
  },
};
