import type { Command } from '../command.ts';
import { dbBootstrapCommand } from './db-bootstrap.command.ts';
import { dbStatusCommand } from './db-status.command.ts';

/** Everything that `aicmo` can be told to do, in the order of its help. `doctor` is in aicmo.mjs: it runs on any Node. */
export const commands: readonly Command[] = [dbBootstrapCommand, dbStatusCommand];
