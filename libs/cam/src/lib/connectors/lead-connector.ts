import type { Ask, AskResult } from '@aicmo/core-effects';
import type { EmailCheck } from '../../contract/lead.ts';

/** Why a service gave no answer. Each has its own sentence and its own way on. */
export type ConnectorFailure =
  'off' | 'held' | 'unauthorised' | 'out-of-credit' | 'too-many' | 'down' | 'timed-out' | 'unreadable';

/** A service that gave no answer: which kind of failure, in a sentence too. */
export interface ConnectorFailed {
  readonly ok: false;
  readonly failure: ConnectorFailure;
  readonly why: string;
}

/** What a service says. A failure is a value: the pass goes on without it and tells. */
export type ConnectorAnswer<Value> =
  | { readonly ok: true; /** Undefined: it knows nothing of this person. */ readonly value: Value | undefined }
  | ConnectorFailed;

/** Whom a service is asked about. Empty text: not known. */
export interface PersonAsked {
  readonly leadId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly company: string;
  readonly companyDomain: string;
  readonly linkedin: string;
}

/** What a service knows of a person; what it does not know is missing. */
export interface PersonFound {
  readonly title?: string;
  readonly company?: string;
  readonly companyDomain?: string;
  readonly industry?: string;
  readonly employeeCount?: number;
  readonly revenueCents?: number;
  readonly location?: string;
  readonly country?: string;
  readonly linkedin?: string;
}

/** What a service says of an address. */
export interface AddressFound {
  readonly result: Exclude<EmailCheck, 'UNCHECKED'>;
  readonly why: string;
}

interface ConnectorBase {
  readonly id: string;
  /** As people know it. */
  readonly name: string;
  /** The variable that holds its key. */
  readonly keyVariable: string;
  readonly isOn: boolean;
}

/** Knows people. Each question costs what its service takes for it. */
export interface PeopleConnector extends ConnectorBase {
  readonly does: 'people';
  match(person: PersonAsked, signal?: AbortSignal): Promise<ConnectorAnswer<PersonFound>>;
}

/** Knows whether mailboxes exist. */
export interface AddressConnector extends ConnectorBase {
  readonly does: 'addresses';
  verify(leadId: string, email: string, signal?: AbortSignal): Promise<ConnectorAnswer<AddressFound>>;
}

export type LeadConnector = PeopleConnector | AddressConnector;

/** What a connector is given: its key, where its service is, and the house's one way out. */
export interface ConnectorParts {
  /** Empty: it is off. */
  readonly apiKey: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly ask: (ask: Ask) => Promise<AskResult>;
  readonly timeoutMs: number;
}

/** What is set for the connectors; a service without a key is off. */
export interface ConnectorSettings {
  readonly apollo?: ConnectorSetting;
  readonly hunter?: ConnectorSetting;
}

export interface ConnectorSetting {
  readonly apiKey: string;
  /** For another place of the same interface; the service's own by default. */
  readonly baseUrl?: string;
}
