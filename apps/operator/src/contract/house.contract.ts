import { ControlFlagsView } from '@aicmo/core-effects/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** How the database stands to this version of the code. */
export const SchemaView = z.object({
  state: z.enum(['ok', 'missing', 'behind', 'newer', 'unreachable']),
  /** One plain sentence for the operator. */
  text: z.string(),
  /** How many steps a bootstrap would take; 0 when there is nothing to do. */
  pending: z.number(),
});
export type SchemaView = z.infer<typeof SchemaView>;

/** What every page knows of the house: asked again every few seconds, so it must stay cheap. */
export const House = z.object({
  /** Demonstration data: MOCK banner on every page. */
  demo: z.boolean(),
  /** Null while there is no schema to read them from. */
  flags: z.nullable(ControlFlagsView),
  schema: SchemaView,
  build: z.object({
    /** `AICMO_OPERATOR_` + version + commit + date. */
    marker: z.string(),
    version: z.string(),
    commit: z.string(),
    date: z.string(),
  }),
  llm: z.object({
    on: z.boolean(),
    /** Why it is on or off, in one plain sentence. */
    reason: z.string(),
  }),
  /** How many things need a person, by tab id; a tab without a number needs nobody. */
  needs: z.record(z.string(), z.number()),
});
export type House = z.infer<typeof House>;

/** A client as the frame lists it. */
export const HouseClient = z.object({
  id: z.string(),
  name: z.string(),
  isAgency: z.boolean(),
  /** IANA name. */
  timeZone: z.string(),
});
export type HouseClient = z.infer<typeof HouseClient>;

/** A client to be made. What is left empty can be entered later. */
export const NewHouseClient = z.object({
  name: z.string(),
  isAgency: z.boolean(),
  timeZone: z.string(),
  senderName: z.string(),
  senderAddress: z.string(),
  postalAddress: z.string(),
});
export type NewHouseClient = z.infer<typeof NewHouseClient>;

/** Something that can be found by name from the search: a lead, a campaign, a client. */
export const Hit = z.object({
  kind: z.enum(['client', 'campaign', 'lead']),
  id: z.string(),
  title: z.string(),
  note: z.string(),
  /** Where it opens, inside the app. */
  href: z.string(),
});
export type Hit = z.infer<typeof Hit>;

export const houseContract = defineEndpoints({
  house: { method: 'GET', path: '/api/house', result: House, summary: 'What every page knows of the house' },
  setFlags: {
    method: 'POST',
    path: '/api/house/flags',
    body: z.object({
      paused: z.optional(z.boolean()),
      killed: z.optional(z.boolean()),
      proofMode: z.optional(z.boolean()),
      /** Kept with the change; must not be blank. */
      reason: z.string(),
    }),
    result: ControlFlagsView,
    summary: 'Hold or release everything that leaves, or change proof mode',
  },
  bootstrap: {
    method: 'POST',
    path: '/api/house/bootstrap',
    result: z.object({ tablesBefore: z.number(), tablesAfter: z.number(), applied: z.array(z.string()) }),
    summary: 'Create the schema, or bring it to this version: the explicit step',
  },
  clients: {
    method: 'GET',
    path: '/api/house/clients',
    result: z.object({ clients: z.array(HouseClient) }),
    summary: 'The clients of the agency, by name',
  },
  createClient: {
    method: 'POST',
    path: '/api/house/clients',
    body: NewHouseClient,
    result: HouseClient,
    summary: 'Make a client',
  },
  find: {
    method: 'GET',
    path: '/api/house/find',
    query: z.object({ text: z.string() }),
    result: z.object({ hits: z.array(Hit) }),
    summary: 'Clients, campaigns and leads by name, for the search',
  },
});
