import { epochMs } from './instant.ts';
import { systemClock, type Clock } from './clock.ts';

declare const idBrand: unique symbol;

/** An identifier of one kind of thing; the brand keeps a campaign's id out of a lead's place at compile time. */
export type Id<Kind extends string> = string & { readonly [idBrand]: Kind };

/** A company that the agency works for. */
export type ClientId = Id<'Client'>;
/** A time-boxed push for one client. */
export type CampaignId = Id<'Campaign'>;
/** A person at a company whom a campaign may approach. */
export type LeadId = Id<'Lead'>;
/** One lead's way through one sequence. */
export type EnrolmentId = Id<'Enrolment'>;
/** One step of one enrolment in one mode. */
export type AttemptId = Id<'OutreachAttempt'>;
/** One claimed pass over a campaign's due work. */
export type RunId = Id<'OrchestratorRun'>;
/** What a client told us. */
export type BriefId = Id<'Brief'>;
/** The eight layers derived from a brief. */
export type StrategyId = Id<'Strategy'>;
/** A versioned, checked, approvable document. */
export type ArtifactId = Id<'Artifact'>;
/** One stored, unchangeable version of an artifact. */
export type ArtifactVersionId = Id<'ArtifactVersion'>;
/** Something a person must do. */
export type OperatorTaskId = Id<'OperatorTask'>;
/** A thing that the autonomy engine wants to do. */
export type ActionId = Id<'Action'>;

/**
 * A new identifier: UUID version 7 (RFC 9562 section 5.7), whose first 48 bits are the time, so that ids sort in the
 * order in which they were made and stay close together in an index.
 * @param clock where the time comes from; the system's clock by default.
 */
export function newId<T extends Id<string> = Id<string>>(clock: Clock = systemClock): T {
  const time = epochMs(clock.now()).toString(16).padStart(12, '0');
  const random = crypto.getRandomValues(new Uint16Array(5));
  const [version, variant, ...rest] = random;
  const ends = [0x7000 | ((version ?? 0) & 0x0fff), 0x8000 | ((variant ?? 0) & 0x3fff), ...rest].map(hexOf);
  return `${time.slice(0, 8)}-${time.slice(8)}-${ends[0] ?? ''}-${ends[1] ?? ''}-${ends.slice(2).join('')}` as T;
}

const hexOf = (word: number): string => word.toString(16).padStart(4, '0');

/** Whether a text has the shape of an id made by {@link newId}. */
export const isId = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
