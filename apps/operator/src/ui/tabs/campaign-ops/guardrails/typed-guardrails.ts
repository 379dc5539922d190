import type { Guardrails } from '@aicmo/cam/contract';

type Settings = Guardrails['settings'];

/** The rules as they are typed: shares in percent, numbers as text. */
export interface TypedGuardrails {
  readonly bounces: string;
  readonly complaints: string;
  readonly fromSends: string;
  readonly goal: string;
  readonly target: string;
}

/** 0.05 → `5`, 0.001 → `0.1`. */
const percent = (share: number): string => String(Number((share * 100).toFixed(4)));

export const typedOf = ({ bounceLimit, complaintLimit, fromSends, goal }: Settings): TypedGuardrails => ({
  ...{ bounces: percent(bounceLimit), complaints: percent(complaintLimit), fromSends: String(fromSends) },
  ...{ goal: goal?.kind ?? 'none', target: String(goal?.target ?? 10) },
});

/** A share out of percent; what is no number goes to the server, which says what it expects. */
const share = (text: string): number => Number((Number(text.replace(',', '.')) / 100).toFixed(6));

const kinds = ['REPLIES', 'MEETINGS', 'CLIENTS'] as const;

export function settingsOf({ bounces, complaints, fromSends, goal, target }: TypedGuardrails): Settings {
  const kind = kinds.find((each) => each === goal);
  return {
    ...{ bounceLimit: share(bounces), complaintLimit: share(complaints), fromSends: Number(fromSends) },
    goal: kind === undefined ? null : { kind, target: Number(target) },
  };
}
