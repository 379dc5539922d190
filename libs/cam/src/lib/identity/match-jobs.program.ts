import { serveDatabaseJobs, type DatabaseJob } from '@aicmo/core-db';
import { systemClock } from '@aicmo/core-kernel';
import { searchMatches, type MatchSearch, type MatchSearchResult } from './search-matches.ts';

const search: DatabaseJob<MatchSearch, MatchSearchResult> = ({ db, progress }, input) =>
  searchMatches({ db, clock: systemClock, progress }, input);

/** What a thread does for matches: comparing 100,000 people takes seconds of the processor. */
export const matchJobs = { search };

serveDatabaseJobs(matchJobs);
