import { autonomySource } from './autonomy.source.ts';
import { heldHouseSource } from './held-house.source.ts';
import { operatorTasksSource } from './operator-tasks.source.ts';
import { strategiesInReviewSource } from './strategies-in-review.source.ts';
import type { NeedsYouSource } from './needs-you.ts';

/** The parts of the house that may need a person. */
export const needsYouSources: readonly NeedsYouSource[] = [
  heldHouseSource,
  autonomySource,
  operatorTasksSource,
  strategiesInReviewSource,
];
