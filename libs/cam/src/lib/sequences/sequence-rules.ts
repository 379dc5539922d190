import { invalid } from '@aicmo/core-kernel';
import type { SequenceEdit } from '../../contract/sequence.ts';
import type { TemplateEngine } from '../templates/template-engine.ts';

/** Bounds of a sequence; ours. */
const sequenceBounds = { steps: { from: 1, to: 20 }, day: { from: 0, to: 365 } } as const;

/**
 * Throws `invalid` (codes `sequence-…`) for a sequence that cannot be saved: without name or steps, with days that go
 * backwards, or with a template that uses what does not exist. `details` names the step (from 1) and the field.
 */
export function assertSequence(edit: SequenceEdit, engine: TemplateEngine): void {
  if (edit.name.trim() === '') throw invalid({ code: 'sequence-name', message: 'A sequence needs a name.' });
  const { from, to } = sequenceBounds.steps;
  if (edit.steps.length < from || edit.steps.length > to) {
    throw invalid({
      code: 'sequence-steps',
      message: `Found ${edit.steps.length} messages; a sequence has ${from} to ${to}.`,
    });
  }
  for (const [index, step] of edit.steps.entries()) {
    const previous = edit.steps[index - 1];
    assertDay(index + 1, step.day, previous?.day ?? null);
    if (step.channel !== 'email') {
      throw refusal('sequence-channel', index + 1, 'channel', 'Only email can be sent by a sequence so far.');
    }
    if (index === 0 && step.subject.trim() === '') {
      throw refusal('sequence-subject', 1, 'subject', 'The first message needs a subject; later ones may continue it.');
    }
    if (step.body.trim() === '') throw refusal('sequence-body', index + 1, 'body', 'It has no text yet.');
    for (const field of ['subject', 'body'] as const) {
      const [problem] = engine.check(step[field]);
      if (problem) throw refusal(`sequence-${problem.kind}`, index + 1, field, problem.text, problem.variable);
    }
  }
}

function assertDay(step: number, day: number, previous: number | null): void {
  const { from, to } = sequenceBounds.day;
  if (!Number.isInteger(day) || day < from || day > to) {
    throw refusal('sequence-day', step, 'day', `Found day ${day}; expected a whole number from ${from} to ${to}.`);
  }
  if (previous !== null && day <= previous) {
    throw refusal(
      'sequence-order',
      step,
      'day',
      `Found day ${day}; expected a day after ${previous}, that of the message before.`,
    );
  }
}

const refusal = (code: string, step: number, field: string, text: string, variable?: string) =>
  invalid({
    code,
    message: `Message ${step}, ${field === 'body' ? 'text' : field}: ${text}`,
    details: { step, field, text, ...(variable === undefined ? {} : { variable }) },
  });
