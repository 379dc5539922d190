import * as z from 'zod/mini';
import type { Told } from '../api/acts/database-answers.ts';
import { html, type Html } from './html.ts';
import { counted, facts, moment, notice } from './pieces.ts';

const entry = z.object({
  id: z.string(),
  kind: z.string(),
  destination: z.string(),
  summary: z.string(),
  at: z.string(),
});

/** What has begun to leave and has no end yet, and what may or may not have left. */
export const OutboundAnswer = z.object({
  inFlight: z.array(entry),
  uncertain: z.array(entry),
  counts: z.record(z.string(), z.number()),
  externalSends: z.number(),
  held: z.boolean(),
});
export type OutboundAnswer = z.infer<typeof OutboundAnswer>;

/** Nothing of a message but its line in the ledger. */
export function outboundContent(found: Told<OutboundAnswer>): Html {
  if ('refusal' in found) return notice('warn', `The ledger could not be read. ${found.refusal}`);
  const { inFlight, uncertain, counts, externalSends, held } = found.value;
  return html`${stateOf(found.value)}
    ${facts([
      { label: 'Left the house', value: String(externalSends) },
      { label: 'Simulated', value: String(counts['SIMULATED'] ?? 0) },
      { label: 'Kept as proof', value: String(counts['PROOFED'] ?? 0) },
      { label: 'Refused', value: String(counts['REFUSED'] ?? 0) },
    ])}
    <p class="after"><a class="button" href="/hold">${held ? 'See what is held' : 'Hold everything…'}</a></p>
    ${list('In flight', inFlight)} ${list('Uncertain', uncertain)}`;
}

function stateOf({ inFlight, uncertain }: OutboundAnswer): Html {
  if (uncertain.length > 0)
    return notice(
      'bad',
      `${counted(uncertain.length, 'effect')} may or may not have left. Nothing is sent again by itself: decide each of them in the operator, under Publishing.`,
    );
  return inFlight.length > 0
    ? notice(
        'warn',
        `${counted(inFlight.length, 'effect')} has begun and has no end yet. Holding everything lets it come to its end.`,
      )
    : notice('good', 'Nothing is in flight, and nothing is uncertain.');
}

const list = (title: string, entries: OutboundAnswer['inFlight']): Html | null =>
  entries.length === 0
    ? null
    : html`<h2 class="list-heading">${title} <span>${entries.length}</span></h2>
        <ul class="plain">
          ${entries.map(
            ({ kind, destination, summary, at }) =>
              html`<li class="told"><b>${moment(at)}</b> <span>${kind} to ${destination}: ${summary}</span></li>`,
          )}
        </ul>`;
