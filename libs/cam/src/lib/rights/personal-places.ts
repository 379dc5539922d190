/** What a column names, by which a person's rows are found. */
export type PersonLink = 'lead' | 'person' | 'attempt' | 'identity';

/** One table that may hold something of a person: how that is found, and what erasing does to it. */
export interface PersonalPlace {
  readonly table: string;
  /** In words for the screen. */
  readonly title: string;
  /** The table's key. */
  readonly key: readonly string[];
  /** Columns that name the person; a row that does in one of them is the person's own. */
  readonly own?: Readonly<Record<string, PersonLink>>;
  /** Own rows only where this column has this value. */
  readonly where?: { readonly column: string; readonly is: readonly string[] };
  /** Own rows that stay, because a count or a limit rests on them, and what is written over the person in them. */
  readonly stay?: {
    readonly column: string;
    readonly is: readonly string[];
    readonly as: Readonly<Record<string, string | null>>;
  };
  /** Free text in other rows that may mention the person. */
  readonly mentions?: {
    readonly columns: readonly string[];
    /** `replace`: the words go, the rest of the text stays. `empty`: the columns are emptied. `remove`: the row goes. */
    readonly then: 'replace' | 'empty' | 'remove';
    /** The column of the lead that the row is about, if there is one: a namesake's own row keeps the name. */
    readonly about?: string;
  };
  /** One plain sentence. */
  readonly fate: string;
}

/** A table that holds nothing of one person, and why one can be sure of it. */
export interface ImpersonalTable {
  readonly table: string;
  readonly because: string;
}

const goes = 'Goes for good.';
/** Messages in one of these states really left, or may have. */
const reallyLeft = ['SENT', 'BOUNCED', 'COMPLAINED', 'UNCERTAIN'];

/**
 * Every table of cam that may hold something of a person, in the order in which it is erased and exported: who points at
 * something goes before it. A spec compares this and {@link impersonalTables} with the tables that the migrations make.
 */
export const personalPlaces: readonly PersonalPlace[] = [
  {
    ...{ table: 'camOrchestratorRunItem', title: 'Places in runs', key: ['runId', 'attemptId'] },
    ...{ own: { attemptId: 'attempt' }, fate: 'Goes with the messages.' },
  },
  {
    ...{ table: 'camLeadMergeMoved', title: 'What merges moved', key: ['mergeId', 'place', 'rowId'] },
    ...{ own: { leadId: 'lead' }, fate: goes },
  },
  {
    ...{ table: 'camLeadMerge', title: 'Merges', key: ['id'] },
    ...{ own: { keptId: 'lead', absorbedId: 'lead' }, fate: goes },
  },
  {
    ...{ table: 'camMatchSuggestion', title: 'People who may be the same', key: ['id'] },
    ...{ own: { leadA: 'lead', leadB: 'lead' }, fate: goes },
  },
  {
    ...{ table: 'camOutreachAttempt', title: 'Messages', key: ['id'], own: { leadId: 'lead' } },
    stay: {
      ...{ column: 'status', is: reallyLeft },
      as: { leadId: 'erased', recipient: '', subject: '', body: '', bodyHtml: null, reasons: '[]', evidence: '{}' },
    },
    fate: 'Simulated and planned ones go. Of those that really left, the day stays without the person and the text, so that limits and bounce rates stay true.',
  },
  {
    ...{ table: 'camInboxDraft', title: 'Answers that were begun', key: ['inboundId'] },
    ...{ own: { leadId: 'lead', recipientKey: 'identity' }, fate: goes },
  },
  {
    ...{ table: 'camInboxAnswer', title: 'Answers', key: ['id'] },
    ...{ own: { leadId: 'lead', recipientKey: 'identity' } },
    stay: {
      ...{ column: 'state', is: ['SENT', 'UNCERTAIN'] },
      as: {
        ...{ leadId: 'erased', recipient: '', recipientKey: '', recipientName: '', subject: '', text: '' },
        ...{ reasons: '[]', evidence: '[]' },
      },
    },
    fate: 'Of those that really left, the day stays without the person and the text, so that limits stay true.',
  },
  {
    ...{ table: 'camInbound', title: 'Answers and other messages that came in', key: ['id'] },
    ...{ own: { leadId: 'lead', fromKey: 'identity', aboutKey: 'identity' } },
    mentions: { columns: ['fromName', 'subject', 'text'], then: 'replace', about: 'leadId' },
    fate: goes,
  },
  { table: 'camEnrolment', title: 'Ways through sequences', key: ['id'], own: { leadId: 'lead' }, fate: goes },
  { table: 'camLeadNote', title: 'Notes', key: ['id'], own: { leadId: 'lead' }, fate: goes },
  { table: 'camLeadTask', title: 'Tasks', key: ['id'], own: { leadId: 'lead' }, fate: goes },
  { table: 'camAppointment', title: 'Appointments', key: ['id'], own: { leadId: 'lead' }, fate: goes },
  { table: 'camLeadWin', title: 'Won', key: ['leadId'], own: { leadId: 'lead' }, fate: goes },
  {
    ...{ table: 'camReviewSettled', title: 'Answers in the review queue', key: ['leadId', 'kind'] },
    ...{ own: { leadId: 'lead' }, fate: goes },
  },
  { table: 'camEnrichment', title: 'Filled fields', key: ['id'], own: { leadId: 'lead' }, fate: goes },
  {
    table: 'camConsentEvent',
    title: 'Consent, with source and time',
    key: ['id'],
    own: { leadId: 'lead' },
    fate: goes,
  },
  {
    ...{ table: 'camCaptureSubmission', title: 'Sent by a web form', key: ['id'] },
    ...{ own: { leadId: 'lead', emailKey: 'identity' }, fate: goes },
  },
  {
    ...{
      table: 'camImportConflict',
      title: 'Values that an import left alone',
      key: ['batchId', 'rowNumber', 'field'],
    },
    ...{ own: { leadId: 'lead' }, mentions: { columns: ['kept', 'found'], then: 'remove' }, fate: goes },
  },
  {
    ...{ table: 'camImportRejection', title: 'Rejected rows of files', key: ['batchId', 'rowNumber'] },
    mentions: { columns: ['raw', 'reason'], then: 'empty' },
    fate: 'The number of the row stays, what it said goes.',
  },
  {
    ...{ table: 'camImportBatch', title: 'Names of files', key: ['id'] },
    mentions: { columns: ['fileName', 'error'], then: 'replace' },
    fate: 'The words go, the rest of the text stays.',
  },
  {
    ...{ table: 'camRecord', title: 'Story', key: ['id'] },
    ...{ own: { subjectId: 'lead' }, where: { column: 'subjectKind', is: ['lead'] } },
    mentions: { columns: ['what', 'why', 'data'], then: 'replace', about: 'subjectId' },
    fate: 'Goes; where the story of something else mentions the person, only the words go.',
  },
  {
    ...{ table: 'camOptOut', title: 'When they asked not to be contacted', key: ['id'] },
    ...{ own: { leadId: 'lead', addressKey: 'identity' } },
    mentions: { columns: ['words'], then: 'replace', about: 'leadId' },
    fate: 'Goes; that the person is off limits stays as a hash.',
  },
  {
    ...{ table: 'camSuppression', title: 'Entries of the list of those never contacted', key: ['id'] },
    ...{ own: { value: 'identity' }, where: { column: 'kind', is: ['email', 'linkedin', 'phone'] } },
    mentions: { columns: ['reason', 'source', 'removedReason'], then: 'replace' },
    fate: 'Becomes a hash: the person stays off limits, the address goes.',
  },
  {
    ...{ table: 'camImportTouch', title: 'What imports changed', key: ['batchId', 'rowNumber'] },
    ...{ own: { leadId: 'lead' }, fate: goes },
  },
  {
    ...{ table: 'camBulkChange', title: 'Acts on many that could be taken back', key: ['bulkId', 'leadId'] },
    ...{ own: { leadId: 'lead' }, fate: goes },
  },
  {
    ...{ table: 'camSavedView', title: 'Saved views', key: ['id'] },
    mentions: { columns: ['name', 'query'], then: 'remove' },
    fate: 'A view that looks for this person goes.',
  },
  {
    ...{ table: 'camUndo', title: 'Acts that could be taken back', key: ['id'] },
    mentions: { columns: ['what', 'data'], then: 'remove' },
    fate: 'Go, and with them the way back.',
  },
  {
    table: 'camIdentity',
    title: 'Ways of recognising',
    key: ['kind', 'value', 'clientId'],
    own: { leadId: 'lead' },
    fate: goes,
  },
  {
    ...{ table: 'camLead', title: 'Leads', key: ['id'], own: { id: 'lead', mergedInto: 'lead' } },
    mentions: { columns: ['fields', 'stateReason', 'reviewReason'], then: 'replace', about: 'id' },
    fate: goes,
  },
];

