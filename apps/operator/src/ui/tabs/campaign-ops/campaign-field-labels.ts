import type { TypedCampaign } from './campaign-typing.ts';

/** A field that was refused, with its sentence. */
export interface Fault {
  readonly field: keyof TypedCampaign;
  readonly message: string;
}

/** What stands above each field. */
export const fieldLabels: Readonly<Record<keyof TypedCampaign, string>> = {
  clientId: 'Client',
  name: 'Name',
  objective: 'Goal',
  reasonForContact: 'Why we write',
  callToAction: 'What we ask for',
  startsOn: 'First day',
  endsOn: 'Last day',
  industries: 'Industries',
  sizes: 'Company sizes',
  locations: 'Places',
  titles: 'Job titles',
  perDay: 'Messages a day',
  days: 'Days',
  from: 'From',
  to: 'To',
  holidays: 'Days without messages',
  lowestScore: 'Lowest score',
  sequenceByTier: 'Sequences',
  approveFirst: 'Messages to read first',
  senderName: 'Sender’s name',
  senderAddress: 'Sender’s address',
};

/** The id of a field's input, to which the summary of errors leads. */
export const campaignInputId = (field: keyof TypedCampaign): string => `campaign-${field}`;
