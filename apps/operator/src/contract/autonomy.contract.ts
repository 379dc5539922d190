import { ActionView, AutonomyEvent, Narrowing, PolicyView, autonomyModes } from '@aicmo/autonomy/contract';
import { ControlFlagsView, LedgerEntry } from '@aicmo/core-effects/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** What the lists of actions are called: what asks a person, what waits or runs, what is stuck, what is over. */
export const actionViews = ['asks', 'queue', 'stuck', 'over'] as const;
export type ActionViewName = (typeof actionViews)[number];

const Named = z.object({ id: z.string(), name: z.string() });

/** What the engine may do for one client, with what exceptions can be made from. */
export const ClientPolicy = z.object({ client: Named, policy: PolicyView, campaigns: z.array(Named) });
export type ClientPolicy = z.infer<typeof ClientPolicy>;

const oneAction = { result: ActionView } as const;
const reason = z.object({ reason: z.string() });

export const autonomyContract = defineEndpoints({
  actions: {
    method: 'GET',
    path: '/api/autonomy/actions',
    query: z.object({ client: z.optional(z.string()), view: z.enum(actionViews) }),
    result: z.object({
      actions: z.array(ActionView),
      /** How many each list has, for the same client. */
      counts: z.object({ asks: z.int(), queue: z.int(), stuck: z.int(), over: z.int() }),
    }),
    summary: 'One of the four lists of actions, the latest change first',
  },
  action: {
    method: 'GET',
    path: '/api/autonomy/actions/:actionId',
    result: z.object({ action: ActionView, story: z.array(AutonomyEvent) }),
    summary: 'One action with its story',
  },
  decide: {
    method: 'POST',
    path: '/api/autonomy/actions/:actionId/decision',
    body: z.object({ verdict: z.enum(['APPROVED', 'REJECTED']), reason: z.string() }),
    ...oneAction,
    summary: 'Say yes or no to an action; what is allowed begins at once',
  },
  cancel: { method: 'POST', path: '/api/autonomy/actions/:actionId/cancel', body: reason, ...oneAction },
  requeue: { method: 'POST', path: '/api/autonomy/actions/:actionId/requeue', body: reason, ...oneAction },
  settle: {
    method: 'POST',
    path: '/api/autonomy/actions/:actionId/settle',
    body: z.object({ wasDone: z.boolean(), reason: z.string() }),
    ...oneAction,
    summary: 'Say what became of an action with an uncertain end',
  },
  lookForWork: {
    method: 'POST',
    path: '/api/autonomy/look',
    result: z.object({ proposed: z.int(), known: z.int(), manual: z.int() }),
    summary: 'Look for due work, propose it, and carry out what needs no question',
  },
  policies: {
    method: 'GET',
    path: '/api/autonomy/policies',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({
      policies: z.array(ClientPolicy),
      kinds: z.array(z.object({ kind: z.string(), title: z.string() })),
    }),
    summary: 'What the engine may do, client by client',
  },
  setPolicy: {
    method: 'POST',
    path: '/api/autonomy/policies/:clientId',
    body: z.object({
      mode: z.enum(autonomyModes),
      narrower: z.array(Narrowing),
      version: z.int(),
      reason: z.string(),
    }),
    result: PolicyView,
    summary: 'Set what the engine may do for a client',
  },
  flags: {
    method: 'GET',
    path: '/api/autonomy/flags',
    result: z.object({ now: ControlFlagsView, history: z.array(ControlFlagsView) }),
    summary: 'The control flags, and their changes, newest first',
  },
  ledger: {
    method: 'GET',
    path: '/api/autonomy/ledger',
    query: z.object({ before: z.optional(z.string()) }),
    result: z.object({ entries: z.array(LedgerEntry), total: z.int(), externalSends: z.int() }),
    summary: 'Every outbound effect that was attempted, newest first, a page at a time',
  },
  ledgerBody: {
    method: 'GET',
    path: '/api/autonomy/ledger/:entryId/body',
    result: z.object({ body: z.string() }),
    summary: 'The kept bytes of one outbound effect',
  },
});
