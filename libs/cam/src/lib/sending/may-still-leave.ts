import type { SuppressionService } from '../suppression/suppression-service.ts';
import type { SendingTools } from './sending-tools.ts';

interface Parts {
  readonly tools: Pick<SendingTools, 'sending'>;
  readonly suppression: Pick<SuppressionService, 'hits'>;
}

/**
 * Whether a message whose reservation is committed may still leave, asked right before DATA: an opt-out, an answer, a
 * pause or an entry on the list of those who are never contacted may have been committed while it waited for its server,
 * or beside the transaction that reserved it. DOMAIN section 5: nothing leaves that a person or a rule stopped.
 */
export async function mayStillLeave({ tools, suppression }: Parts, attemptId: string): Promise<boolean> {
  const lead = await tools.sending.leadToSend(attemptId);
  if (!lead) return false;
  const [hits = []] = await suppression.hits([lead]);
  return hits.length === 0;
}
