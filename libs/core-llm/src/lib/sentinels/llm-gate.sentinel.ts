import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { commandToUnset, safeLlmStatus } from '../gate/llm-gate.ts';
import { readLlmSettings, type Variables } from '../gate/llm-settings.ts';
import { settingsNotes } from '../gate/settings-notes.ts';
import { gateReasons } from './gate-reasons.ts';

/** Whether a model can be used. Off is fine and says why; asking the model itself would cost money, so nobody is asked. */
export const llmGateSentinel = (variables?: Variables): Sentinel =>
  defineSentinel({
    id: 'core-llm-gate',
    title: 'Language model',
    severity: 'warning',
    reasons: gateReasons,
    run: async () => {
      const { enabled, hasApiKey, baseUrl, model, reason, warning, setup } = safeLlmStatus(variables);
      const evidence = { enabled, hasApiKey, baseUrl, model };
      const fault = settingsNotes(readLlmSettings(variables), variables).find(({ isFault }) => isFault);
      const commands = setup ?? [];
      if (fault) {
        return {
          ...{ verdict: 'fail', reason: fault.code, summary: fault.text, evidence },
          remedy: {
            text: 'Correct the variable, then start AICMO again.',
            commands: fixes(fault.code, commands, variables),
          },
        };
      }
      if (!enabled) {
        // The way to switch it on is part of the finding: it is nothing that somebody must do.
        const how = `To switch it on, type ${commands.join(', then ')} and start again.`;
        return { verdict: 'skipped', reason: 'llm-off', summary: `${reason} Everything else works. ${how}`, evidence };
      }
      return { verdict: 'pass', summary: warning === null ? reason : `${reason} ${warning}`, evidence };
    },
  });

/** Away with a blank key comes first: it heals as it stands. */
const fixes = (code: string, commands: readonly string[], variables: Variables | undefined): readonly string[] =>
  code === 'llm-key-blank' ? [commandToUnset('OPENAI_API_KEY', variables), ...commands] : commands;
