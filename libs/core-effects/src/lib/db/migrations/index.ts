import { defineMigrations } from '@aicmo/core-db';
import { chainLedger } from './2026-11-23-chain-ledger.ts';
import { createAsks } from './2026-11-22-create-asks.ts';
import { createDispatcher } from './2026-11-22-create-dispatcher.ts';
import { createFlags } from './2026-11-22-create-flags.ts';
import { createLedger } from './2026-11-22-create-ledger.ts';
import { createOutboxTables } from './2026-11-22-create-outbox.ts';

/** The history of core-effects' tables. */
export const coreEffectsMigrations = defineMigrations('core-effects', [
  createFlags,
  createLedger,
  createOutboxTables,
  createDispatcher,
  createAsks,
  chainLedger,
]);
