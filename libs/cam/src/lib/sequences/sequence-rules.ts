import { invalid } from '@aicmo/core-kernel';
import type { SequenceEdit, StepVariant } from '../../contract/sequence.ts';
import type { TemplateEngine } from '../templates/template-engine.ts';

/** Bounds of a sequence; ours. */
const bounds = {
  ...{ steps: { from: 1, to: 20 }, day: { from: 0, to: 365 } },
  ...{ wordings: 4, weight: { from: 1, to: 100 } },
} as const;

type EditedStep = SequenceEdit['steps'][number];

/** A message as it was typed, with what a form may leave out. */
export interface WholeStep extends Pick<EditedStep, 'day' | 'channel'> {
  /** The first wording and those that are tried against it. */
  readonly wordings: readonly StepVariant[];
}

/** Fills in what an edit may leave out. An HTML part without anything in it is none. */
export function wholeStep({ day, channel, subject, body, html, weight, variants = [] }: EditedStep): WholeStep {
  const first = { subject, body, html: html ?? null, weight: weight ?? 1 };
  const wordings = [first, ...variants].map((each) => ({ ...each, html: each.html?.trim() ? each.html : null }));
  return { day, channel, wordings };
}

/** What two versions share when only words and days differ: the channels in their order. */
export const shapeOf = (steps: readonly Pick<EditedStep, 'channel'>[]): string =>
  steps.map(({ channel }) => `${channel} `).join('');

/**
 * Throws `invalid` (codes `sequence-…`) for a sequence that cannot be saved: without name or steps, with days that go
 * backwards, or with a template that uses what does not exist. `details` names the step (from 1), the field, and the
 * wording (from 1) where there are several.
 */
export function assertSequence(edit: Pick<SequenceEdit, 'name' | 'steps'>, engine: TemplateEngine): void {
  if (edit.name.trim() === '') throw invalid({ code: 'sequence-name', message: 'A sequence needs a name.' });
  const { from, to } = bounds.steps;
  if (edit.steps.length < from || edit.steps.length > to) {
    throw invalid({
      code: 'sequence-steps',
      message: `Found ${edit.steps.length} messages; a sequence has ${from} to ${to}.`,
    });
  }
  const firstMail = edit.steps.findIndex(({ channel }) => channel === 'email');
  for (const [index, step] of edit.steps.entries()) {
    assertDay(index + 1, step.day, edit.steps[index - 1]?.day ?? null);
    const whole = wholeStep(step);
    assertTrial(index + 1, whole);
    for (const [variant, wording] of whole.wordings.entries())
      assertWording({ step: index + 1, variant: variant + 1 }, step.channel, wording, engine, index === firstMail);
  }
}

function assertDay(step: number, day: number, previous: number | null): void {
  const { from, to } = bounds.day;
  if (!Number.isInteger(day) || day < from || day > to) {
    throw refusal('day', { step }, 'day', `Found day ${day}; expected a whole number from ${from} to ${to}.`);
  }
  if (previous !== null && day <= previous) {
    throw refusal(
      'order',
      { step },
      'day',
      `Found day ${day}; expected a day after ${previous}, that of the message before.`,
    );
  }
}

function assertTrial(step: number, { channel, wordings }: WholeStep): void {
  if (wordings.length > bounds.wordings) {
    throw refusal('variants', { step }, 'variants', `It has ${wordings.length} wordings; ${bounds.wordings} at most.`);
  }
  if (wordings.length > 1 && channel !== 'email') {
    throw refusal('variants', { step }, 'variants', 'Only mails can be tried in several wordings.');
  }
  const { from, to } = bounds.weight;
  for (const [index, { weight }] of wordings.entries()) {
    if (Number.isInteger(weight) && weight >= from && weight <= to) continue;
    const text = `Found a share of ${weight}; expected a whole number from ${from} to ${to}.`;
    throw refusal('weight', { step, variant: index + 1 }, 'weight', text);
  }
  const texts = wordings.map(({ subject, body, html }) => JSON.stringify([subject.trim(), body.trim(), html]));
  const same = texts.findIndex((each, index) => texts.indexOf(each) !== index);
  if (same !== -1) {
    const text = 'Two wordings are the same, so nothing could be learned from trying both.';
    throw refusal('variants', { step, variant: same + 1 }, 'body', text);
  }
}

interface Place {
  readonly step: number;
  readonly variant?: number;
}

function assertWording(
  place: Place,
  channel: EditedStep['channel'],
  { subject, body, html }: StepVariant,
  engine: TemplateEngine,
  isFirstMail: boolean,
): void {
  if (isFirstMail && subject.trim() === '') {
    throw refusal('subject', place, 'subject', 'The first mail needs a subject; later ones may continue it.');
  }
  if (channel !== 'email' && html !== null) {
    throw refusal('channel', place, 'html', 'Only a mail can have HTML.');
  }
  if (body.trim() === '' && html === null) throw refusal('body', place, 'body', 'It has no text yet.');
  for (const [field, source] of Object.entries({ subject, body, html: html ?? '' })) {
    const [problem] = engine.check(source);
    if (problem) throw refusal(problem.kind, place, field, problem.text, problem.variable);
  }
}

const fieldWords: Readonly<Record<string, string>> = { body: 'text', html: 'HTML', weight: 'share', variants: 'tries' };

function refusal(code: string, { step, variant = 1 }: Place, field: string, text: string, variable?: string) {
  const letter = variant > 1 ? ` ${String.fromCodePoint(64 + variant)}` : '';
  return invalid({
    code: `sequence-${code}`,
    message: `Message ${step}${letter}, ${fieldWords[field] ?? field}: ${text}`,
    details: { step, variant, field, text, ...(variable === undefined ? {} : { variable }) },
  });
}
