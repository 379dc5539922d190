import { Channel, StepVariant } from '@aicmo/cam/contract';
import type { Sequence, SequenceEdit, SequenceStep, SequenceVersion } from '@aicmo/cam/contract';
import * as z from 'zod/mini';

const TypedStep = z.object({ day: z.number(), channel: Channel, wordings: z.array(StepVariant) });
/** A message as it is being typed: all wordings alike, the first one first. */
export type TypedStep = z.infer<typeof TypedStep>;

const TypedSequence = z.object({ name: z.string(), goal: z.string(), version: z.number(), steps: z.array(TypedStep) });
/** A sequence as it is being typed. */
export type TypedSequence = z.infer<typeof TypedSequence>;

/** What an older build may have left is not ours. */
export const readTyped = (stored: unknown): TypedSequence | undefined => {
  const read = z.safeParse(TypedSequence, stored);
  return read.success ? read.data : undefined;
};

/** Stored messages as the form has them. */
export const typedSteps = (steps: readonly SequenceStep[]): TypedStep[] =>
  steps.map(({ day, channel, variants, subject, body, html, weight }) => ({
    ...{ day, channel },
    wordings: [{ subject, body, html, weight }, ...variants],
  }));

export const typedFrom = ({ name, goal, version, steps }: Sequence): TypedSequence => ({
  ...{ name, goal, version },
  steps: typedSteps(steps),
});

export const editFrom = ({ steps, ...typed }: TypedSequence, carryOver: boolean): SequenceEdit => ({
  ...{ ...typed, carryOver },
  steps: steps.map(({ day, channel, wordings: [first = blank, ...variants] }) => ({
    day,
    channel,
    ...first,
    variants,
  })),
});

const blank: StepVariant = { subject: '', body: '', html: null, weight: 1 };

/** How many are in sequence, and how many of them could go on with these messages: theirs have the same channels. */
export function whoCouldChangeOver(
  versions: readonly SequenceVersion[],
  steps: readonly Pick<TypedStep, 'channel'>[],
): { readonly all: number; readonly could: number } {
  const channels = steps.map(({ channel }) => channel).join();
  const sum = (some: readonly SequenceVersion[]): number => some.reduce((total, each) => total + each.inSequence, 0);
  return { all: sum(versions), could: sum(versions.filter((each) => each.channels.join() === channels)) };
}

/** A further message: three days after the last one, continuing its thread. */
export const nextStep = (steps: readonly TypedStep[]): TypedStep => ({
  ...{ day: (steps.at(-1)?.day ?? -3) + 3, channel: 'email' },
  wordings: [{ ...blank, body: 'Hello {{ lead.firstName | default: "there" }},\n\n{{ sender.name }}' }],
});

/** The subject that a message without one continues. */
export const subjectBefore = (steps: readonly TypedStep[], index: number): string =>
  steps.slice(0, index).findLast(({ wordings }) => (wordings[0]?.subject ?? '').trim() !== '')?.wordings[0]?.subject ??
  '';

/** Days between a message and the one before; null: it is the first, or its day is not after that one. */
export function daysAfter(steps: readonly TypedStep[], index: number): number | null {
  const before = steps[index - 1]?.day;
  const day = steps[index]?.day;
  return before === undefined || day === undefined || day <= before ? null : day - before;
}

/** A wording's letter. */
export const letterOf = (index: number): string => String.fromCodePoint(65 + index);

/** What the library refused: a message, one of its wordings, and a field. */
export interface Fault {
  readonly step: number;
  readonly variant: number;
  readonly field: string;
  readonly message: string;
}

/** The id of a field, for the summary's links. */
export const inputId = (step: number, field: string, variant = 1): string =>
  `sequence-${step}-${field}${variant > 1 ? `-${letterOf(variant - 1)}` : ''}`;
