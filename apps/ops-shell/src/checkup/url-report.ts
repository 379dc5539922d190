import * as z from 'zod/mini';

const finding = z.object({
  message: z.string(),
  remedy: z.object({ text: z.string(), commands: z.array(z.string()) }),
});

/** What core-db's validator says of a URL; masked by it already. */
export const UrlReport = z.object({
  valid: z.boolean(),
  databaseUrl: z.string(),
  dbType: z.string(),
  driver: z.nullable(z.string()),
  isAsync: z.boolean(),
  normalized: z.string(),
  issues: z.array(finding),
  warnings: z.array(finding),
});
export type UrlReport = z.infer<typeof UrlReport>;
