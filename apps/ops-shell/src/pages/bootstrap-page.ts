import * as z from 'zod/mini';
import type { PlanAnswer } from '../api/acts/bootstrap-plan.ts';
import type { MakeForm } from './forms.ts';
import { html, type Html } from './html.ts';
import { clockTime, facts, notice, primary } from './pieces.ts';

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
    backup: z.optional(z.nullable(z.object({ file: z.string(), restoreCommand: z.string() }))),
    tookMs: z.number(),
  }),
]);
export type BootstrapAnswer = z.infer<typeof BootstrapAnswer>;

export interface BootstrapPlanFacts {
  readonly plan: PlanAnswer;
  readonly makeForm: MakeForm;
  readonly action: string;
  /** Why the last try did nothing. */
  readonly notice?: string;
}

/** What the step would do, and the button that does it. */
export function bootstrapPlanContent({ plan, makeForm, action, notice: words }: BootstrapPlanFacts): Html {
  const before = words === undefined ? null : notice('warn', words);
  if ('refusal' in plan) return html`${before}${notice('warn', `Nothing can be done from here. ${plan.refusal}`)}`;
  const { databaseUrl, dbType, pending, tables, name, hash } = plan;
  return html`${before}
    <section>
      ${facts([
        { label: 'Database', value: databaseUrl },
        { label: 'Kind', value: dbType === 'sqlite' ? 'SQLite, a file' : 'PostgreSQL, a server' },
        { label: 'Tables now', value: String(tables) },
        { label: 'Would be applied', value: pending.length === 0 ? 'nothing' : byScope(pending) },
      ])}
      ${
        pending.length === 0
          ? notice('neutral', 'There is nothing to do here now.')
          : html`<p class="prose">
                This makes the tables that are missing: when a part fails, nothing has changed. Rows stay as they are. A
                SQLite file with rows is copied beside itself first; where there is no file yet, one is made.
              </p>
              ${makeForm({ action, plan: hash, fields: nameField(name), button: primary('Bootstrap schema') })}`
      }
    </section>`;
}

const nameField = (name: string) =>
  html`<label for="name">To confirm, type the name of the database: ${name}</label
    ><input id="name" name="name" autocomplete="off" spellcheck="false" required />`;

/** While it runs, here or in another tab. */
export const bootstrapRunning = (since: string): Html =>
  notice('neutral', `The schema step runs, since ${clockTime(since)}. This page shows its end.`);

/** Before and after. */
export function bootstrapReport(answer: BootstrapAnswer | string): Html {
  if (typeof answer === 'string') return notice('bad', `${answer} Nothing was applied.`);
  if ('failed' in answer) return notice('bad', `${answer.failed.message} Nothing was applied.`);
  const made = answer.tablesAfter.filter((table) => !answer.tablesBefore.includes(table));
  const text =
    answer.applied.length === 0
      ? 'The schema was up to date already; nothing was changed.'
      : `The schema is up to date: ${String(answer.applied.length)} migrations applied in ${String(answer.tookMs)} ms.`;
  const backup = answer.backup ?? undefined;
  return html`${notice('good', text)}
    ${facts([
      { label: 'Database', value: answer.databaseUrl },
      { label: 'Tables before', value: String(answer.tablesBefore.length) },
      { label: 'Tables after', value: String(answer.tablesAfter.length) },
      { label: 'New tables', value: made.length === 0 ? 'none' : made.join(', ') },
      { label: 'Applied', value: byScope(answer.applied) },
      ...(backup === undefined
        ? []
        : [
            { label: 'Copy from before', value: backup.file },
            { label: 'Bring it back', value: backup.restoreCommand },
          ]),
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
