import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { epochMs, minuteMs, parseInstant, type Clock, type Instant } from '@aicmo/core-kernel';
import { homeOf, type Machine } from './machine.ts';
import { operatorPortOf } from './operator.ts';

/** How the newest start of the operator went, while nothing answers on its port. */
export type OperatorStart =
  /** It was not started, or has ended in good order. */
  | { readonly state: 'none' }
  | { readonly state: 'starting' | 'deaf'; readonly pid: number; readonly startedAt: Instant }
  | OperatorCrash;

/** It ended by itself. */
export interface OperatorCrash {
  readonly state: 'crashed';
  readonly startedAt: Instant;
  /** It had begun to answer before. */
  readonly listened: boolean;
  /** Null when it was killed, or the machine lost its power: then nobody could write it down. */
  readonly end: { readonly at: Instant; readonly status: number; readonly words: string } | null;
}

/** In a sentence: when it ended by itself, and what it said. */
export function crashInWords({ listened, end }: OperatorCrash): string {
  const when = listened ? 'while it ran' : 'at its start';
  if (end === null) return `It ended ${when} without a word: killed, out of memory, or the machine lost its power.`;
  const words = end.words === '' ? '' : `: ${end.words.replace(/\.$/u, '')}`;
  return `It ended by itself ${when}, with exit status ${end.status}${words}.`;
}

/** So long may it take until it answers; a busy machine loads it in seconds. */
const patienceMs = 2 * minuteMs;

/** Reads what the operator wrote of its start into AICMO_HOME (its start-record.mjs). */
export async function readOperatorStart(machine: Machine, clock: Clock): Promise<OperatorStart> {
  const file = path.join(homeOf(machine), 'operator', `start-${operatorPortOf(machine)}.json`);
  const record = parse(await readFile(file, 'utf8').catch(() => ''));
  const startedAt = momentOf(record, 'startedAt');
  const pid = record?.['pid'];
  if (startedAt === undefined || typeof pid !== 'number' || record?.['machine'] !== hostname())
    return { state: 'none' };
  const at = momentOf(record, 'endedAt');
  const status = record['status'];
  const listened = record['listens'] === true;
  if (at !== undefined && typeof status === 'number') {
    const words = typeof record['words'] === 'string' ? oneLine(machine.redact(record['words'])) : '';
    return { state: 'crashed', startedAt, listened, end: { at, status, words } };
  }
  if (!isThere(pid)) return { state: 'crashed', startedAt, listened, end: null };
  const age = epochMs(clock.now()) - epochMs(startedAt);
  return { state: age <= patienceMs && !listened ? 'starting' : 'deaf', pid, startedAt };
}

/** Nothing but the kernel is imported here: these checks also run where nothing is installed. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

function momentOf(record: Readonly<Record<string, unknown>> | undefined, name: string): Instant | undefined {
  const text = record?.[name];
  try {
    return typeof text === 'string' ? parseInstant(text) : undefined;
  } catch {
    // Written by somebody else.
    return undefined;
  }
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    // Each field is looked at where it is used.
    return parsed !== null && typeof parsed === 'object' ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    // There is none, or half of one.
    return undefined;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
