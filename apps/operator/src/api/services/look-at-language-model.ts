import { minuteMs, plusMs, type Instant } from '@aicmo/core-kernel';
import { safeLlmStatus } from '@aicmo/core-llm';
import type { Workspace } from '@aicmo/workspace';
import type { LanguageModelView, QuestionView } from '../../contract/diagnostics.contract.ts';

const latest = 50;

/** The language model's budget and questions. Asks the database alone, never the model; without a database it says less. */
export async function lookAtLanguageModel(workspace: Workspace): Promise<LanguageModelView> {
  const { model, baseUrl, budget } = safeLlmStatus();
  const known = { model, address: baseUrl, perDay: budget.perDay, perClient: budget.perClient };
  if ((await workspace.schema()).state !== 'ok') return { ...known, used: null, questions: [] };
  const [used, asks] = await Promise.all([workspace.llm.usedToday(), workspace.asks.list(latest)]);
  return { ...known, used, questions: asks.map((ask) => questionView(ask, workspace.clock.now())) };
}

type RecordedAsk = Awaited<ReturnType<Workspace['asks']['list']>>[number];

/** No question takes longer: whatever asked it has ended. */
const longestMs = 10 * minuteMs;

const questionView = ({ id, at, by, purpose, model, estimate, closing }: RecordedAsk, now: Instant): QuestionView => ({
  ...{ id, at, by, purpose, model, outcome: closing?.outcome ?? (plusMs(at, longestMs) < now ? 'LOST' : 'OPEN') },
  tokens: closing === null ? estimate.tokens : closing.tokensIn + closing.tokensOut,
  isEstimated: closing?.isEstimated ?? true,
  microUsd: closing === null ? estimate.microUsd : closing.microUsd,
  latencyMs: closing?.latencyMs ?? 0,
});
