import * as z from 'zod/mini';
import { askService } from '../ask-service.ts';
import type { AddressConnector, AddressFound, ConnectorAnswer, ConnectorParts } from '../lead-connector.ts';

const Reply = z.object({ data: z.object({ status: z.string() }) });

/** What its words mean; one that is not among them says nothing that we know. */
const verdicts: Readonly<Record<string, AddressFound>> = {
  valid: { result: 'VALID', why: 'Hunter says that this mailbox exists.' },
  invalid: { result: 'INVALID', why: 'Hunter says that there is no such mailbox.' },
  accept_all: {
    result: 'RISKY',
    why: 'Hunter says that the domain takes mail for every name, so this one may not exist.',
  },
  webmail: { result: 'RISKY', why: 'Hunter says that this is a private mailbox, which it cannot look into.' },
  disposable: { result: 'RISKY', why: 'Hunter says that this is an address to be thrown away.' },
  unknown: { result: 'UNKNOWN', why: 'Hunter could not find out.' },
};

/** Whether a mailbox exists, as Hunter's interface "Email Verifier" says it (its reference, 2026-11). */
export function hunterConnector(parts: ConnectorParts): AddressConnector {
  const name = 'Hunter';
  return {
    ...{ id: 'hunter', name, does: 'addresses', keyVariable: 'HUNTER_API_KEY', isOn: parts.apiKey !== '' },
    verify: async (leadId, email, signal) => {
      const answer = await askService(
        name,
        parts,
        {
          ...{ method: 'GET', path: `/v2/email-verifier?email=${encodeURIComponent(email)}`, leadId },
          ...{ headers: { 'x-api-key': parts.apiKey }, summary: 'Hunter: does this mailbox exist' },
        },
        signal,
      );
      return answer.ok ? readVerdict(answer.reply.status, answer.reply.body) : answer;
    },
  };
}

function readVerdict(status: number, body: unknown): ConnectorAnswer<AddressFound> {
  // 202: it is still at work; 222: the other server did not let it look.
  if (status === 202 || status === 222) return { ok: true, value: verdicts['unknown'] };
  if (status === 451)
    return { ok: true, value: { result: 'UNKNOWN', why: 'This person asked Hunter to keep nothing.' } };
  const result = z.safeParse(Reply, body);
  if (!result.success)
    return { ok: false, failure: 'unreadable', why: 'Hunter answered with something that cannot be read.' };
  const { status: word } = result.data.data;
  return {
    ok: true,
    value: verdicts[word] ?? { result: 'UNKNOWN', why: `Hunter says “${word}”, which we do not know.` },
  };
}
