import * as z from 'zod/mini';

/** A list of leads under a name: what narrows it, its order and its columns. */
export const SavedView = z.object({
  id: z.string(),
  /** Null: for every client. */
  clientId: z.nullable(z.string()),
  name: z.string(),
  /** As it stands in the address behind the `?`, without the client. */
  query: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
});
export type SavedView = z.infer<typeof SavedView>;

/** A view to save; one of the same name and client is replaced. */
export const NewSavedView = z.pick(SavedView, { clientId: true, name: true, query: true });
export type NewSavedView = z.infer<typeof NewSavedView>;
