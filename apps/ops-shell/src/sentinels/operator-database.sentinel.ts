import { defineSentinel, type Sentinel } from '@aicmo/core-kernel';
import { askOperatorProcess, type OperatorAnswer, type OperatorLook } from './operator.ts';

/** Whether the running operator means the same database as whoever asks here: two databases look like lost data. */
export const operatorDatabaseSentinel = (
  look: OperatorLook,
  ask: () => Promise<OperatorAnswer>,
  /** Our own database, as core-db masks it. */
  ownDatabase: () => Promise<string | undefined>,
): Sentinel =>
  defineSentinel({
    id: 'operator-database',
    title: 'Operator has the same database',
    severity: 'error',
    after: ['operator-port', 'core-db-url'],
    reasons: {
      'operator-off': {
        cause: 'The operator is not running.',
        cure: 'Nothing is to be done.',
      },
      'operator-locked': {
        cause: 'The operator tells which database it uses only to who shows its access token.',
        cure: 'Set AICMO_ACCESS_TOKEN to the operator’s token and ask again.',
      },
      'operator-other-database': {
        cause: 'The operator was started with other settings (DATABASE_URL, AICMO_HOME, AICMO_DEMO) than this program.',
        cure: 'Stop the operator, and start both with the same settings.',
      },
      'operator-says-nothing': {
        cause: 'The operator did not say which database it uses.',
        cure: 'Stop it and start it again: it may be another version.',
      },
    },
    run: async () => {
      const { state } = await ask();
      if (state === 'locked') {
        return {
          verdict: 'skipped',
          reason: 'operator-locked',
          summary: 'The operator asks for its access token first.',
        };
      }
      if (state !== 'operator')
        return { verdict: 'skipped', reason: 'operator-off', summary: 'The operator is not running.' };
      const [told, own] = await Promise.all([askOperatorProcess(look), ownDatabase()]);
      const theirs = told?.['databaseUrl'];
      const again = { text: 'Stop the operator, and start it with these settings.', commands: ['npm start'] };
      if (typeof theirs !== 'string' || own === undefined) {
        const summary = 'It did not say which database it uses.';
        return { verdict: 'unknown', reason: 'operator-says-nothing', summary, remedy: again };
      }
      const evidence = { here: own, operator: look.redact(theirs) };
      return theirs === own
        ? { verdict: 'pass', summary: 'Both mean the same database.', evidence }
        : {
            verdict: 'fail',
            reason: 'operator-other-database',
            summary: `The operator uses ${evidence.operator}.`,
            evidence,
            remedy: again,
          };
    },
  });
