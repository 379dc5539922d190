import { isAppError, toAppError, type SentinelReport } from '@aicmo/core-kernel';
import { askDoctor } from './ask-doctor.ts';
import { makePlace, notMadeCode, type DrillGround, type DrillPlace } from './drill-place.ts';
import type { MadeRow } from './drill-row.ts';
import { typeRemedy } from './type-remedy.ts';

/** How a row went. */
export interface RowResult {
  readonly id: string;
  readonly fault: string;
  /** `made`: seen and healed as expected. `wrong`: the doctor said or its remedy did something else. */
  readonly outcome: 'made' | 'wrong' | 'not made';
  readonly check: string;
  /** What the doctor said: `fail db-no-file`. Empty when it was not asked. */
  readonly said: string;
  /** The commands of the remedy, with the copy's folder as an ellipsis. */
  readonly offered: readonly string[];
  /** How it healed: the commands that were typed, `by hand`, or `nothing to cure`. */
  readonly healed: string;
  /** Why it is wrong or not made; null when it was made. */
  readonly why: string | null;
  readonly ms: number;
}

/** Makes a row on a copy of its own, asks the doctor, cures it and asks again. Never throws for what the row does. */
export async function runRow(row: MadeRow, ground: DrillGround): Promise<RowResult> {
  const started = performance.now();
  const steps: (() => Promise<unknown>)[] = [];
  const said: { first: string; healed: string; offered: readonly string[] } = { first: '', healed: '', offered: [] };
  const end = (outcome: RowResult['outcome'], why: string | null): RowResult => ({
    ...{
      id: row.id,
      fault: row.fault,
      outcome,
      check: row.check,
      said: said.first,
      offered: said.offered,
      healed: said.healed,
      why,
    },
    ms: Math.round(performance.now() - started),
  });
  try {
    const place = await makePlace(ground, (step) => steps.push(step));
    await row.make(place);
    const ask = row.asks ?? ((where, signal) => askDoctor(where, row, signal));
    const found = await ask(place, ground.signal);
    said.first = shortly(found);
    said.offered = (found.remedy?.commands ?? []).map((command) => command.replaceAll(place.folder, '…'));
    const surprise = surpriseIn(row, found);
    if (surprise !== null) return end('wrong', surprise);
    if (row.cure === 'passes') {
      said.healed = 'nothing to cure';
      return end('made', null);
    }
    said.healed = await cure(row, place, found, ground.signal);
    const after = await ask(place, ground.signal);
    const isWell = after.verdict === 'pass' || after.verdict === 'skipped';
    return isWell
      ? end('made', null)
      : end('wrong', `Not healed by ${said.healed}: ${shortly(after)}: ${after.summary}`);
  } catch (error) {
    const { code, message } = toAppError(error);
    const cannot = isAppError(error) && code === notMadeCode;
    return end(cannot ? 'not made' : 'wrong', cannot || code !== 'unexpected' ? message : String(error));
  } finally {
    for (const step of steps.reverse()) await step();
  }
}

const shortly = ({ verdict, reason }: SentinelReport): string => (reason === null ? verdict : `${verdict} ${reason}`);

/** What the doctor said that was not expected; null when nothing. */
function surpriseIn(row: MadeRow, found: SentinelReport): string | null {
  const expected = row.code === null ? row.verdict : `${row.verdict} ${row.code}`;
  if (shortly(found) !== expected) return `Expected ${expected}, found ${shortly(found)}: ${found.summary}`;
  if (row.says !== undefined && !row.says.test(found.summary))
    return `Expected ${String(row.says)} in: ${found.summary}`;
  const remedy = [found.remedy?.text ?? '', ...(found.remedy?.commands ?? [])].join(' · ');
  const isWell = found.verdict === 'pass' || found.verdict === 'skipped';
  if (!isWell && !(row.remedy ?? /\S/u).test(remedy)) {
    return `Expected a remedy with ${String(row.remedy ?? 'words')}, found: ${remedy || 'none'}`;
  }
  return found.verdict === 'pass' && found.evidence.length === 0 ? 'It passes without evidence.' : null;
}

async function cure(row: MadeRow, place: DrillPlace, found: SentinelReport, signal: AbortSignal): Promise<string> {
  if (typeof row.cure === 'function') {
    await row.cure(place, found);
    return 'by hand';
  }
  return (await typeRemedy(place, found, row, signal)).join(' · ');
}
