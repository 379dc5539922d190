import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A client as the frame lists it. */
export const ClientChoice = z.object({
  id: z.string(),
  name: z.string(),
  isAgency: z.boolean(),
  /** IANA name. */
  timeZone: z.string(),
});
export type ClientChoice = z.infer<typeof ClientChoice>;

/** A client to be made. What is left empty can be entered later. */
export const ClientForm = z.object({
  name: z.string(),
  isAgency: z.boolean(),
  timeZone: z.string(),
  senderName: z.string(),
  senderAddress: z.string(),
  postalAddress: z.string(),
});
export type ClientForm = z.infer<typeof ClientForm>;

/** A client as its form shows it. `updatedAt` names what was edited: a form over what has changed since is refused. */
export const ClientDetails = z.extend(ClientForm, { id: z.string(), updatedAt: z.string() });
export type ClientDetails = z.infer<typeof ClientDetails>;

/** Something found by name: where it opens is the screen's business. */
export const Found = z.object({
  kind: z.enum(['campaign', 'lead']),
  id: z.string(),
  clientId: z.string(),
  title: z.string(),
  /** What tells it from others of the same name: the company, the client. */
  note: z.string(),
});
export type Found = z.infer<typeof Found>;

/** The clients of the agency, for the frame around every tab, and what the search finds among their records. */
export const clientsContract = defineEndpoints({
  list: {
    method: 'GET',
    path: '/api/clients/choices',
    result: z.object({ clients: z.array(ClientChoice) }),
    summary: 'The clients of the agency, by name',
  },
  create: {
    method: 'POST',
    path: '/api/clients/new',
    body: ClientForm,
    result: ClientChoice,
    summary: 'Make a client',
  },
  get: {
    method: 'GET',
    path: '/api/clients/:clientId/details',
    result: ClientDetails,
    summary: 'One client, as its form shows it',
  },
  change: {
    method: 'POST',
    path: '/api/clients/:clientId/details',
    body: z.extend(z.partial(ClientForm), { updatedAt: z.string() }),
    result: ClientDetails,
    summary: 'Change a client',
  },
  find: {
    method: 'GET',
    path: '/api/clients/find',
    query: z.object({ text: z.string() }),
    result: z.object({ found: z.array(Found) }),
    summary: 'Campaigns and leads by a part of their name, a handful of each',
  },
});
