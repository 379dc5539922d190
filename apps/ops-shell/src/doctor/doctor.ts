import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock, type SentinelReport } from '@aicmo/core-kernel';
import { runCheckup } from '../checkup/run-checkup.ts';
import { doctorVariables } from './env.ts';
import type { DoctorOptions } from './options.mjs';
import { closingOf, healthOf, jsonOf, lineOf, reportOf } from './print.mjs';

/** Where the doctor stands. */
export interface DoctorPlace {
  readonly repositoryFolder: string;
  /** Where secrets are hidden in words that are not ours. */
  readonly redact: (text: string) => string;
}

/** Asks the checks and prints what they find, once or again and again; gives the exit status. */
export async function doctor(options: DoctorOptions, place: DoctorPlace): Promise<number> {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  let before = new Map<string, string>();
  try {
    for (;;) {
      const isFirst = before.size === 0;
      const { exitCode, results } = await once(options, place, stop.signal, isFirst ? undefined : before);
      before = new Map(results.map((result) => [result.id, stateOf(result)]));
      if (options.watchMs === null || stop.signal.aborted) return exitCode;
      await pause(options.watchMs, undefined, { signal: stop.signal }).catch(() => undefined); // ends early at Ctrl-C
      if (stop.signal.aborted) return exitCode;
    }
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end);
  }
}

const stateOf = ({ verdict, reason }: SentinelReport): string => `${verdict} ${String(reason)}`;

/** One run. `before` is what was told already: only what has changed is told again. */
async function once(
  options: DoctorOptions,
  { repositoryFolder, redact }: DoctorPlace,
  stopped: AbortSignal,
  before: ReadonlyMap<string, string> | undefined,
) {
  const { format, only, skip, timeoutMs, failLevel } = options;
  const signal = timeoutMs === null ? stopped : AbortSignal.any([stopped, AbortSignal.timeout(timeoutMs)]);
  const typed = typedHere(repositoryFolder);
  // Said for this run alone, whatever the environment says.
  const variables = { ...doctorVariables(), AICMO_ASK_MODEL: options.askModel ? '1' : undefined };
  const told = (report: SentinelReport): void => {
    const isNews = before === undefined || before.get(report.id) !== stateOf(report);
    if (format === 'text' && isNews) print(lineOf(report));
  };
  const found = await runCheckup(
    { clock: systemClock, repositoryFolder, variables, redact },
    { skip, signal, onReport: told, ...(only === null ? {} : { only }) },
  );
  const report = reportOf(found.map(typed), failLevel, systemClock.now());
  if (format === 'json') print(jsonOf(report));
  if (format === 'health') print(healthOf(report));
  if (
    format === 'text' &&
    (before === undefined || report.results.some((each) => before.get(each.id) !== stateOf(each)))
  ) {
    print(closingOf(report));
  }
  return report;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Without our own command in node_modules, npx would fetch a stranger's package of that name. */
function typedHere(repositoryFolder: string): (report: SentinelReport) => SentinelReport {
  if (existsSync(path.join(repositoryFolder, 'node_modules/.bin/aicmo'))) return (report) => report;
  const here = (command: string): string => command.replace(/^npx aicmo\b/u, 'node tools/cli/aicmo.mjs');
  return (report) =>
    report.remedy === null
      ? report
      : { ...report, remedy: { text: report.remedy.text, commands: report.remedy.commands.map(here) } };
}
