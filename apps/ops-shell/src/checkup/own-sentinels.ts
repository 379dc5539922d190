import type { Sentinel } from '@aicmo/core-kernel';
import type { LookAtPort } from '../api/port-look.ts';
import { clockSentinel } from '../sentinels/clock.sentinel.ts';
import { diskSentinel } from '../sentinels/disk.sentinel.ts';
import { historySentinel } from '../sentinels/history.sentinel.ts';
import { homeSentinel } from '../sentinels/home.sentinel.ts';
import { driverSentinel, importSentinel, type ProcessLook } from '../sentinels/import.sentinel.ts';
import { lockSentinel } from '../sentinels/lock.sentinel.ts';
import { operatorAnswersSentinel } from '../sentinels/operator-answers.sentinel.ts';
import { operatorBuildSentinel } from '../sentinels/operator-build.sentinel.ts';
import { operatorDatabaseSentinel } from '../sentinels/operator-database.sentinel.ts';
import { operatorPortSentinel } from '../sentinels/operator-port.sentinel.ts';
import { operatorAsker } from '../sentinels/operator.ts';
import { opsPortSentinel } from '../sentinels/ops-port.sentinel.ts';
import { packagesSentinel } from '../sentinels/packages.sentinel.ts';
import { publicLibraries } from '../sentinels/public-doors.ts';
import { runtimeSentinel } from '../sentinels/runtime.sentinel.ts';
import { settingsSentinel } from '../sentinels/settings.sentinel.ts';
import { timeZonesSentinel } from '../sentinels/time-zones.sentinel.ts';
import { trackedSecretsSentinel } from '../sentinels/tracked-secrets.sentinel.ts';
import { unknownSettingsSentinel } from '../sentinels/unknown-settings.sentinel.ts';

/** What the checks need that no library owns. */
export interface OwnLook extends ProcessLook {
  readonly lookAtPort: LookAtPort;
  /** Our own database as core-db masks it; undefined when nobody can say. */
  readonly ownDatabase: () => Promise<string | undefined>;
}

/** What stands before the libraries' checks: without it nothing else can be asked. */
export const firstSentinels = (look: OwnLook): readonly Sentinel[] => [
  runtimeSentinel(look),
  packagesSentinel(look),
  lockSentinel(look),
  driverSentinel(look), // before the libraries: everything about the database waits for it
  ...publicLibraries.map(({ library, doors }) => importSentinel(look, library, doors)),
];

/** What stands behind them: the machine, the settings and the operator. */
export function lastSentinels(look: OwnLook): readonly Sentinel[] {
  const askOperator = operatorAsker(look);
  return [
    diskSentinel(look),
    homeSentinel(look),
    clockSentinel(look),
    timeZonesSentinel(look),
    settingsSentinel(look),
    unknownSettingsSentinel(look),
    trackedSecretsSentinel(look),
    historySentinel(look),
    opsPortSentinel(look),
    operatorPortSentinel(look, askOperator),
    operatorAnswersSentinel(look, askOperator),
    operatorBuildSentinel(look, askOperator),
    operatorDatabaseSentinel(look, askOperator, look.ownDatabase),
  ];
}
