import type * as z from 'zod/mini';
import type { strategyContract } from '../../../contract/strategy.contract.ts';

/** One strategy as the server tells it: the version looked at, all versions, and how new its brief is. */
export type InferredStrategy = z.output<typeof strategyContract.strategy.result>;
