import type { Command } from '../command.ts';
import { campaignCreateCommand } from './campaign-create.command.ts';
import { goLiveCommands } from './campaign-golive.command.ts';
import { campaignListCommand } from './campaign-list.command.ts';
import { campaignMoveCommands } from './campaign-move.command.ts';
import { clientCreateCommand } from './client-create.command.ts';
import { clientListCommand } from './client-list.command.ts';
import { dbBackupCommand } from './db-backup.command.ts';
import { dbBootstrapCommand } from './db-bootstrap.command.ts';
import { dbCompactCommand } from './db-compact.command.ts';
import { dbCopyCommand } from './db-copy.command.ts';
import { dbDumpSchemaCommand } from './db-dump-schema.command.ts';
import { dbRestoreCommand } from './db-restore.command.ts';
import { dbStatusCommand } from './db-status.command.ts';
import { dbValidateCommand } from './db-validate.command.ts';
import { dbVerifyCommand } from './db-verify.command.ts';
import { demoSeedCommand } from './demo-seed.command.ts';
import { drillCommand } from './drill.command.ts';
import { inboxCommands } from './inbox.commands.ts';
import { leadsCheckCommand, leadsFillCommand } from './leads-check.command.ts';
import { leadsExplainCommand } from './leads-explain.command.ts';
import { leadsExportCommand } from './leads-export.command.ts';
import { leadsImportCommand } from './leads-import.command.ts';
import { leadsEraseCommand } from './leads-erase.command.ts';
import { leadsPersonExportCommand } from './leads-person-export.command.ts';
import { leadsMatchesCommand } from './leads-matches.command.ts';
import { leadsMergeCommand } from './leads-merge.command.ts';
import { leadsListCommand } from './leads-list.command.ts';
import { leadsRecountCommand } from './leads-recount.command.ts';
import { leadsScoreCommand } from './leads-score.command.ts';
import { leadsShowCommand } from './leads-show.command.ts';
import { mailboxCommands } from './mailbox.commands.ts';
import { messagesFirstCommand } from './messages-first.command.ts';
import { messagesUncertainCommands } from './messages-uncertain.commands.ts';
import { messagesCommand, messagesShowCommand } from './messages.command.ts';
import { runCommand } from './run.command.ts';
import { runsCommand } from './runs.command.ts';
import { sequenceCommands } from './sequence.commands.ts';
import { simulateCommand } from './simulate.command.ts';
import { suppressionCommands } from './suppression.commands.ts';
import { whyCommand } from './why.command.ts';
import { workerCommand } from './worker.command.ts';

/** Everything that `aicmo` can be told to do, in the order of its help. `doctor` is in aicmo.mjs: it runs on any Node. */
export const commands: readonly Command[] = [
  dbBootstrapCommand,
  dbStatusCommand,
  dbValidateCommand,
  dbVerifyCommand,
  dbBackupCommand,
  dbRestoreCommand,
  dbCopyCommand,
  dbCompactCommand,
  dbDumpSchemaCommand,
  clientCreateCommand,
  clientListCommand,
  campaignCreateCommand,
  campaignListCommand,
  ...campaignMoveCommands,
  ...goLiveCommands,
  leadsImportCommand,
  leadsListCommand,
  leadsExportCommand,
  leadsShowCommand,
  leadsMatchesCommand,
  leadsMergeCommand,
  leadsExplainCommand,
  leadsScoreCommand,
  leadsRecountCommand,
  leadsCheckCommand,
  leadsFillCommand,
  leadsPersonExportCommand,
  leadsEraseCommand,
  ...suppressionCommands,
  ...mailboxCommands,
  ...sequenceCommands,
  ...inboxCommands,
  runCommand,
  runsCommand,
  simulateCommand,
  whyCommand,
  messagesCommand,
  messagesShowCommand,
  messagesFirstCommand,
  ...messagesUncertainCommands,
  workerCommand,
  demoSeedCommand,
  drillCommand,
];
