import type { SentinelReport, SentinelVerdict } from '@aicmo/core-kernel';
import type { DrillPlace } from './drill-place.ts';

/** What the doctor has to say of a fault, or of its cure. */
export interface Expected {
  /** The check that sees it, or who else is asked: `core-db-reachable`, `ops shell`. */
  readonly check: string;
  readonly verdict: SentinelVerdict;
  /** The finding's code; null where all is well. */
  readonly code: string | null;
}

/** By hand: what the remedy's text tells a person to do, where it is no command that may be typed here. */
export type ByHand = (place: DrillPlace, found: SentinelReport) => Promise<unknown> | void;

/** A row of the fault matrix that is made on a copy, and what the real doctor has to say of it. */
export interface MadeRow extends Expected {
  /** The row: `B3`. Some rows are made in several ways. */
  readonly id: string;
  /** What is wrong, in words: `the path is a directory`. */
  readonly fault: string;
  /** What the remedy, text and commands, has to say. Anything at all by default, where all is not well. */
  readonly remedy?: RegExp;
  /** What the finding's sentence has to say. */
  readonly says?: RegExp;
  /** More words for the doctor, such as `--ask-model`. */
  readonly words?: readonly string[];
  /** The checks whose causes matter are not left out: the row breaks what stands before its check. */
  readonly withCauses?: boolean;
  /** Who runs the doctor when we are root, who may do everything. */
  readonly as?: 'nobody';
  /** Who is asked instead of the doctor, for what no check can see; `check` is then its name. */
  readonly asks?: (place: DrillPlace, signal: AbortSignal) => Promise<SentinelReport>;
  /** It is cheap, and stands for others like it: among those of the normal tests. */
  readonly isShort?: boolean;
  /** Makes the fault; `place.cannotMake(why)` where this machine cannot. */
  make(place: DrillPlace): Promise<unknown> | void;
  /**
   * How it heals. `typed`: the remedy's own commands, in the copy's environment. `passes`: nothing is to be cured; the
   * row shows that the doctor is not misled. A function does what the remedy's text says.
   */
  readonly cure: 'typed' | 'passes' | ByHand;
}

/** A row that the doctor cannot see: a spec makes it. */
export interface RowElsewhere {
  readonly id: string;
  readonly fault: string;
  /** The spec, from the repository's folder. */
  readonly shownBy: string;
}

/** A row that nothing makes, and why. */
export interface UnmadeRow {
  readonly id: string;
  readonly fault: string;
  readonly notMade: string;
}

export type DrillRow = MadeRow | RowElsewhere | UnmadeRow;