/** Tables that hold nothing of one person. */
export const impersonalTables: readonly ImpersonalTable[] = [
  { table: 'camClient', because: 'Companies, and people who work for the agency.' },
  { table: 'camCampaign', because: 'What a campaign is.' },
  { table: 'camSequence', because: 'Texts for everybody.' },
  { table: 'camSequenceVersion', because: 'Which texts belong together.' },
  { table: 'camStepVariant', because: 'Texts for everybody.' },
  { table: 'camOrchestratorRun', because: 'Counters.' },
  { table: 'camOrchestratorClaim', because: 'Who holds a campaign.' },
  { table: 'camOutreachTurn', because: 'A counter.' },
  { table: 'camPeopleTurn', because: 'A lock.' },
  { table: 'camScoringRules', because: 'Rules.' },
  { table: 'camMatchRun', because: 'Counters of a search.' },
  { table: 'camLeadRun', because: 'Counters of a pass over many leads.' },
  { table: 'camDomainCheck', because: 'Domains of companies.' },
  { table: 'camImportShape', because: 'Which column means what.' },
  { table: 'camLeadCount', because: 'Counts.' },
  { table: 'camBatchCount', because: 'Counts.' },
  { table: 'camLeadSum', because: 'Counts.' },
  { table: 'camErasure', because: 'Counts only.' },
  { table: 'camErasedKey', because: 'Hashes.' },
  { table: 'camSecret', because: 'Keys.' },
  { table: 'camRetentionRule', because: 'Settings.' },
  { table: 'camRetentionRun', because: 'Counts only.' },
  { table: 'camCaptureForm', because: 'What a form asks.' },
  { table: 'camGoLive', because: 'Who of the agency let a campaign go live.' },
  { table: 'camMailbox', because: 'Addresses from which the agency and its clients write themselves.' },
  { table: 'camInboundMark', because: 'How far folders were read.' },
  { table: 'camInboundReading', because: 'How reading of mailboxes goes.' },
  { table: 'camGuardrailEvent', because: 'Counts only.' },
  { table: 'camGuardrailSetting', because: 'Settings.' },
];
