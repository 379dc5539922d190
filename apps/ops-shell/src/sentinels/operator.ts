import type { LookAtPort, PortAnswer } from '../api/port-look.ts';
import { portOf, type Machine } from './machine.ts';

/** What the checks of the operator look at besides the machine. */
export interface OperatorLook extends Machine {
  readonly lookAtPort: LookAtPort;
}

/** What is behind the operator's port. */
export type OperatorAnswer =
  | { readonly state: 'operator'; readonly marker: string }
  /** It is the operator, and asks for its access token first. */
  | { readonly state: 'locked' }
  | { readonly state: 'off' | 'silent' }
  | { readonly state: 'stranger'; readonly detail: string };

export const operatorPortOf = (machine: Machine): number => portOf(machine, 'AICMO_OPERATOR_PORT', 8501) ?? 8501;

const tokenOf = ({ variables }: Machine): string | undefined => variables['AICMO_ACCESS_TOKEN']?.trim() || undefined;

/** Asks the operator's port once for all checks of one run. */
export function operatorAsker(look: OperatorLook): () => Promise<OperatorAnswer> {
  let asked: Promise<OperatorAnswer> | undefined;
  return () =>
    (asked ??= look.lookAtPort(operatorPortOf(look), '/api/house/status', tokenOf(look)).then(judgeOperator));
}

/** What the operator says of its own process; undefined when it does not say. */
export async function askOperatorProcess(look: OperatorLook): Promise<Readonly<Record<string, unknown>> | undefined> {
  const answer = await look.lookAtPort(operatorPortOf(look), '/api/house/process', tokenOf(look));
  return answer.state === 'answers' && answer.status === 200 ? parse(answer.text) : undefined;
}

function judgeOperator(answer: PortAnswer): OperatorAnswer {
  if (answer.state === 'free') return { state: 'off' };
  if (answer.state !== 'answers') return answer;
  const said = parse(answer.text);
  const build = said?.['build'];
  const marker = build !== null && typeof build === 'object' && 'marker' in build ? build.marker : undefined;
  if (typeof marker === 'string' && marker.startsWith('AICMO_OPERATOR_')) return { state: 'operator', marker };
  if (answer.status === 401 && said?.['code'] === 'sign-in-first') return { state: 'locked' };
  return { state: 'stranger', detail: `it answered ${answer.status} and is no operator` };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    // Any program may have answered: an object is all that is believed here, each field is looked at where it is used.
    return parsed !== null && typeof parsed === 'object' ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    // A web page.
    return undefined;
  }
}
