import type { MakeForm } from '../pages/forms.ts';
import type { PageParts } from '../pages/frame.ts';
import type { OpsHouse } from './ops-house.ts';

/** One request for a page, with everything that an act or a page may use. */
export interface Visit {
  readonly house: OpsHouse;
  /** Undefined for a visitor who has not signed in. */
  readonly session: string | undefined;
  /** What stands behind the ? of the address. */
  readonly query: URLSearchParams;
  /** What was sent; empty for a reading request. */
  readonly form: URLSearchParams;
  readonly makeForm: MakeForm;
}

/** What a page may answer. */
export type PageAnswer = PageParts | Response;
export type ShowPage = (visit: Visit) => Promise<PageAnswer>;

/** What a form may ask for. */
export interface PageWrite {
  /** False for what only looks again: it needs the form, and no session. */
  readonly changesHouse: boolean;
  /** Possible in production as well. */
  readonly isAlwaysPossible?: boolean;
  readonly run: ShowPage;
}
