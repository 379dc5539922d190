import * as z from 'zod/mini';
import { html, type Html } from './html.ts';
import { actionForm, facts, notice, primary } from './pieces.ts';

const migration = z.object({ scope: z.string(), name: z.string() });

/** What a bootstrap did, as the process that did it reported. */
export const BootstrapAnswer = z.union([
  z.object({ failed: z.object({ code: z.string(), message: z.string() }) }),
  z.object({
    databaseUrl: z.string(),
    tablesBefore: z.array(z.string()),
    tablesAfter: z.array(z.string()),
    applied: z.array(migration),
    upToDate: z.array(migration),
    tookMs: z.number(),
  }),
]);
export type BootstrapAnswer = z.infer<typeof BootstrapAnswer>;

/** What the step would do, and the button that does it. */
export function bootstrapPlan(plan: {
  readonly databaseUrl: string;
  readonly schema: string;
  readonly possible: boolean;
}): Html {
  return html`<section>
    ${facts([
      { label: 'Database', value: plan.databaseUrl },
      { label: 'Its schema', value: plan.schema },
    ])}
    ${
      plan.possible
        ? html`<p class="prose">
              This makes the tables that are missing, in one transaction: when a part fails, nothing has changed. Rows
              stay as they are. Where there is no SQLite file yet, one is made.
            </p>
            ${actionForm('/diagnostics/bootstrap', primary('Bootstrap schema'))}`
        : notice('neutral', 'There is nothing to do here now.')
    }
  </section>`;
}

/** Before and after. */
export function bootstrapReport(answer: BootstrapAnswer | string): Html {
  if (typeof answer === 'string') return notice('bad', `${answer} Nothing was applied.`);
  if ('failed' in answer) return notice('bad', `${answer.failed.message} Nothing was applied.`);
  const made = answer.tablesAfter.filter((table) => !answer.tablesBefore.includes(table));
  const text =
    answer.applied.length === 0
      ? 'The schema was up to date already; nothing was changed.'
      : `The schema is up to date: ${String(answer.applied.length)} migrations applied in ${String(answer.tookMs)} ms.`;
  return html`${notice('good', text)}
    ${facts([
      { label: 'Database', value: answer.databaseUrl },
      { label: 'Tables before', value: String(answer.tablesBefore.length) },
      { label: 'Tables after', value: String(answer.tablesAfter.length) },
      { label: 'New tables', value: made.length === 0 ? 'none' : made.join(', ') },
      { label: 'Applied', value: byScope(answer.applied) },
    ])}
    <p class="after"><a class="button" href="/sentinels">See all checks</a></p>`;
}

/** One line for each library. */
function byScope(applied: readonly { readonly scope: string; readonly name: string }[]): string {
  const lines = [...Map.groupBy(applied, ({ scope }) => scope)].map(
    ([scope, own]) => `${scope}: ${own.map(({ name }) => name).join(', ')}`,
  );
  return lines.join('\n') || 'none';
}
