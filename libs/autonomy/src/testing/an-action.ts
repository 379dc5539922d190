import * as z from 'zod/mini';
import {
  defineAction,
  type ActionContext,
  type ActionDefinition,
  type ActionOutcome,
} from '../lib/actions/action-definition.ts';

/** An action that writes down what it was asked to do, and ends as `end` says: well, unless told otherwise. */
export function anAction(
  end: (call: number, context: ActionContext) => Promise<ActionOutcome> = async () => ({ ok: true, summary: 'Done.' }),
): { readonly action: ActionDefinition; readonly calls: { readonly word: string; readonly actor: string }[] } {
  const calls: { word: string; actor: string }[] = [];
  const action = defineAction({
    kind: 'say-word',
    title: 'Say a word',
    input: z.object({ word: z.string() }),
    run: async ({ word }, context) => {
      calls.push({ word, actor: context.actor });
      return end(calls.length, context);
    },
  });
  return { action, calls };
}
