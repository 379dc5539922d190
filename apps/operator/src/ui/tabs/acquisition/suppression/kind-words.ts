import type { SuppressionKind } from '@aicmo/cam/contract';

/** What an entry names, for the screen. */
export const kindWords: Readonly<Record<SuppressionKind, string>> = {
  email: 'Address',
  domain: 'Domain',
  linkedin: 'Profile',
  phone: 'Number',
};
