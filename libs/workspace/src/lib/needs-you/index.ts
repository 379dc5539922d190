import { askedBackSource } from './asked-back.source.ts';
import { autonomySource } from './autonomy.source.ts';
import { blockedMessagesSource } from './blocked-messages.source.ts';
import { failedSourcesSource } from './failed-sources.source.ts';
import { formsSource } from './forms.source.ts';
import { guardrailsSource } from './guardrails.source.ts';
import { heldHouseSource } from './held-house.source.ts';
import { inboxSource } from './inbox.source.ts';
import { interestedSource } from './interested.source.ts';
import { operatorTasksSource } from './operator-tasks.source.ts';
import { postsSource } from './posts.source.ts';
import { strategiesInReviewSource } from './strategies-in-review.source.ts';
import { importsSource } from './imports.source.ts';
import { leadWorkSource } from './lead-work.source.ts';
import { leadsSource } from './leads.source.ts';
import { matchesSource } from './matches.source.ts';
import { uncertainMessagesSource } from './uncertain-messages.source.ts';
import type { NeedsYouSource } from './needs-you.ts';

/** The parts of the house that may need a person. */
export const needsYouSources: readonly NeedsYouSource[] = [
  heldHouseSource,
  autonomySource,
  guardrailsSource,
  interestedSource,
  inboxSource,
  uncertainMessagesSource,
  blockedMessagesSource,
  operatorTasksSource,
  strategiesInReviewSource,
  postsSource,
  failedSourcesSource,
  leadWorkSource,
  leadsSource,
  matchesSource,
  importsSource,
  formsSource,
  askedBackSource,
];
