/*
 * The rows of creative's tables as the database gives them: instants are ISO text, JSON is text that the store parses.
 */

/** Three directions composed at once. */
export interface DirectionSetRow {
  id: string;
  clientId: string;
  sourceKind: string;
  sourceId: string;
  sourceVersion: number;
  /** CreativeMaterial: what they were composed from, so that any phrase can be followed back. */
  material: string;
  inputsHash: string;
  /** The version of the composition rules. */
  compositionVersion: string;
  composedBy: string;
  composedAt: string;
}

/** One direction of a set. */
export interface DirectionRow {
  id: string;
  setId: string;
  /** 0, 1, 2: the order in which they are shown. */
  position: number;
  /** CreativeDirection. */
  content: string;
}

/** One choice of a person; the latest of a set counts, the others stay as its history. */
export interface ChoiceRow {
  id: string;
  setId: string;
  directionId: string;
  chosenBy: string;
  chosenAt: string;
  why: string;
}

/** Copy for one post, in variants. */
export interface CopySetRow {
  id: string;
  clientId: string;
  directionId: string;
  sourceKind: string;
  sourceId: string;
  sourceVersion: number;
  platform: string;
  /** The texts, a list. */
  variants: string;
  /** CopyProvenance. */
  provenance: string;
  note: string | null;
  writtenBy: string;
  writtenAt: string;
}

/** Creative's tables. */
export interface CreativeTables {
  creativeDirectionSet: DirectionSetRow;
  creativeDirection: DirectionRow;
  creativeChoice: ChoiceRow;
  creativeCopySet: CopySetRow;
}
