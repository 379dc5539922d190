import { internal, invalid, type Refusal } from '@aicmo/core-kernel';
import type * as z from 'zod/mini';
import type { Fact } from '../../contract/action.ts';

/** What a running action may know and must heed. */
export interface ActionContext {
  readonly actionId: string;
  readonly clientId: string;
  readonly campaignId: string | null;
  /** Who said yes, or the engine's own name: the actor of everything that the action writes. */
  readonly actor: string;
  /** Aborted when everything was stopped, the claim was lost, or the time allowed is over: begin nothing new then. */
  readonly signal: AbortSignal;
}

/** What came of an action. A refusal that time lifts is asked again then; any other one needs a person. */
export type ActionOutcome =
  | { readonly ok: true; readonly summary: string; readonly facts?: readonly Fact[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** What is written to declare an action. */
export interface ActionSpec<Schema extends z.ZodMiniType> {
  /** Unique, kebab-case, a verb first: `run-campaign-simulation`. */
  readonly kind: string;
  /** The kind in words, for lists and exceptions: "Run a campaign as a simulation". */
  readonly title: string;
  readonly input: Schema;
  /**
   * Does it. May be called again after a failure, so what it did before it failed must not be done twice; after a
   * crash it is never called again by itself.
   */
  run(input: z.infer<Schema>, context: ActionContext): Promise<ActionOutcome>;
}

/** An action that the engine knows. */
export interface ActionDefinition {
  readonly kind: string;
  readonly title: string;
  /** Parses and refuses (`action-input`) what the action cannot work with. */
  parse(input: unknown): unknown;
  run(input: unknown, context: ActionContext): Promise<ActionOutcome>;
}

/** Declares an action. Throws `internal` (`action-kind`) for an unusable kind. */
export function defineAction<Schema extends z.ZodMiniType>(spec: ActionSpec<Schema>): ActionDefinition {
  const { kind, title, input: schema } = spec;
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(kind)) {
    throw internal({
      code: 'action-kind',
      message: `Found the action kind "${kind}"; expected kebab-case, a verb first.`,
    });
  }
  const parse = (input: unknown): z.infer<Schema> => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw invalid({
      code: 'action-input',
      message: `"${title}" cannot work with what it was given: ${issue?.path.join('.') || 'the input'}: ${issue?.message ?? 'not as expected'}.`,
    });
  };
  return { kind, title, parse, run: (input, context) => spec.run(parse(input), context) };
}

/** The actions by kind. Throws `internal` (`action-kind`) when one stands twice. */
export function actionsByKind(list: readonly ActionDefinition[]): ReadonlyMap<string, ActionDefinition> {
  const byKind = new Map<string, ActionDefinition>();
  for (const action of list) {
    if (byKind.has(action.kind)) {
      throw internal({
        code: 'action-kind',
        message: `The action "${action.kind}" is registered twice. Remove one line.`,
      });
    }
    byKind.set(action.kind, action);
  }
  return byKind;
}
